"""Currencies: their names in the Arabic press, and in English and French."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.document import Language


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: Arabic forms, signs, and (singular, plural) for each target language.

    `prefixes` are forms that stand before a number and `suffixes` those after it.
    """

    arabic: tuple[str, ...]
    names: dict[Language, tuple[str, str]]
    signs: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


CURRENCIES: dict[str, Currency] = {
    "USD": Currency(
        ("دولار", "دولارا", "دولارات"),
        {"en": ("dollar", "dollars"), "fr": ("dollar", "dollars")},
        signs=("$",),
        prefixes=("$", "US$", "USD"),
        suffixes=("$", "$US", "USD"),
        adjectives=("US", "U.S.", "American"),
    ),
    "EUR": Currency(
        ("يورو",),
        {"en": ("euro", "euros"), "fr": ("euro", "euros")},
        signs=("€",),
        prefixes=("€", "EUR"),
        suffixes=("€", "EUR"),
    ),
    "GBP": Currency(
        ("جنيه إسترليني", "جنيها إسترلينيا", "جنيهات إسترلينية"),
        {"en": ("pound sterling", "pounds sterling"), "fr": ("livre sterling", "livres sterling")},
        signs=("£",),
        prefixes=("£", "GBP"),
        suffixes=("£", "GBP"),
    ),
    "pound": Currency(
        ("جنيه", "جنيها", "جنيهات"),
        {"en": ("pound", "pounds"), "fr": ("livre", "livres")},
        adjectives=("Egyptian", "Sudanese"),
    ),
    "dinar": Currency(
        ("دينار", "دينارا", "دنانير"),
        {"en": ("dinar", "dinars"), "fr": ("dinar", "dinars")},
        adjectives=("Libyan", "Algerian", "Tunisian", "Iraqi", "Jordanian", "Kuwaiti"),
    ),
    "dirham": Currency(
        ("درهم", "درهما", "دراهم"),
        {"en": ("dirham", "dirhams"), "fr": ("dirham", "dirhams")},
        prefixes=("AED", "MAD"),
        suffixes=("AED", "MAD"),
        adjectives=("Moroccan", "Emirati", "UAE"),
    ),
    "riyal": Currency(
        ("ريال", "ريالا", "ريالات"),
        {"en": ("riyal", "riyals"), "fr": ("riyal", "riyals")},
        prefixes=("SAR", "QAR"),
        suffixes=("SAR", "QAR"),
        adjectives=("Saudi", "Qatari", "Omani", "Yemeni"),
    ),
    "lira": Currency(
        ("ليرة", "ليرات"),
        {"en": ("lira", "liras"), "fr": ("livre", "livres")},
        adjectives=("Lebanese", "Syrian", "Turkish"),
    ),
    "rouble": Currency(
        ("روبل", "روبلا", "روبلات"),
        {"en": ("rouble", "roubles"), "fr": ("rouble", "roubles")},
        adjectives=("Russian",),
    ),
}
