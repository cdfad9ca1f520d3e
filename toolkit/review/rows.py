"""A segment as it came back from an editor, whatever the format of the file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """One segment of an edited file, in the order of the file.

    `id` is the segment's, None where the file does not tell; `source` and `target` are its texts
    as they stand now, each on one line; `notes` what the editor remarked on it. `target` is None
    where the texts of several segments can no longer be told apart.
    """

    id: str | None
    source: str
    target: str | None
    notes: tuple[str, ...] = ()
