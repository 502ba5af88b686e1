"""Times in the words of a timeline: intervals, open ends and doubt included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, moment
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from furikaeri.model.timespan import TimeSpan

_FIRST, _LAST = -62_135_510_400 * SECOND, 253_402_207_200 * SECOND
"""The years 1 to 9999 less half a day at each end, so that any zone can show them."""


def written(span: TimeSpan, zone: tzinfo | None, *, fine: bool = False) -> str:
    """A span in words: `2026-10-14 13:55–15:19`, `… 12:26–12:??` with no end known, `~… 14:05 (±3m)` in doubt.

    In UTC where `zone` is None. Minutes, or seconds where `fine` and the record has them.
    """
    if span.grain >= DAY and span.shape == "instant":
        return f"{wall_clock(span.lo, zone):%Y-%m-%d}"
    fine = fine and span.grain <= SECOND
    form = "%H:%M:%S" if fine else "%H:%M"
    lo = wall_clock(span.lo, zone)
    start = f"{lo:%Y-%m-%d {form}}"
    tilde = "~" if span.vague in {"start", "both"} else ""
    if span.shape == "interval":
        if span.hi is None:
            return f"{tilde}{start}–{lo:%H}:??"
        hi = wall_clock(span.hi, zone)
        end = f"{hi:{form}}" if hi.date() == lo.date() else f"{hi:%Y-%m-%d {form}}"
        about = "~" if span.vague in {"end", "both"} else ""
        return start if end == f"{lo:{form}}" and not tilde else f"{tilde}{start}–{about}{end}"
    if span.hi is not None and span.hi != span.lo:
        half = (span.hi - span.lo + 1) // 2
        return f"~{wall_clock(span.lo + half, zone):%Y-%m-%d {form}} (±{_length(half)})"
    return ("~" if span.vague else "") + start


def wall_clock(us: int, zone: tzinfo | None) -> datetime:
    """The moment in a zone, kept within the years a calendar can show."""
    at = moment(min(max(us, _FIRST), _LAST))
    return at.astimezone(zone) if zone else at


def _length(us: int) -> str:
    if us % HOUR == 0 and us >= HOUR:
        return f"{us // HOUR}h"
    return f"{-(-us // MINUTE)}m" if us >= MINUTE else f"{max(1, us // SECOND)}s"


def apart(us: int) -> Text:
    """How far two moments stand apart, in the unit in which one would say it: seconds, minutes, hours."""
    if us < 2 * MINUTE:
        return Text("{n} s", "{n} 秒").fill(n=round(us / SECOND))
    if us < 2 * HOUR:
        return Text("{n} min", "{n} 分").fill(n=round(us / MINUTE))
    return Text("{n} h", "{n} 時間").fill(n=f"{us / HOUR:.1f}".removesuffix(".0"))


def named(words: Iterable[str]) -> Text | None:
    """Words set off from the sentence they stand in; None where there are none."""
    told = list(words)
    return Text(", ".join(f"“{w}”" for w in told), "".join(f"「{w}」" for w in told)) if told else None
