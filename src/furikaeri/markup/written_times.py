"""Times as people write them at the head of a timeline entry: `~14:05`, `2pm`, `午後2時頃`, `12:26–12:??`, `25:30`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from furikaeri.markup import words_around_times as around
from furikaeri.markup.clocks import Clock, clock_at, half_width
from furikaeri.markup.dates import WrittenDate, date_at
from furikaeri.markup.zones import WrittenZone, zone_at

Grain = Literal["second", "minute", "hour", "day", "part", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTime:
    """What was written: `start`, `end` bound the words; `after` is where the entry's text begins.

    `date`/`clock` may be None where not written; `end_date`/`end_clock` are of a range; `open_end`: one whose end is
    unknown (`12:26–12:??`). `part`: only a part of the day is named (午前, 未明). `relative`: minutes after some
    zero moment ("T+10"). `approximate`: about, ~, 頃; `end_approximate`: of a range's end; `margin`: seconds either way
    ("±3m").
    """

    start: int
    end: int
    after: int
    date: WrittenDate | None = None
    clock: Clock | None = None
    end_date: WrittenDate | None = None
    end_clock: Clock | None = None
    open_end: bool = False
    part: str = ""
    relative: int | None = None
    approximate: bool = False
    end_approximate: bool = False
    margin: int = 0
    zone: WrittenZone | None = None

    @property
    def grain(self) -> Grain:
        """The finest unit written."""
        if self.clock is None:
            return "part" if self.part else "day" if self.date else "none"
        if self.clock.second is not None:
            return "second"
        return "hour" if self.clock.whole else "minute"


_WITHIN = 400  # no stated time is longer


def leading(text: str, at: int = 0, *, context: str = "", day_first: bool = False) -> WrittenTime | None:
    """The time that `text` begins with, brackets and bullets before it skipped; None where it begins with none.

    `text` must be free of Markdown (see `plain`). `context` is the document, for zones that depend on it.
    """
    text = half_width(text[: at + _WITHIN])
    opened = around.OPEN.match(text, at)
    begin = at if opened is None else opened.end()
    return _relative(text, begin) or _Reader(text, context, day_first=day_first).time(begin)


def _relative(text: str, at: int) -> WrittenTime | None:
    m = around.RELATIVE.match(text, at) if text[at : at + 1] in {"T", "t", "+"} else None
    if m is None or (m["n"] is None and m["h"] is None):
        return None
    if m["unit"] is None and m["m"] is None and m["h"] is None and text[at] == "+":
        return None  # "+5" alone is a vote, not five minutes later
    minutes = int(m["h"] or 0) * 60
    if m["m"]:
        minutes += int(m["n"]) * 60 + int(m["m"])
    elif m["n"] and not (m["unit"] or "").lower().startswith(("s", "秒")):
        minutes += int(m["n"])
    minutes = -minutes if m["sign"] in "-−" else minutes
    return _spaced(text, WrittenTime(start=at, end=m.end(), after=m.end(), relative=minutes))


class _Reader:
    """Reads one line of half-width text."""

    def __init__(self, text: str, context: str, *, day_first: bool) -> None:
        self.text = text
        self.context = context
        self.day_first = day_first

    def time(self, at: int) -> WrittenTime | None:
        """The moment or range that begins at `at`, with all that is said about it."""
        found = self._moment(at)
        if found is None:
            return None
        return self._finished(self._with_end(found) if found.clock or found.date else found)

    def _zone(self, at: int, *, exact: bool = True) -> WrittenZone | None:
        return zone_at(self.text, at, self.context, exact=exact)

    def _date(self, at: int) -> WrittenDate | None:
        return date_at(self.text, at, day_first=self.day_first)

    def _moment(self, at: int) -> WrittenTime | None:
        """A date, a clock or both, with its zone, from `at` on."""
        begin, vague = self._about(at)
        zone = self._zone(begin)  # "UTC 03:43"
        here = begin
        if zone is not None and around.DIGIT.match(self.text, zone.end):
            here = zone.end + (self.text[zone.end] == " ")
        else:
            zone = None
        day = self._date(here)
        if day is not None:
            between = around.BETWEEN.match(self.text, day.end)
            here, unsure = self._about(between.end() if between else day.end)
            vague = vague or (unsure and clock_at(self.text, here, after_date=True)[0] is not None)
        clock, end = clock_at(self.text, here, after_date=day is not None)
        if clock is None:
            return self._part(at, begin if day is None else here, day, vague=vague)
        if zone is None:
            zone, end = self._zone_behind(
                end, exact=clock.second is not None or self.text[max(0, here - 1) : here] == "T"
            )
        if day is None:
            day, end = self._date_behind(end)
        return WrittenTime(start=at, end=end, after=end, date=day, clock=clock, approximate=vague, zone=zone)

    def _about(self, at: int) -> tuple[int, bool]:
        """Behind "at about" and the like, and whether it was vague."""
        m = around.ABOUT.match(self.text, at)
        return (m.end(), around.VAGUE.search(m.group()) is not None) if m else (at, False)

    def _part(self, start: int, at: int, day: WrittenDate | None, *, vague: bool) -> WrittenTime | None:
        """A day, or a part of one (午前); English words for parts count only behind a date."""
        part = around.PART.match(self.text, at)
        if part is not None and (day is not None or not part.group().isascii()):
            return WrittenTime(
                start=start, end=part.end(), after=part.end(), date=day, part=part.group(), approximate=vague
            )
        return (
            None if day is None else WrittenTime(start=start, end=day.end, after=day.end, date=day, approximate=vague)
        )

    def _zone_behind(self, at: int, *, exact: bool) -> tuple[WrittenZone | None, int]:
        """The zone behind a clock: "08:32 (UTC)"; not that of another clock: "12:43 (UTC 03:43)"."""
        here = _opened(self.text, at)
        bracketed = self.text[here - 1 : here] == "("
        zone = self._zone(here, exact=exact or bracketed)
        if zone is None or (bracketed and self.text[zone.end : zone.end + 1] != ")"):
            return None, at
        return zone, zone.end + bracketed

    def _date_behind(self, at: int) -> tuple[WrittenDate | None, int]:
        """The date behind a clock: "14:05 2026-03-02", "12:36, August 4th"."""
        between = around.BETWEEN.match(self.text, at)
        day = self._date(between.end() if between else at)
        if day is None or not day.month or (day.year is None and not self.text[day.start].isalpha()):
            return None, at
        return day, day.end

    def _with_end(self, found: WrittenTime) -> WrittenTime:
        """The same with the end of its range, where one is written."""
        suffix = around.SUFFIX.match(self.text, found.end)
        dash = around.RANGE.match(self.text, suffix.end() if suffix else found.end)
        if dash is None:
            return found
        if unknown := around.UNKNOWN_END.match(self.text, dash.end()):
            return replace(found, end=unknown.end(), after=unknown.end(), open_end=True)
        second = self._moment(dash.end())
        if second is None or (second.part and second.clock is None):
            return self._to_day(found, dash.end())
        if second.clock is None and found.clock is not None:
            return found
        return replace(
            found, end=second.end, after=second.end, clock=_of_one_half(found.clock, second.clock),
            end_clock=second.clock,
            end_date=second.date, zone=found.zone or second.zone, end_approximate=second.approximate,
        )  # fmt: skip

    def _to_day(self, found: WrittenTime, at: int) -> WrittenTime:
        """A range of days in one month: "July 23-28"."""
        day = around.LAST_DAY.match(self.text, at)
        if day is None or found.clock is not None or found.date is None or not found.date.day < int(day[1]) <= 31:
            return found
        if not found.date.month:
            return found
        return replace(found, end=day.end(), after=day.end(), end_date=replace(found.date, day=int(day[1])))

    def _finished(self, found: WrittenTime) -> WrittenTime | None:
        """The same with what follows: 頃, (±3m), a zone, the same moment on another clock."""
        end, vague, zone, margin = found.end, found.approximate, found.zone, 0
        for _ in range(3):
            if m := around.MARGIN.match(self.text, end):
                margin, end = int(m["n"]) * around.SECONDS[m["unit"].lower()], m.end()
            elif m := around.SUFFIX.match(self.text, end):
                vague, end = vague or "まで" not in m.group(), m.end()
            elif (m := around.ALTERNATIVE.match(self.text, end)) and around.ANOTHER_CLOCK.fullmatch(m["words"].strip()):
                end = m.end()
            elif (
                zone is None
                and found.clock is not None
                and (stated := self._zone(_opened(self.text, end), exact=False))
            ):
                zone, end = stated, stated.end + (self.text[stated.end : stated.end + 1] == ")")
            else:
                break
        return _spaced(self.text, replace(found, end=end, approximate=vague, zone=zone, margin=margin))


def _opened(text: str, at: int) -> int:
    """`at` behind one space and one opening bracket."""
    at += text[at : at + 1] == " "
    return at + (text[at : at + 1] == "(")


def _of_one_half(first: Clock | None, second: Clock | None) -> Clock | None:
    """The first reading of "3:10-4:20 pm": am and pm stand for both where that keeps their order."""
    if first is None or second is None or not second.half or first.half or first.hour > 12:
        return first
    moved = replace(first, hour=first.hour % 12 + (12 if second.hour >= 12 else 0), half=True)
    if (moved.hour, moved.minute) <= (second.hour, second.minute):
        return moved
    return replace(first, hour=first.hour % 12, half=True)


def _spaced(text: str, found: WrittenTime) -> WrittenTime | None:
    """The same with `after` set behind the marks that part a time from its text; None where a word runs on."""
    follows = text[found.end : found.end + 1]
    if follows.isascii() and follows.isalnum() and text[found.end - 1].isascii():
        return None
    if follows in {"/", "%", "+"} and found.date is None:
        return None
    m = around.AFTER.match(text, found.end)
    return replace(found, after=m.end() if m else found.end)
