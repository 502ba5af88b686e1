"""Events streamed into SQLite, each revision once; read back as latest revisions."""

from __future__ import annotations

import sqlite3
from importlib import resources
from typing import TYPE_CHECKING, Self

import msgspec

from furikaeri.model.event import Event, IncidentFact, Reading, ReadWarning
from furikaeri.store.adding import Added, Adding, key_of
from furikaeri.store.body import unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PATIENCE = 60  # seconds to wait for another process that writes: a large export takes about that long
_READ = "SELECT r.body, r.locator, i.digest, r.deleted FROM record r JOIN item i ON i.no = r.item "


class Store:
    """The event cache in one SQLite file (or in memory, for `path` None). A context manager: closes on leaving."""

    def __init__(self, path: Path | None) -> None:
        self.db = sqlite3.connect(":memory:" if path is None else path, timeout=_PATIENCE, isolation_level=None)
        try:
            self.db.executescript(resources.files("furikaeri.store").joinpath("schema.sql").read_text("utf-8"))
        except BaseException:
            self.db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Releases the file."""
        self.db.close()

    def clear(self) -> None:
        """Forgets everything, so that it is read anew; in place, since another process may have the file open."""
        self.db.execute("BEGIN IMMEDIATE")
        for (table,) in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self.db.execute(f'DELETE FROM "{table}"')  # noqa: S608  # the names of our own tables
        self.db.execute("COMMIT")

    def items(self) -> dict[str, str]:
        """Digest -> settings it was read with, of every item that was read to its end, in the order of reading."""
        return dict(self.db.execute("SELECT digest, settings FROM item WHERE complete ORDER BY no"))

    def add(self, digest: str, readings: Iterable[Reading], *, settings: str = "", rank: int = 0) -> Added:
        """Streams the readings of one item in, in one transaction: all of it lands, or nothing.

        An item that was read before (same digest) adds nothing. Memory does not grow with the number of readings.
        `rank` orders the exports of one thing: of an event's revisions that with an end stands before one without
        (what is over stays over), then that of the highest rank, then the last written.
        """
        self.db.execute("BEGIN IMMEDIATE")
        try:
            if self.db.execute("SELECT 1 FROM item WHERE digest = ?", (digest,)).fetchone():
                added = Added()
            else:
                no = self.db.execute(
                    "INSERT INTO item (digest, settings, rank) VALUES (?,?,?) RETURNING no", (digest, settings, rank)
                ).fetchone()[0]
                added = Adding(self.db, no, rank).take(readings)
                records = added.events + added.revisions + added.repeats + added.warnings
                self.db.execute("UPDATE item SET complete = 1, records = ? WHERE no = ?", (records, no))
        except BaseException:
            if self.db.in_transaction:  # a full disk may have undone it already
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
        return added

    def events(self) -> Iterator[Event]:
        """The latest revision of every event, by its earliest moment."""
        for body, locator, digest, deleted in self.db.execute(_READ + "WHERE r.latest ORDER BY r.lo, r.seq"):
            yield unpack(body, digest, locator, deleted=bool(deleted))

    def revisions(self, event_id: str) -> list[Event]:
        """Every revision of one event, oldest first; the one that stands is the last."""
        rows = self.db.execute(_READ + "WHERE r.id_hash = ? ORDER BY r.over, r.rank, r.seq", (key_of(event_id),))
        found = [unpack(body, digest, locator, deleted=bool(deleted)) for body, locator, digest, deleted in rows]
        return [event for event in found if event.id == event_id]

    def warnings(self) -> Iterator[tuple[str, ReadWarning]]:
        """(digest of the item, warning), in the order of reading."""
        for digest, body in self.db.execute(
            "SELECT i.digest, w.body FROM warning w JOIN item i ON i.no = w.item ORDER BY w.rowid"
        ):
            yield digest, msgspec.msgpack.decode(body, type=ReadWarning)

    def facts(self) -> Iterator[tuple[str, IncidentFact]]:
        """(digest of the item, fact), in the order of reading."""
        for digest, body in self.db.execute(
            "SELECT i.digest, f.body FROM fact f JOIN item i ON i.no = f.item ORDER BY f.rowid"
        ):
            yield digest, msgspec.msgpack.decode(body, type=IncidentFact)

    def scopes(self) -> Iterator[str]:
        """The scopes that some export promised to hold whole."""
        for (scope,) in self.db.execute("SELECT DISTINCT scope FROM coverage ORDER BY scope"):
            yield scope

    def count(self) -> int:
        """How many events there are, revisions not counted."""
        return int(self.db.execute("SELECT COUNT(*) FROM record WHERE n = 0").fetchone()[0])
