"""One evidence item on its way into the store: batches, counts, and the deletions that complete scopes reveal."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from furikaeri.model.event import Coverage, Event, IncidentFact, Reading, ReadWarning
from furikaeri.store.body import pack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

BATCH = 2_000  # events written together,
BATCH_BYTES = 4 << 20  # or fewer, if their bodies come to as much
_TOGETHER = 250  # events looked up in one question
_COLUMNS = "id_hash, over, rank, lo, scope, item, deleted, locator, body"
_WRITE_NEW = f"INSERT INTO record ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (id_hash, n) DO NOTHING"  # noqa: S608  # constants
_WRITE_LATER = f"INSERT INTO record (n, {_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"  # noqa: S608  # constants
_RISE = "UPDATE record SET rank = ? WHERE seq = ?"
_int64 = Struct(">q").unpack

_Row = tuple[int, int, int, int, int | None, int, int, str, bytes]


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


class _Revision(NamedTuple):
    seq: int
    over: int
    rank: int
    deleted: int
    body: bytes


class Adding:
    """Takes the readings of the item numbered `no`; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection, no: int, rank: int) -> None:
        self._db, self._no, self._rank = db, no, rank
        self._rows: list[_Row] = []
        self._seen: dict[int, set[int]] = {}
        self._before = self._last()
        self._read = self._new = self._revised = self._deletions = self._warnings = self._facts = 0

    def take(self, readings: Iterable[Reading]) -> Added:
        """Everything the item says, streamed; memory does not grow with it."""
        rows, no, rank = self._rows, self._no, self._rank
        put = rows.append
        held = 0
        stated, scope, seen = "", None, set[int]()  # events of one scope come one after the other
        for reading in readings:
            if type(reading) is Event:
                span = reading.span
                key = key_of(reading.id)
                if reading.scope != stated:
                    stated = reading.scope
                    scope = key_of(stated) if stated else None
                    seen = self._seen.setdefault(scope, set()) if scope is not None else set()
                if scope is not None:
                    seen.add(key)
                over = 0 if span.hi is None else 1  # numbers: sqlite3 is slow with booleans
                deleted = 1 if reading.deleted else 0
                body = pack(reading)
                held += len(body)
                put((key, over, rank, span.lo, scope, no, deleted, reading.locator, body))
                if len(rows) >= BATCH or held >= BATCH_BYTES:
                    self._flush()
                    held = 0
            else:
                self._other(reading)
                stated = ""
        self._flush()
        return Added(
            events=self._new, revisions=self._revised, repeats=self._read - self._new - self._revised,
            deletions=self._deletions, warnings=self._warnings, facts=self._facts,
        )  # fmt: skip

    def _other(self, reading: Reading) -> None:
        if isinstance(reading, ReadWarning):
            self._warnings += not reading.noted
            body = msgspec.msgpack.encode(reading)
            self._db.execute("INSERT INTO warning (item, code, body) VALUES (?,?,?)", (self._no, reading.code, body))
        elif isinstance(reading, IncidentFact):
            self._facts += 1
            self._db.execute("INSERT INTO fact (item, body) VALUES (?,?)", (self._no, msgspec.msgpack.encode(reading)))
        elif isinstance(reading, Coverage):
            self._flush()
            if not reading.empty:
                self._db.execute("INSERT INTO coverage (item, scope) VALUES (?,?)", (self._no, reading.scope))
            self._find_deletions(key_of(reading.scope))

    def _flush(self) -> None:
        """Writes the batch as if all of it were new; only where some of it is not, looks at each row."""
        rows = self._rows
        if not rows:
            return
        first = self._last()
        self._db.executemany(_WRITE_NEW, rows)
        new = self._last() - first  # rows are never taken away, so that numbers have no gaps
        self._read += len(rows)
        self._new += new
        if new < len(rows):
            fresh: set[int] = set()  # rows just written that we have met again here
            for start in range(0, len(rows), _TOGETHER):
                self._sift(rows[start : start + _TOGETHER], first, fresh)
        rows.clear()

    def _sift(self, rows: list[_Row], first: int, fresh: set[int]) -> None:
        """Tells rows just written from repeats, which only move `rank`, and from revisions, which are written here."""
        known = self._revisions({row[0] for row in rows})
        risen: list[tuple[int, int]] = []
        for row in rows:
            key, _, rank, *_, deleted, _, body = row
            revisions = known[key]
            same = next((r for r in revisions if r.body == body and r.deleted == deleted), None)
            if same is None:
                fresh.add(self._write_later(row, len(revisions)))
                self._revised += 1
            elif same.seq > first and same.seq not in fresh:
                fresh.add(same.seq)
                continue
            elif same.rank >= rank:
                continue
            else:
                risen.append((rank, same.seq))
                if len(revisions) == 1:
                    continue
                self._db.execute(_RISE, risen.pop())
            known[key] = self._settled(key)
        self._db.executemany(_RISE, risen)

    def _write_later(self, row: _Row, n: int) -> int:
        self._db.execute(_WRITE_LATER, (n, *row))
        return self._last()

    def _settled(self, key: int) -> list[_Revision]:
        """An event's revisions, that which stands marked."""
        revisions = self._revisions({key})[key]
        order = sorted(revisions, key=lambda r: (r.over, r.rank, r.seq))
        self._db.executemany(
            "UPDATE record SET latest = ? WHERE seq = ?", [(int(r is order[-1]), r.seq) for r in order]
        )
        return revisions

    def _revisions(self, keys: set[int]) -> dict[int, list[_Revision]]:
        places = ",".join("?" * len(keys))
        known: dict[int, list[_Revision]] = {key: [] for key in keys}
        query = f"SELECT id_hash, seq, over, rank, deleted, body FROM record WHERE id_hash IN ({places}) ORDER BY id_hash, n"  # noqa: S608  # question marks alone
        for key, *revision in self._db.execute(query, list(keys)):
            known[key].append(_Revision(*revision))
        return known

    def _last(self) -> int:
        return int(self._db.execute("SELECT COALESCE(MAX(seq), 0) FROM record").fetchone()[0])

    def _find_deletions(self, scope: int) -> None:
        """Events of a scope that this complete export of it lacks."""
        seen = self._seen.pop(scope, set())
        if not self._db.execute("SELECT 1 FROM record WHERE scope = ? AND seq <= ?", (scope, self._before)).fetchone():
            return  # nobody knew of this scope before
        standing = self._db.execute(
            "SELECT id_hash, over, lo, deleted, locator, body FROM record WHERE scope = ? AND latest AND rank <= ?",
            (scope, self._rank),
        ).fetchall()
        for key, over, lo, deleted, locator, body in standing:
            if key not in seen and not deleted:
                row = (key, over, self._rank, lo, scope, self._no, 1, locator, body)
                self._write_later(row, len(self._revisions({key})[key]))
                self._settled(key)
                self._deletions += 1


def key_of(name: str) -> int:
    """64 bits for an event's id or a scope's name; a million ids share one by accident once in 140,000 stores.

    Names that begin alike lie together: then a small file touches few pages of the index of a large store.
    """
    data = name.encode()
    key: int = _int64(_lead(data[:4]) + blake2b(data, digest_size=7).digest())[0]
    return key


@lru_cache(4096)
def _lead(beginning: bytes) -> bytes:
    return blake2b(beginning, digest_size=1).digest()
