"""What is drawn beside each entry: the pieces of bars that run through its row."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from furikaeri.export.course import Entry, Happening
from furikaeri.model.timespan import DAY, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from furikaeri.model.chronology import Belief, SeveritySpan

Form = Literal[
    "start", "full", "end", "short", "stop",    # a bar that is sure of its ends
    "fade-in", "fade-out", "short-out", "open",  # ends that are approximate, or not recorded
    "around", "maybe-in", "maybe", "maybe-out",  # one moment, somewhere in here
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the bar of event `of` in one row. `track` 0 to 2 stands beside the lane's line where bars overlap."""

    of: str
    lane: int
    track: int
    form: Form
    belief: bool = False
    refuted: bool = False


@dataclass(frozen=True, slots=True)
class Strips:
    """`pieces` of every row by its index, and the track that an event's mark stands on."""

    pieces: Mapping[int, Sequence[Piece]]
    tracks: Mapping[str, int]


def strips(entries: Sequence[Entry], lanes: Mapping[str, int], beliefs: Sequence[Belief], tracks: int = 3) -> Strips:
    """Lay every bar through the rows it spans; at most `tracks` side by side in a lane, so that cost stays linear."""
    times = list(accumulate((e.t for e in entries), max))
    happens = [isinstance(e, Happening) for e in entries]
    held = {b.event: b for b in beliefs}
    pieces: dict[int, list[Piece]] = defaultdict(list)
    stands: dict[str, int] = {}
    busy: dict[tuple[int, bool], list[int]] = defaultdict(lambda: [-1] * tracks)
    for row, entry in enumerate(entries):
        if not isinstance(entry, Happening):
            continue
        event, lane = entry.event, lanes[entry.event.lane]
        if belief := held.get(event.id):
            laid = list(_lay(row, belief.span, times, happens))
            refuted = belief.outcome == "refuted"
        else:
            laid, refuted = list(_lay(row, event.span, times, happens)), False
        if not laid:
            continue
        until = laid[-1][0]
        free = busy[lane, belief is not None]
        track = next((t for t in range(tracks) if free[t] < row), None)
        if track is None:
            continue  # the words still tell it; a fourth bar would not be readable
        free[track] = until
        stands[event.id] = track
        for at, form in laid:
            pieces[at].append(Piece(event.id, lane, track, form, belief is not None, refuted))
    return Strips(pieces, stands)


def _lay(row: int, span: TimeSpan, times: Sequence[int], happens: Sequence[bool]) -> Iterator[tuple[int, Form]]:
    """The rows that a span runs through with the form of each; nothing for a moment that is sure."""
    if span.shape == "instant":
        yield from _moment(row, span, times)
        return
    rows = len(times)
    fading = span.vague in {"end", "both"}
    last: Form
    if span.hi is None:
        bottom, last = rows - 1, "open"
    else:
        later = bisect_left(times, span.hi, lo=row + 1)  # the first row that does not begin before the end
        while later + 1 < rows and not happens[later] and times[later + 1] == span.hi:
            later += 1  # the bar ends at the happening, not at the rule above it
        ends_there = later < rows and times[later] == span.hi and not fading
        bottom = later if ends_there else later - 1
        last = "end" if ends_there else "fade-out" if fading else "stop"
    if span.vague in {"start", "both"}:
        yield row, "fade-in"
    if bottom == row:
        yield row, "short-out" if fading or span.hi is None else "short"
        return
    yield row, "start"
    for at in range(row + 1, bottom):
        yield at, "full"
    yield bottom, last


def _moment(row: int, span: TimeSpan, times: Sequence[int]) -> Iterator[tuple[int, Form]]:
    if not span.uncertain or span.hi is None or span.grain >= DAY:
        if span.uncertain or span.grain >= DAY:
            yield row, "around"
        return
    last = bisect_left(times, span.hi, lo=row + 1) - 1
    if last <= row:
        yield row, "around"
        return
    yield row, "maybe-in"
    for at in range(row + 1, last):
        yield at, "maybe"
    yield last, "maybe-out"


def severity_bands(entries: Sequence[Entry], severities: Sequence[SeveritySpan]) -> Mapping[int, int]:
    """For each row the rank of the severity that stood there, 1 the gravest named; rows without one are left out."""
    spans = sorted(severities, key=lambda s: s.lo)
    ranks = {name: rank for rank, name in enumerate(sorted({s.severity for s in spans}), 1)}
    times = list(accumulate((e.t for e in entries), max))
    bands: dict[int, int] = {}
    for span in spans:
        first = bisect_left(times, span.lo)
        last = len(times) if span.hi is None else bisect_left(times, span.hi)
        for row in range(first, last):
            bands[row] = min(4, ranks[span.severity])
    return bands
