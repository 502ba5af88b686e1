"""Events streamed into SQLite, each revision once; read back as latest revisions."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from furikaeri.model.event import Coverage, Event, IncidentFact, Reading, ReadWarning
from furikaeri.store.body import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BATCH = 2_000
_WRITE = (
    "INSERT INTO record (id_hash, content, rank, lo, scope, item, locator, deleted, body) VALUES (?,?,?,?,?,?,?,?,?) "
    "ON CONFLICT (id_hash, content) DO UPDATE SET rank = excluded.rank WHERE excluded.rank > rank"
)
# Of the rows an item has written: how many there are, and how many of them speak of an event known before.
_NEW = (
    "SELECT COUNT(*), COALESCE(SUM(EXISTS (SELECT 1 FROM record o WHERE o.id_hash = r.id_hash AND o.seq < r.seq)), 0) "
    "FROM record r WHERE r.seq > ? AND r.item = ?"
)
# The latest revision of each event: the highest rank, then the last written.
_LATEST = (
    "SELECT r.body, r.locator, i.digest, r.deleted FROM record r JOIN item i ON i.no = r.item WHERE NOT EXISTS "
    "(SELECT 1 FROM record n WHERE n.id_hash = r.id_hash AND (n.rank, n.seq) > (r.rank, r.seq))"
)


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What reading one item brought: every record is in exactly one of these numbers.

    `events`: seen for the first time. `revisions`: a known event with new content. `repeats`: known, unchanged.
    `deletions`: known events that a complete later export lacks. `warnings`, `facts`: what else the records said.
    """

    events: int = 0
    revisions: int = 0
    repeats: int = 0
    deletions: int = 0
    warnings: int = 0
    facts: int = 0


class Store:
    """The event cache in one SQLite file (or in memory, for `path` None). A context manager: closes on leaving."""

    def __init__(self, path: Path | None) -> None:
        self.db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
        self.db.executescript(resources.files("furikaeri.store").joinpath("schema.sql").read_text("utf-8"))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Releases the file."""
        self.db.close()

    def items(self) -> dict[str, str]:
        """Digest -> settings it was read with, of every item that was read to its end, in the order of reading."""
        return dict(self.db.execute("SELECT digest, settings FROM item WHERE complete ORDER BY no"))

    def add(self, digest: str, readings: Iterable[Reading], *, settings: str = "", rank: int = 0) -> Added:
        """Streams the readings of one item in, in one transaction: all of it lands, or nothing.

        An item that was read before (same digest) adds nothing. Memory does not grow with the number of readings.
        """
        if self.db.execute("SELECT 1 FROM item WHERE digest = ? AND complete", (digest,)).fetchone():
            return Added()
        self.db.execute("BEGIN IMMEDIATE")
        try:
            no = self.db.execute(
                "INSERT INTO item (digest, settings, rank) VALUES (?,?,?) RETURNING no", (digest, settings, rank)
            ).fetchone()[0]
            added = _Adding(self.db, no, rank).take(readings)
            records = added.events + added.revisions + added.repeats + added.warnings
            self.db.execute("UPDATE item SET complete = 1, records = ? WHERE no = ?", (records, no))
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
        return added

    def events(self) -> Iterator[Event]:
        """The latest revision of every event, by its earliest moment."""
        for body, locator, digest, deleted in self.db.execute(_LATEST + " ORDER BY r.lo, r.seq"):
            yield unpack(body, digest, locator, deleted=bool(deleted))

    def revisions(self, event_id: str) -> list[Event]:
        """Every revision of one event, oldest first."""
        rows = self.db.execute(
            "SELECT r.body, r.locator, i.digest, r.deleted FROM record r JOIN item i ON i.no = r.item "
            "WHERE r.id_hash = ? ORDER BY r.rank, r.seq",
            (_hash(event_id.encode()),),
        )
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
        for digest, body in self.db.execute("SELECT i.digest, f.body FROM fact f JOIN item i ON i.no = f.item ORDER BY f.rowid"):
            yield digest, msgspec.msgpack.decode(body, type=IncidentFact)

    def scopes(self) -> Iterator[str]:
        """The scopes that some export promised to hold whole."""
        for (scope,) in self.db.execute("SELECT DISTINCT scope FROM coverage ORDER BY scope"):
            yield scope

    def count(self) -> int:
        """How many events there are, revisions not counted."""
        return int(self.db.execute("SELECT COUNT(DISTINCT id_hash) FROM record").fetchone()[0])


class _Adding:
    """One item on its way in: batches, counts, and the deletions that complete scopes reveal."""

    def __init__(self, db: sqlite3.Connection, no: int, rank: int) -> None:
        self.db, self.no, self.rank = db, no, rank
        self.rows: list[tuple[bytes, bytes, int, int, bytes | None, int, str, int, bytes]] = []
        self.seen: dict[bytes, set[bytes]] = {}
        self.read = self.deletions = self.warnings = self.facts = 0

    def take(self, readings: Iterable[Reading]) -> Added:
        rows, seen, no, rank = self.rows, self.seen, self.no, self.rank
        first = self.db.execute("SELECT COALESCE(MAX(seq), 0) FROM record").fetchone()[0]
        for reading in readings:
            if type(reading) is Event:
                body = pack(reading)
                id_hash = _hash(reading.id.encode())
                scope = None
                if reading.scope:
                    scope = _hash(reading.scope.encode())
                    seen.setdefault(scope, set()).add(id_hash)
                rows.append((id_hash, _hash(body), rank, reading.span.lo, scope, no, reading.locator, 0, body))
                if len(rows) >= BATCH:
                    self.flush()
            else:
                self._other(reading)
        self.flush()
        new, known = self.db.execute(_NEW, (first, no)).fetchone()
        new -= self.deletions
        known -= self.deletions
        return Added(
            events=new - known, revisions=known, repeats=self.read - new, deletions=self.deletions, warnings=self.warnings,
            facts=self.facts,
        )  # fmt: skip

    def _other(self, reading: Reading) -> None:
        if isinstance(reading, ReadWarning):
            self.warnings += not reading.noted
            body = msgspec.msgpack.encode(reading)
            self.db.execute("INSERT INTO warning (item, code, body) VALUES (?,?,?)", (self.no, reading.code, body))
        elif isinstance(reading, IncidentFact):
            self.facts += 1
            self.db.execute("INSERT INTO fact (item, body) VALUES (?,?)", (self.no, msgspec.msgpack.encode(reading)))
        elif isinstance(reading, Coverage):
            self.flush()
            self.db.execute("INSERT INTO coverage (item, scope) VALUES (?,?)", (self.no, reading.scope))
            self._find_deletions(_hash(reading.scope.encode()))

    def flush(self) -> None:
        """Writes the batch. `seq` grows by inserted rows only, which tells repeats from what is new."""
        if self.rows:
            self.read += len(self.rows)
            self.db.executemany(_WRITE, self.rows)
            self.rows.clear()

    def _find_deletions(self, scope: bytes) -> None:
        seen = self.seen.pop(scope, set())
        latest = self.db.execute(
            "SELECT id_hash, lo, body, locator, deleted FROM record r WHERE scope = ? AND NOT EXISTS "
            "(SELECT 1 FROM record n WHERE n.id_hash = r.id_hash AND (n.rank, n.seq) > (r.rank, r.seq)) AND rank <= ?",
            (scope, self.rank),
        ).fetchall()
        for id_hash, lo, body, locator, deleted in latest:
            if id_hash not in seen and not deleted:
                row = (id_hash, _hash(body + b"deleted"), self.rank, lo, scope, self.no, locator, 1, body)
                self.db.execute(_WRITE, row)
                self.deletions += 1


def _hash(data: bytes) -> bytes:
    """64 bits: two of them (identity and content) make a row's key, so an accident needs 128 equal bits."""
    return blake2b(data, digest_size=8).digest()
