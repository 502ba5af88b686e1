"""The course of the page: events, key moments, changes of severity and silences, one under the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from furikaeri.chronology.key_moments import ENDINGS
from furikaeri.model.timespan import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.model.chronology import Chronology, KeyMoment, KeyMomentName, SeveritySpan
    from furikaeri.model.event import Event

_SHORTEST_SILENCE = 15 * MINUTE
_TIMES_THE_USUAL = 4


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, `n` counted from 1 down the page."""

    t: int
    event: Event
    n: int


@dataclass(frozen=True, slots=True)
class Turning:
    """A key moment: just above its event, or where the event ends, for a moment that means its end."""

    t: int
    moment: KeyMoment
    event: Event


@dataclass(frozen=True, slots=True)
class Silence:
    """Between two entries `lapse` µs passed; `unshown` events of the record lie in it that this level leaves out."""

    t: int
    lapse: int
    unshown: int


@dataclass(frozen=True, slots=True)
class Step:
    """The severity changed; `to` is None where the last span ends."""

    t: int
    before: SeveritySpan | None
    to: SeveritySpan | None


Entry = Happening | Turning | Silence | Step


def course(chronology: Chronology, shown: Sequence[Event]) -> tuple[Entry, ...]:
    """Every entry of the page in reading order, for the events that this copy shows."""
    moments: dict[str, list[KeyMoment]] = defaultdict(list)
    for moment in chronology.key_moments:
        moments[moment.event].append(moment)
    ended = [(e, m) for e in shown for m in moments.get(e.id, ()) if turns_at(m.name, e) != e.span.lo]
    steps: list[Step | Turning] = [
        *_steps(chronology.severities),
        *(Turning(turns_at(m.name, e), m, e) for e, m in ended),
    ]
    steps.sort(key=lambda s: s.t, reverse=True)
    beginnings = sorted(e.span.lo for e in chronology.events)
    threshold = _threshold(shown)
    entries: list[Entry] = []
    now: int | None = None
    for n, event in enumerate(shown, 1):
        t = event.span.lo
        silent = now is not None and t - now >= threshold
        while steps and steps[-1].t <= t and not (silent and now is not None and steps[-1].t - now >= threshold):
            entries.append(steps.pop())
        if now is not None and silent:
            between = bisect_left(beginnings, t) - bisect_left(beginnings, now + 1)
            entries.append(Silence(now, t - now, max(0, between)))
        while steps and steps[-1].t <= t:
            entries.append(steps.pop())
        entries.extend(Turning(t, m, event) for m in moments.get(event.id, ()) if turns_at(m.name, event) == t)
        entries.append(Happening(t, event, n))
        now = t if now is None else max(now, t)
    entries.extend(reversed(steps))
    return tuple(entries)


def turns_at(name: KeyMomentName, event: Event) -> int:
    """When a key moment was, in µs: the end of what lasted, for those that mean an end, else its beginning."""
    span = event.span
    ends = name in ENDINGS and span.shape == "interval" and span.hi is not None
    return span.hi if ends and span.hi is not None else span.lo


def _steps(severities: Sequence[SeveritySpan]) -> list[Step]:
    """The changes of severity, latest first."""
    spans = sorted(severities, key=lambda s: s.lo)
    steps: list[Step] = []
    last: SeveritySpan | None = None
    for span in spans:
        if last is not None and last.hi is not None and last.hi < span.lo:
            steps.append(Step(last.hi, last, None))
            last = None
        steps.append(Step(span.lo, last, span))
        last = span
    if last is not None and last.hi is not None:
        steps.append(Step(last.hi, last, None))
    return steps[::-1]


def _threshold(shown: Sequence[Event]) -> int:
    """From how long on a gap is drawn as a silence: four times the usual gap, from a quarter of an hour to an hour."""
    gaps = [b.span.lo - a.span.lo for a, b in pairwise(shown) if b.span.lo > a.span.lo]
    return min(HOUR, max(_SHORTEST_SILENCE, int(_TIMES_THE_USUAL * median(gaps)) if gaps else 0))
