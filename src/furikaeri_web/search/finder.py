"""What a finder is: one kind of thing that can be found, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from furikaeri.registry import discover
from furikaeri.text import Text
from furikaeri_web.accounts.models import User
from furikaeri_web.parts.tokens import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What somebody looks for; "" and None leave a filter out. A finder that can't know a filter finds nothing by it."""

    text: str = ""
    service: str = ""
    severity: str = ""
    state: str = ""
    trap: str = ""
    rung: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: where it is, what it is called, the passage with the words set apart, what stands beside it."""

    url: str
    title: list[Piece]
    passage: list[Piece]
    beside: Text
    at: datetime | None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """One kind of thing. `find` gives what this person may see, best first, lazily; `filters` are those it knows."""

    name: str
    title: Text
    order: int
    filters: frozenset[str]
    find: Callable[[User, Query], Iterator[Hit]]

    def answers(self, query: Query) -> bool:
        """Whether it knows every filter that is set, so that a filter never widens what is found."""
        asked = {f for f in ("service", "severity", "state", "trap", "rung") if getattr(query, f)}
        return asked <= self.filters


def finders() -> Mapping[str, Finder]:
    """Every finder by its name, in the order in which they are shown."""
    found = discover("furikaeri_web.search.finders", Finder)
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))
