"""The tables of an incident, brought in step with its event cache: what is new, changed or gone, in small transactions.

Both sides are walked by key side by side, so that memory does not grow with them and what a crash left half done is
simply the rest of the work for the next walk.
"""

from __future__ import annotations

import struct
import time
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec
from django.db import transaction

from furikaeri.store.body import unpack
from furikaeri_web.evidence.finding import WORDS, put_words
from furikaeri_web.evidence.mapping import item_of
from furikaeri_web.evidence.models import EventRow, Fact, Item, Scope, Warning
from furikaeri_web.evidence.reading import read_as
from furikaeri_web.evidence.rows import Made, insert, update

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from furikaeri.model.event import Event
    from furikaeri.store.store import Store

BATCH = 2_000
_LOOK = 5_000
_LEAST_PAUSE = 0.005
_ROWS = (
    "SELECT r.id_hash, r.deleted, r.locator, r.body, i.digest FROM record r JOIN item i ON i.no = r.item WHERE r.latest"
)
_int64 = struct.Struct(">q").unpack
_Stored = tuple[int, int, str, bytes, str]


def mirror(incident: int, store: Store, progress: Callable[[int], None], pause: float = 0) -> bool:
    """Brings the tables in step; True where anything changed. The caller is the only writer of this incident's records.

    `pause`: how long others get to write after each batch, as a share of the time it took.
    """
    items = dict(Item.objects.filter(incident=incident).values_list("digest", "pk"))
    walk = _Walk(incident, items, progress, pause)
    if EventRow.objects.filter(incident=incident).exists():
        walk.merge(store.db)
    else:
        walk.fill(store.db)
    return _items(incident, store) or walk.changed


class _Walk:
    """Gathers what is to be written, and writes it batch by batch."""

    def __init__(self, incident: int, items: dict[str, int], progress: Callable[[int], None], pause: float) -> None:
        self._incident, self._items, self._progress, self._pause = incident, items, progress, pause
        self._new: list[tuple[Made, Event]] = []
        self._other: list[tuple[int, Made, Event]] = []
        self._gone: list[int] = []
        self._seen = 0
        self.changed = False

    def fill(self, db: sqlite3.Connection) -> None:
        """For tables that hold nothing yet: in the order of time, in which they will be read."""
        for stored in db.execute(_ROWS + " ORDER BY r.lo, r.seq"):
            self._add(stored, _mark(stored))
        self._write()

    def merge(self, db: sqlite3.Connection) -> None:
        """Side by side by key."""
        standing = _standing(self._incident)
        at = next(standing, None)
        for stored in db.execute(_ROWS + " ORDER BY r.id_hash"):
            key = stored[0]
            while at is not None and at[0] < key:
                self._drop(at[1])
                at = next(standing, None)
            mark = _mark(stored)
            if at is None or at[0] > key:
                self._add(stored, mark)
                continue
            if at[2] != mark:
                made, event = self._made(stored, mark)
                self._other.append((at[1], made, event))
                self._full()
            self._seen += 1
            at = next(standing, None)
        while at is not None:
            self._drop(at[1])
            at = next(standing, None)
        self._write()

    def _add(self, stored: _Stored, mark: int) -> None:
        self._new.append(self._made(stored, mark))
        self._seen += 1
        self._full()

    def _drop(self, number: int) -> None:
        self._gone.append(number)
        self._full()

    def _made(self, stored: _Stored, mark: int) -> tuple[Made, Event]:
        key, deleted, locator, body, digest = stored
        event = unpack(body, digest, locator, deleted=bool(deleted))
        made = Made(
            self._items[digest], key, mark, event.span.lo, event.span.hi, event.source[:60], event.lane[:80],
            bool(deleted), locator.replace("\0", "�"), body,
        )  # fmt: skip
        return made, event

    def _full(self) -> None:
        if len(self._new) + len(self._other) + len(self._gone) >= BATCH:
            self._write()

    def _write(self) -> None:
        if not (self._new or self._other or self._gone):
            return
        began = time.monotonic()
        with transaction.atomic():
            EventRow.objects.filter(pk__in=self._gone).delete()
            WORDS.drop(self._gone)
            update([(number, made) for number, made, _ in self._other])
            numbers = insert(self._incident, [made for made, _ in self._new])
            put_words((number, event) for number, _, event in self._other)
            put_words(zip(numbers, (event for _, event in self._new), strict=True))
        self._new, self._other, self._gone = [], [], []
        self.changed = True
        self._progress(self._seen)
        if self._pause:
            time.sleep(max(_LEAST_PAUSE, (time.monotonic() - began) * self._pause))


def _standing(incident: int) -> Iterator[tuple[int, int, int]]:
    """(key, number, mark) of every row by key; a page at a time, since rows are written in between."""
    rows = EventRow.objects.filter(incident=incident).order_by("key").values_list("key", "pk", "mark")
    page = list(rows[:_LOOK])
    while page:
        yield from page
        page = list(rows.filter(key__gt=page[-1][0])[:_LOOK])


def _mark(stored: _Stored) -> int:
    """64 bits for all that a row says, its item among it."""
    _, deleted, locator, body, digest = stored
    mark = blake2b(body, digest_size=8)
    mark.update(f"{deleted}{digest}{locator}".encode("utf-8", "surrogatepass"))
    number: int = _int64(mark.digest())[0]
    return number


def _items(incident: int, store: Store) -> bool:
    """Warnings, facts and scopes of every item that was read otherwise than what stands in the tables."""
    changed = False
    numbers = dict(store.db.execute("SELECT digest, no FROM item WHERE complete"))
    for row in Item.objects.filter(incident=incident).order_by("id"):
        said = read_as(item_of(row))
        if row.digest not in numbers or row.read_as == said:
            continue
        no = numbers[row.digest]
        for model in (Warning, Fact, Scope):
            model.objects.filter(item=row).delete()
        left = _warnings(incident, row.pk, no, store)
        pair = {"incident_id": incident, "item_id": row.pk}
        facts = (Fact(**pair, body=body) for (body,) in store.db.execute("SELECT body FROM fact WHERE item = ?", (no,)))
        Fact.objects.bulk_create(facts, batch_size=BATCH)
        names = store.db.execute("SELECT DISTINCT scope FROM coverage WHERE item = ?", (no,))
        Scope.objects.bulk_create((Scope(**pair, scope=name[:600]) for (name,) in names), batch_size=BATCH)
        (records,) = store.db.execute("SELECT records FROM item WHERE no = ?", (no,)).fetchone()
        Item.objects.filter(pk=row.pk).update(read_as=said, warnings_left=left, events=records - left, halted=False)
        changed = True
    return changed


def _warnings(incident: int, item: int, no: int, store: Store) -> int:
    """Writes the warnings of an item in small transactions; gives how many records did not become events."""
    left = 0
    batch: list[Warning] = []
    for code, body in store.db.execute("SELECT code, body FROM warning WHERE item = ? ORDER BY rowid", (no,)):
        locator, noted = _where(body)
        left += not noted
        batch.append(
            Warning(
                incident_id=incident, item_id=item, code=code[:60], locator=locator[:600].replace("\0", "�"), noted=noted, body=body
            )
        )  # fmt: skip
        if len(batch) >= BATCH:
            Warning.objects.bulk_create(batch)
            batch = []
    Warning.objects.bulk_create(batch)
    return left


class _Place(msgspec.Struct):
    locator: str
    noted: bool = False


_place = msgspec.msgpack.Decoder(_Place).decode


def _where(body: bytes) -> tuple[str, bool]:
    found = _place(body)
    return found.locator, found.noted
