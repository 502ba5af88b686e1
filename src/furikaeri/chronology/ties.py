"""Events of one moment: in the order in which their own record holds them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.model.event import Event

Place = tuple[tuple[int, str], ...]

_DIGITS = re.compile(r"(\d+)")


def natural(name: str) -> Place:
    """A sort key that puts row 9 before row 10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(name))


def place(event: Event) -> Place:
    """Where the event stands among those of its moment: by its native key, else by its place in the file.

    A record without a key of its own has an id made from its content, which says nothing of its order.
    """
    return natural(event.locator if "~" in event.id and event.locator else event.id)


def in_order(events: Iterable[Event], at: Mapping[str, int] | None = None) -> list[Event]:
    """The events by their beginning (`at` µs by id, else as stated) and, within one moment, by place and id.

    The order of the input makes no difference.
    """
    known = list(events)
    begun = at or {event.id: event.span.lo for event in known}
    crowd = Counter(begun[event.id] for event in known)
    return sorted(known, key=lambda e: (begun[e.id], place(e) if crowd[begun[e.id]] > 1 else (), e.id))
