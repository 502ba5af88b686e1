"""How one item is read into the event cache: what decides it, and doing it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from furikaeri.bundle.incident import zone
from furikaeri.evidence.instants import instant
from furikaeri.evidence.source import ReadContext, read, sources

if TYPE_CHECKING:
    from furikaeri.evidence.opened import Opened
    from furikaeri.model.event import Reading
    from furikaeri.model.evidence import EvidenceItem
    from furikaeri.store.adding import Added
    from furikaeri.store.store import Store

Progress = Callable[[str, int], None]  # what is being read, and how many records of it so far
CACHE_VERSION = "3"
_EACH = 5_000


def settings(item: EvidenceItem) -> str:
    """Everything that decides how an item is read, as one string: another string means reading it again."""
    return json.dumps([item.source, item.zone, item.captured_at, item.mapping], ensure_ascii=False, sort_keys=True)


def context(item: EvidenceItem) -> ReadContext:
    """What beside the bytes decides how an item is read."""
    return ReadContext(
        zone=zone(item.zone) if item.zone else None,
        mapping=item.mapping,
        captured_at=instant(item.captured_at).lo if item.captured_at else None,
        now=datetime.fromisoformat(item.added_at).astimezone(UTC),
    )


def read_into(store: Store, item: EvidenceItem, opened: Opened, progress: Progress | None = None) -> Added:
    """Reads one item into the cache, in one transaction; what was read before adds nothing."""
    readings = read(opened, sources()[item.source], context(item))
    if progress is not None:
        readings = _counted(readings, item.name, progress)
    return store.add(item.digest, readings, settings=settings(item), rank=_rank(item))


def _rank(item: EvidenceItem) -> int:
    """Later exports speak last: by when an item was captured, else by when it was added, in µs since 1970."""
    return instant(item.captured_at or item.added_at).lo


def _counted(readings: Iterator[Reading], name: str, progress: Progress) -> Iterator[Reading]:
    for n, reading in enumerate(readings, 1):
        if not n % _EACH:
            progress(name, n)
        yield reading
