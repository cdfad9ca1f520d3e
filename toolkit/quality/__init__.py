"""Checks of a translation: what an editor should look at.

One function per check, in files by theme; each takes a translation and its language and yields
findings. A new check is a function there and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from toolkit.document import Finding, Language, Translation
from toolkit.quality.consistency import consistency
from toolkit.quality.leftovers import arabic_left, copied, empty
from toolkit.quality.numbers import number_mismatch
from toolkit.quality.shape import length_ratio, repetition, unbalanced
from toolkit.quality.terms import suggestion, term_doubled, term_missing

__all__ = ["CHECKS", "Check", "check", "consistency"]

Check = Callable[[Translation, Language], Iterator[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "empty": empty,
        "copied": copied,
        "arabic-left": arabic_left,
        "term-missing": term_missing,
        "term-doubled": term_doubled,
        "number-mismatch": number_mismatch,
        "length-ratio": length_ratio,
        "repetition": repetition,
        "unbalanced": unbalanced,
        "suggestion": suggestion,
    }
)
"""All checks of one segment by the name their findings carry, the gravest first."""


def check(translation: Translation, language: Language) -> tuple[Finding, ...]:
    """All findings of all checks for a translation into English or French.

    An empty or untranslated text gives that one finding: the others would only repeat it.
    """
    for name in ("empty", "copied"):
        if found := tuple(CHECKS[name](translation, language)):
            return found
    return tuple(f for one in CHECKS.values() for f in one(translation, language))
