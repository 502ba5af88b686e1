"""One evidence item on its way into the store: batches, counts, and the deletions that complete scopes reveal."""

from __future__ import annotations

from hashlib import blake2b
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from furikaeri.model.event import Coverage, Event, IncidentFact, Reading, ReadWarning
from furikaeri.store.body import packed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

AT_ONCE = 50  # events turned into rows together
BATCH = 2_000  # events written together,
BATCH_BYTES = 4 << 20  # or fewer, if their bodies come to as much
_TOGETHER = 250  # events looked up in one question
_RISE = "UPDATE record SET rank = ? WHERE seq = ?"
_int64 = Struct(">q").unpack

_Row = tuple[int, int, int, int, int, str, bytearray]  # sqlite3 is slow with any other types than these


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
    key: int
    seq: int
    over: int
    rank: int
    deleted: int
    body: bytes


class Adding:
    """Takes the readings of the item numbered `no`; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection, no: int, rank: int) -> None:
        self._db, self._no, self._rank = db, no, rank
        columns = "id_hash, over, lo, scope, deleted, locator, body, rank, item"
        same = f"{rank:d}, {no:d}"  # the same in every row: in the statement, which is quicker than a place for it
        self._insert = f"INSERT INTO record ({columns}) VALUES (?,?,?,?,?,?,?,{same}) ON CONFLICT DO NOTHING"  # noqa: S608  # two numbers
        self._insert_revision = f"INSERT INTO record (n, {columns}) VALUES (?,?,?,?,?,?,?,?,{same})"  # noqa: S608  # two numbers
        self._rows: list[_Row] = []
        self._seen: dict[int, set[int]] = {}
        self._before = self._last()
        self._held = 0
        self._read = self._new = self._revised = self._deletions = self._warnings = self._facts = 0

    def take(self, readings: Iterable[Reading]) -> Added:
        """Everything the item says, streamed; memory does not grow with it."""
        events: list[Event] = []
        size = 0
        for reading in readings:
            if type(reading) is Event:
                events.append(reading)
                size += len(reading.text)
                if len(events) < AT_ONCE and size < BATCH_BYTES:
                    continue
            self._put(events)
            events.clear()
            size = 0
            if type(reading) is not Event:
                self._other(reading)
        self._put(events)
        self._flush()
        return Added(
            events=self._new, revisions=self._revised, repeats=self._read - self._new - self._revised,
            deletions=self._deletions, warnings=self._warnings, facts=self._facts,
        )  # fmt: skip

    def _put(self, events: list[Event]) -> None:
        """Some events as rows, many at a stretch since that is quicker."""
        scopes = {event.scope for event in events}
        keyed = {scope: key_of(scope) if scope else 0 for scope in scopes}
        rows = [
            (
                key_of(e.id),
                0 if e.span.hi is None else 1,
                e.span.lo,
                keyed[e.scope],
                1 if e.deleted else 0,
                e.locator,
                bytearray(body),
            )
            for e, body in zip(events, packed(events), strict=True)
        ]
        if scopes - {""}:
            for key, _, _, scope, *_ in rows:
                if scope:
                    self._seen.setdefault(scope, set()).add(key)
        self._rows += rows
        self._held += sum([len(row[-1]) for row in rows])
        if len(self._rows) >= BATCH or self._held >= BATCH_BYTES:
            self._flush()

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
        self._db.executemany(self._insert, rows)
        new = self._last() - first  # rows are never taken away, so that numbers have no gaps
        self._read += len(rows)
        self._new += new
        if new < len(rows):
            fresh: set[int] = set()  # rows just written that we have met again here
            for start in range(0, len(rows), _TOGETHER):
                self._sift(rows[start : start + _TOGETHER], first, fresh)
        rows.clear()
        self._held = 0

    def _sift(self, rows: list[_Row], first: int, fresh: set[int]) -> None:
        """Tells rows just written from repeats, which only move `rank`, and from revisions, which are written here."""
        known = self._revisions({row[0] for row in rows})
        risen: list[tuple[int, int]] = []
        for row in rows:
            key, _, _, _, deleted, _, body = row
            revisions = known[key]
            same = next((r for r in revisions if r.body == body and r.deleted == deleted), None)
            if same is None:
                fresh.add(self._write_later(row, len(revisions)))
                self._revised += 1
            elif same.seq > first and same.seq not in fresh:
                fresh.add(same.seq)
                continue
            elif same.rank >= self._rank:
                continue
            else:
                risen.append((self._rank, same.seq))
                if len(revisions) == 1:
                    continue
                self._db.execute(_RISE, risen.pop())
            known[key] = self._settled(key)
        self._db.executemany(_RISE, risen)

    def _write_later(self, row: _Row, n: int) -> int:
        self._db.execute(self._insert_revision, (n, *row))
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
        for revision in map(_Revision._make, self._db.execute(query, list(keys))):
            known[revision.key].append(revision)
        return known

    def _last(self) -> int:
        return int(self._db.execute("SELECT COALESCE(MAX(seq), 0) FROM record").fetchone()[0])

    def _find_deletions(self, scope: int) -> None:
        """Events of a scope that this complete export of it lacks."""
        seen = self._seen.pop(scope, set())
        if not self._db.execute(
            "SELECT 1 FROM record WHERE scope = ? AND scope != 0 AND seq <= ?", (scope, self._before)
        ).fetchone():
            return  # nobody knew of this scope before
        standing = self._db.execute(
            "SELECT id_hash, over, lo, deleted, locator, body FROM record WHERE scope = ? AND scope != 0 AND latest AND rank <= ?",
            (scope, self._rank),
        ).fetchall()
        for key, over, lo, deleted, locator, body in standing:
            if key not in seen and not deleted:
                row = (key, over, lo, scope, 1, locator, bytearray(body))
                self._write_later(row, len(self._revisions({key})[key]))
                self._settled(key)
                self._deletions += 1


def key_of(name: str) -> int:
    """64 bits for an event's id or a scope's name; a million ids share one by accident once in 140,000 stores.

    Names that begin alike lie together: then a small file touches few pages of the index of a large store.
    """
    data = name.encode()
    digest = _digest()
    digest.update(data)
    key: int = _int64(_leads[data[:4]] + digest.digest())[0]
    return key


class _Leads(dict[bytes, bytes]):
    """The first byte of the keys of all names with one beginning: a handful, since ids begin with their source."""

    def __missing__(self, beginning: bytes) -> bytes:
        lead = blake2b(beginning, digest_size=1).digest()
        self[beginning] = lead
        return lead


_leads = _Leads()
_digest = blake2b(digest_size=7).copy  # quicker than making one anew
