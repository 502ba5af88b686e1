"""Moments as people type them: a full time, or a clock time on the day of the incident."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from furikaeri.chronology.written import wall_clock
from furikaeri.evidence.instants import BadTimeError, instant, local
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.model.event import Event

_SHORT_HOUR = re.compile(r"(^|[T ])(\d:)")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")


def moment_at(words: str, zone: str, events: Iterable[Event]) -> TimeSpan:
    """The moment that the words mean, in the incident's zone where they state none.

    A clock time alone is taken on the incident's day; FurikaeriError asks for the date where there are several days.
    """
    there = ZoneInfo(zone)
    clock = _CLOCK.fullmatch(words.strip())
    words = _SHORT_HOUR.sub(r"\g<1>0\2", words.strip())
    try:
        if clock is None:
            return instant(words, there)
        days = sorted({wall_clock(e.span.lo, there).date() for e in events})
        if len(days) != 1:
            raise FurikaeriError(
                Text(
                    "The events lie on {n} days: say which one, as in {day}T{words}.",
                    "事象は {n} 日にわたります。{day}T{words} のように日付も書いてください。",
                ).fill(n=len(days), day=days[0] if days else "2026-03-02", words=words)
            )
        hour, minute, second = (int(g or 0) for g in clock.groups())
        wall = datetime(days[0].year, days[0].month, days[0].day, hour, minute, second)  # noqa: DTZ001  # the zone follows
        return local(wall, there, SECOND if clock[3] else MINUTE, words, "told")
    except (BadTimeError, ValueError) as fault:
        if isinstance(fault, FurikaeriError):
            raise
        raise FurikaeriError(
            Text(
                "{words} is no time: write 14:10, or 2026-03-02T14:10+09:00.",
                "{words} は時刻として読めません。14:10 か 2026-03-02T14:10+09:00 のように書いてください。",
            ).fill(words=words)
        ) from fault
