"""The way back: what an editor changed in an exported document.

`original` is what was exported, `docx` reads the rows as they stand now, `compare` tells what
became of each segment, `accept` gives the changes to the memory, `propose` the glossary.
"""

from __future__ import annotations

from toolkit.review.compare import Change, Problem, Review, accept, compare
from toolkit.review.docx import read
from toolkit.review.original import Original
from toolkit.review.rows import ReviewedRow

__all__ = ["Change", "Original", "Problem", "Review", "ReviewedRow", "accept", "compare", "read"]
