"""Translation memory: sentences that an editor translated or corrected, kept for the next time.

`key` says when two sentences are the same, `store` keeps them in one SQLite file, `recall` finds
what is known of a segment, `tmx` exchanges them with other tools.
"""

from __future__ import annotations

from toolkit.memory.place import memory_path
from toolkit.memory.store import Entry, Memory

__all__ = ["Entry", "Memory", "memory_path"]
