"""Which country's usage an article follows, guessed from the entries found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from toolkit.glossary.match import Match

_TELLING = ("post", "institution", "person", "rank")


def guess(matches: Iterable[Match]) -> tuple[str | None, str]:
    """The country named by most posts, institutions, persons and ranks, and why.

    Returns an ISO 3166 code, or None when nothing tells or two countries are level, and a
    sentence for the editor.
    """
    votes: Counter[str] = Counter()
    names: dict[str, str] = {}
    for match in matches:
        entry = match.entry
        if entry.kind in _TELLING and len(entry.country) == 1:
            country = entry.country[0]
            votes[country] += 1
            names.setdefault(country, entry.ar)
    ranked = votes.most_common(2)
    if not ranked:
        return None, "no entry of the article belongs to one country"
    country, count = ranked[0]
    if len(ranked) > 1 and ranked[1][1] == count:
        return None, f"{country} and {ranked[1][0]} are named equally often"
    return country, f"{count} entries of {country}, such as {names[country]}"
