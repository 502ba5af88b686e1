"""Rows in the order in which an index finds them, only those that may be seen, no more than are asked for."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model, QuerySet

    from furikaeri_web.parts.fulltext import Index

    M = TypeVar("M", bound=Model)
else:
    M = TypeVar("M")


def in_order(index: Index, text: str, visible: QuerySet[M], newest: str = "-pk") -> Iterator[M]:
    """Rows of `visible` whose words match: those that match in the heading first, then the others, newest first.

    Without a text, all of them. Rows that may not be seen are not even counted.
    """
    if not text.strip():
        yield from visible.order_by(newest).iterator(200)
        return
    shown: set[int] = set()
    for heading in (True, False):
        for keys in _parts(index.keys(text, heading=heading)):
            rows = visible.in_bulk([k for k in keys if k not in shown])
            shown.update(rows)
            yield from (rows[k] for k in keys if k in rows)


def _parts(keys: Iterable[int], size: int = 60) -> Iterator[list[int]]:
    keys = iter(keys)
    while part := list(islice(keys, size)):
        yield part
