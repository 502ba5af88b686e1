"""The event cache of an incident, in step with its items: a file that is derived, and rebuilt where it is missing."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING

from furikaeri.bundle.reading import CACHE_VERSION, Progress, read_into, settings
from furikaeri.evidence.opened import Opened
from furikaeri.store.store import Store
from furikaeri_web.evidence.keeping import where
from furikaeri_web.evidence.mapping import item_of
from furikaeri_web.evidence.models import Item
from furikaeri_web.parts.places import place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from furikaeri.model.evidence import EvidenceItem
    from furikaeri.store.adding import Added


def cache(incident: int) -> Path:
    """Where the event cache of an incident stands."""
    return place("cache") / f"{incident}-{CACHE_VERSION}.sqlite"


def drop_cache(incident: int) -> None:
    """Forgets what was read; the caller is the only writer."""
    for file in place("cache").glob(f"{incident}-*"):
        file.unlink()


def read_as(item: EvidenceItem) -> str:
    """Stands for how an item is read: another string means that what was read of it is out of date."""
    return blake2b(f"{CACHE_VERSION}{settings(item)}".encode(), digest_size=16).hexdigest()


@contextmanager
def in_step(incident: int, progress: Progress) -> Iterator[tuple[Store, dict[str, Added]]]:
    """The cache with every item read, and what each that was read just now added. The caller is the only writer.

    Items whose bytes are missing, or that broke the process off before (`halted`), are left out.
    """
    items = [item_of(row) for row in Item.objects.filter(incident=incident, halted=False).order_by("id")]
    there = [item for item in items if where(incident, item.digest).is_file()]
    added = {}
    with _opened(incident, there) as store:
        before = store.items()
        for item in there:
            if item.digest not in before:
                progress(item.name, 0)
                opened = Opened(name=item.name, path=where(incident, item.digest), digest=item.digest)
                added[item.digest] = read_into(store, item, opened, progress)
        yield store, added


def _opened(incident: int, items: list[EvidenceItem]) -> Store:
    """The cache as it is; emptied where an item went or is to be read otherwise, made anew where it is broken."""
    file = cache(incident)
    try:
        store = Store(file)
        read_before = store.items()
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):  # locked, full, not ours to write: deleting would not help
            raise
        drop_cache(incident)
        return Store(file)
    wanted = {item.digest: settings(item) for item in items}
    if any(wanted.get(digest) != said for digest, said in read_before.items()):
        store.close()
        drop_cache(incident)
        store = Store(file)
    return store
