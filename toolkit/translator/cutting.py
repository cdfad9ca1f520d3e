"""Cutting a text that is too long for a model, so that nothing of it is dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_COMMAS = frozenset(",،;؛")


def pieces(
    tokens: tuple[str, ...], limit: int, starts_word: Callable[[Sequence[str], int], bool]
) -> list[tuple[str, ...]]:
    """Cut a token sequence into halves, and these again, until each is within `limit` tokens.

    Concatenated, the pieces are the sequence again; an empty sequence gives none. `starts_word`
    tells whether the token at an index begins a word.
    """
    if len(tokens) <= limit:
        return [tokens] if tokens else []
    cut = _cut(tokens, starts_word)
    return pieces(tokens[:cut], limit, starts_word) + pieces(tokens[cut:], limit, starts_word)


def _cut(tokens: Sequence[str], starts_word: Callable[[Sequence[str], int], bool]) -> int:
    """Where to cut: after a comma in the middle half, else at a space there, else midway."""
    middle = len(tokens) // 2
    window = range(max(1, len(tokens) // 4), len(tokens) - len(tokens) // 4)
    starts = [i for i in window if starts_word(tokens, i)]
    after_comma = [i for i in starts if tokens[i - 1][-1:] in _COMMAS]
    return min(after_comma or starts or [middle], key=lambda i: abs(i - middle))
