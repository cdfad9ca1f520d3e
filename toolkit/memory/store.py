"""The memory's file: one SQLite database that several processes may use at once.

Every change is one transaction that is on disk when the call returns: whoever kills the process
finds all of the change or nothing of it. Source: sqlite.org/wal.html, sqlite.org/pragma.html.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from toolkit.document import Language, ToolkitError
from toolkit.memory.key import source_key

_APPLICATION = 0x746B544D  # "tkTM": tells a memory from other SQLite files
_VERSION = 1
_WAIT_SECONDS = 30.0

_SCHEMA = """
CREATE TABLE entries (
  id INTEGER PRIMARY KEY,
  source_key TEXT NOT NULL, language TEXT NOT NULL, terms TEXT NOT NULL, context TEXT NOT NULL,
  source TEXT NOT NULL, target TEXT NOT NULL,
  author TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL, extra TEXT NOT NULL,
  UNIQUE (source_key, language, terms, context)
) STRICT;
CREATE INDEX by_change ON entries (language, changed);
"""
_COLUMNS = "source, target, language, terms, context, author, created, changed, extra"


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence and an editor's translation of it.

    `terms` and `context` as `toolkit.memory.key` makes them, "" where not known. `created` and
    `changed` are UTC times as TMX writes them (20260213T101500Z); "" stands for now. `extra` holds
    what other tools said of the entry, to be given back to them (see `toolkit.memory.tmx`).
    """

    source: str
    target: str
    language: Language
    terms: str = ""
    context: str = ""
    author: str = ""
    created: str = ""
    changed: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


class Memory:
    """A memory file, made where there is none. Close it, or use it as a context manager.

    Raises ToolkitError where the file cannot be opened or made, is no memory, or is a newer one's;
    every method does where the file fails later.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        with self._told():
            with suppress(FileExistsError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600, exist_ok=False)  # it holds unpublished articles
            self._db = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
            self._db.execute("PRAGMA synchronous = FULL")
            self._prepare()

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        self._db.close()

    def put(self, entries: Iterable[Entry]) -> int:
        """Keep entries, all of them or, when the process dies, none; gives how many.

        An entry with the same source, language, terms and context is replaced; its time of
        creation stays.
        """
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        rows = [
            (
                source_key(e.source),
                *(e.source, e.target, e.language, e.terms, e.context, e.author),
                *(e.created or e.changed or now, e.changed or now),
                json.dumps(dict(e.extra), ensure_ascii=False, sort_keys=True),
            )
            for e in entries
        ]
        with self._change():
            self._db.executemany(
                f"INSERT INTO entries (source_key, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"
                " ON CONFLICT (source_key, language, terms, context) DO UPDATE SET"
                " source = excluded.source, target = excluded.target, author = excluded.author,"
                " changed = excluded.changed, extra = excluded.extra",
                rows,
            )
        return len(rows)

    def same(self, source: str, language: Language) -> list[Entry]:
        """The entries of this very sentence, the latest first."""
        return self._select(
            "source_key = ? AND language = ?", (source_key(source), language), newest=True
        )

    def entries(self, language: Language | None = None) -> list[Entry]:
        """All entries, or those into one language, in the order in which they came in."""
        return self._select("language = ?", (language,)) if language else self._select("1", ())

    def prune(self, before: str, language: Language | None = None) -> int:
        """Forget the entries last changed before a TMX time (a date will do); gives how many."""
        with self._change():
            return self._db.execute(
                "DELETE FROM entries WHERE changed < ? AND (? IS NULL OR language = ?)",
                (before, language, language),
            ).rowcount

    def _select(self, where: str, values: Sequence[object], *, newest: bool = False) -> list[Entry]:
        order = "changed DESC, id DESC" if newest else "id"
        with self._told():
            found = self._db.execute(
                f"SELECT {_COLUMNS} FROM entries WHERE {where} ORDER BY {order}", values
            ).fetchall()
        return [replace(Entry(*row), extra=json.loads(row[8])) for row in found]

    def _prepare(self) -> None:
        (application,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if application == _APPLICATION and version > _VERSION:
            raise ToolkitError(f"{self.path}: is of a newer toolkit; install that one")
        if application == _APPLICATION:
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        with self._change():
            # Another process may have made the tables while this one waited.
            (application,) = self._db.execute("PRAGMA application_id").fetchone()
            if application == _APPLICATION:
                return
            if self._db.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise ToolkitError(f"{self.path}: is no translation memory; name another file")
            for statement in filter(str.strip, _SCHEMA.split(";")):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {_VERSION}")
            self._db.execute(f"PRAGMA application_id = {_APPLICATION}")

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction, which no other process can come between."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise ToolkitError(
                f"{self.path}: cannot be used as translation memory ({error}); name another with"
                " --memory, or none with --no-memory"
            ) from error
