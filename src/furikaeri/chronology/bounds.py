"""Times as the clocks of their sources allow them: stated spans moved and widened by what is known of the clock."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.model.chronology import Clock
    from furikaeri.model.event import Event
    from furikaeri.model.timespan import TimeSpan

OWN_CLOCK = 5
"""A file without an instance name counts as a clock of its own from this many events on."""
ANYBODY = frozenset({"csv", "jsonl", "xlsx"})
"""Formats that any system may write: each file of them tells of its own system, through its own clock."""


class Bounds(NamedTuple):
    """µs between which an event began: `lo` to `hi` as stated, surely before `by`, which the grain of its time adds."""

    lo: int
    hi: int
    by: int


def clock_names(events: Iterable[Event]) -> dict[str, str]:
    """By event id, the clock that stamped it: `source:instance` where the id tells, else the source."""
    named = {event.id: _name(event) for event in events}
    sizes = Counter(named.values())
    return {
        id_: name.split(":", 1)[0] if ":~" in name and sizes[name] < OWN_CLOCK else name for id_, name in named.items()
    }


def _name(event: Event) -> str:
    if event.source in ANYBODY:
        return system(event)
    head, _, rest = event.id.partition(":")
    instance, more, _ = rest.partition(":")
    return f"{event.source}:{instance}" if head == event.source and more and instance else event.source


def system(event: Event) -> str:
    """What recorded the event: its source, and for formats that any system may write the file too, where it tells."""
    if event.source not in ANYBODY:
        return event.source
    file = event.locator.partition("#")[0]
    return f"{event.source}:{file}" if file else event.source


def offset(name: str, clocks: Mapping[str, Clock]) -> tuple[int, int]:
    """How far the named clock ran ahead, from and to, in µs; (0, 0) where nothing is known."""
    clock = clocks.get(name) or clocks.get(name.split(":", 1)[0])
    return (clock.lo, clock.hi) if clock else (0, 0)


def accepted(clocks: Iterable[Clock]) -> dict[str, Clock]:
    """The clocks that a person accepted, by the source they speak of; the last word counts."""
    return {clock.source: clock for clock in clocks if clock.by}


def began(span: TimeSpan) -> tuple[int, int]:
    """The earliest and latest moment at which the happening may have begun, as stated."""
    if span.shape == "interval" or span.hi is None:
        return span.lo, span.lo
    return span.lo, max(span.lo, span.hi)


def ended(span: TimeSpan) -> tuple[int, int]:
    """The earliest and latest moment at which the happening may have ended, as stated; its beginning where none is."""
    if span.shape == "interval" and span.hi is not None:
        return span.hi, span.hi
    return began(span)


def bounds(event: Event, name: str, clocks: Mapping[str, Clock]) -> Bounds:
    """When an event began, its clock reckoned with: an accepted one moves and widens, a proposed one
    only widens, since the record may be right.
    """  # noqa: D205  # one sentence
    ahead_lo, ahead_hi = offset(name, clocks)
    clock = clocks.get(name) or clocks.get(name.split(":", 1)[0])
    if clock is not None and not clock.by:
        ahead_lo, ahead_hi = min(ahead_lo, 0), max(ahead_hi, 0)
    lo, hi = began(event.span)
    return Bounds(lo - ahead_hi, hi - ahead_lo, hi + event.span.grain - ahead_lo)
