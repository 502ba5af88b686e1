"""A timeline's entries resolved: wall times, days carried on, past midnight, ranges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from furikaeri.markup.clocks import Clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from furikaeri.markup.timeline_days import Calendar
    from furikaeri.markup.timeline_entries import Entry
    from furikaeri.markup.timeline_zones import DefaultZone
    from furikaeri.markup.written_times import Grain, WrittenTime
    from furikaeri.text import Span

_NEXT_DAY = timedelta(hours=6)  # a step back by more has passed midnight; by less, people noted a thing late
_HALF_DAY = timedelta(hours=12)
_LAST_MINUTE = Clock(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One row. `line`, `text_line`: 1-based; `span`: its range in the source; `local`: the time's words, verbatim.

    `lo`, `hi`: wall times, None where the words and the document do not determine the day (`hi` also where a range is
    open); of a day both its ends. `zone` None: stated nowhere. `lasting`: a range of clock
    readings; else `hi` after `lo` is doubt about the moment ("±3m"). `link`: the cell of a data link column, None
    without one.
    """

    line: int
    text_line: int
    span: Span
    local: str
    text: str
    lo: datetime | None = None
    hi: datetime | None = None
    zone: tzinfo | None = None
    zone_words: str = ""
    grain: Grain = "none"
    lasting: bool = False
    open_end: bool = False
    approximate: bool = False
    end_approximate: bool = False
    link: str | None = None

    def instant(self, wall: datetime | None) -> datetime | None:
        """A wall time of this row in UTC; None where the zone is unknown."""
        if wall is None or self.zone is None:
            return None
        try:
            return wall.replace(tzinfo=self.zone).astimezone(UTC)
        except (OverflowError, ValueError):
            return None


def resolved(
    entries: Sequence[Entry], calendar: Calendar, default: DefaultZone, base: date | None, noted: date | None
) -> list[TimelineRow]:
    """The rows of one section's entries. `base`: the day of entries that state none; `noted`: the day a note states."""
    walk = _Walk(calendar, default, base, noted)
    walk.halves = any(e.time.clock.half for e in entries if e.time is not None and e.time.clock is not None)
    return [row for entry in entries if (row := walk.row(entry)) is not None]


@dataclass(slots=True)
class _Moment:
    lo: datetime | None = None
    hi: datetime | None = None
    lasting: bool = False


class _Walk:
    """Down the entries, with the day and the zone that hold until another is stated."""

    def __init__(self, calendar: Calendar, default: DefaultZone, base: date | None, noted: date | None) -> None:
        self.calendar = calendar
        self.day = base
        self.dated = False  # a row or a date over rows told a day
        self.noted = noted
        self.zone: tzinfo | None = default.zone
        self.zone_words = default.words
        self.near = default.basis != "entries"
        self.before: datetime | None = None
        self.halves = False  # am and pm are written somewhere among the entries

    def row(self, entry: Entry) -> TimelineRow | None:
        """The entry as a row; None for one that only dates those under it."""
        written = entry.time
        if written is None:
            return TimelineRow(
                line=entry.line, text_line=entry.text_line, span=entry.span, local=entry.local, text=entry.text,
                link=entry.link
            )  # fmt: skip
        stated = written.zone or entry.zone
        if stated is not None:
            self.zone, self.zone_words, self.near = stated.zone, stated.words, True
        dated = self._date(entry, written)
        if entry.kind == "date":
            self.before = None if written.clock is None or self.day is None else _at(self.day, written.clock)
            return None
        # "午前" above the first row that states a zone may have been told in another one
        zone = self.zone if self.near or written.grain != "part" else None
        at = self._moment(written, dated=dated)
        return TimelineRow(
            line=entry.line, text_line=entry.text_line, span=entry.span, local=entry.local, text=entry.text, lo=at.lo,
            hi=at.hi,
            zone=zone, zone_words=self.zone_words if zone else "", grain=written.grain, lasting=at.lasting,
            open_end=written.open_end, approximate=written.approximate, end_approximate=written.end_approximate,
            link=entry.link,
        )  # fmt: skip

    def _date(self, entry: Entry, written: WrittenTime) -> bool:
        """Moves on to the entry's day; whether it states one itself."""
        own = written.date or (entry.day.date if entry.day else None)
        if own is not None and own.shift is not None:
            self.day = self.day and _later(self.day, own.shift)
        elif own is not None:
            first = self.day is not None and not self.dated
            self.day = own.told_by(self.day) if first and self.day else self.calendar.day(own, self.day)
            self.dated = True
        elif self.noted is not None and self.day is not None and self.day < self.noted:
            self.day = self.noted  # "unless otherwise noted, all on 3 March", after a row dated earlier
        return own is not None

    def _moment(self, written: WrittenTime, *, dated: bool) -> _Moment:
        if self.day is None or written.relative is not None or (written.clock is None and not dated):
            return _Moment()
        end_day = self.calendar.day(written.end_date, self.day) if written.end_date else None
        if written.clock is None:
            self.before = None
            last = max(end_day or self.day, self.day)
            return _Moment(datetime.combine(self.day, time.min), datetime.combine(last, time(23, 59, 59)))
        lo = _at(self.day, written.clock)
        if lo is not None and self.before is not None and self._is_afternoon(written.clock, lo):
            lo += _HALF_DAY
        elif not dated and self.before is not None and lo is not None and self.before - lo >= _NEXT_DAY:
            self.day = _later(self.day, 1)
            lo = None if self.day is None else _at(self.day, written.clock)
        if lo is None or self.day is None:
            return _Moment()
        self.before = _at(self.day, _LAST_MINUTE) if written.clock.hour >= 24 else lo
        if written.open_end:
            return _Moment(lo, None, lasting=True)
        if written.margin:
            return _around(lo, written.margin)
        hi = _end(lo, written.end_clock, end_day)
        return _Moment(lo, hi, lasting=hi != lo)

    def _is_afternoon(self, clock: Clock, lo: datetime) -> bool:
        """Whether a reading without am or pm ("1:17" under "1:15 pm") is of the afternoon: only there time goes on."""
        if not self.halves or clock.half or clock.hour > 12 or self.before is None:
            return False
        return lo < self.before <= lo + _HALF_DAY and (lo + _HALF_DAY).date() == self.before.date()


def _at(day: date, clock: Clock) -> datetime | None:
    past = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0)
    try:
        return datetime.combine(day, time.min) + past
    except OverflowError:
        return None


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _around(lo: datetime, margin: int) -> _Moment:
    try:
        return _Moment(lo - timedelta(seconds=margin), lo + timedelta(seconds=margin))
    except OverflowError:
        return _Moment(lo, lo)


def _end(lo: datetime, clock: Clock | None, day: date | None) -> datetime:
    """The end of a range; past midnight or, where neither am nor pm is said ("11:50-1:10"), past noon if need be."""
    if clock is None:
        return lo
    hi = _at(day or lo.date(), clock)
    if hi is not None and hi < lo and day is None:
        steps = (timedelta(days=1),) if clock.half else (timedelta(hours=12), timedelta(days=1))
        hi = next((hi + step for step in steps if hi + step >= lo), None) if hi.year < date.max.year else None
    return hi if hi is not None and hi >= lo else lo
