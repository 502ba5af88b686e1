"""When something happened: an interval with its uncertainty, its grain and the words it was stated in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Shape = Literal["instant", "interval"]
Vague = Literal["", "start", "end", "both"]
Basis = Literal["stated", "assumed", "inferred", "told"]


class TimeSpan(msgspec.Struct, frozen=True, gc=False):
    """Microseconds since 1970 UTC.

    - `instant`: happened once, at some moment from `lo` to `hi` (equal where the source is sure).
    - `interval`: lasted from `lo` to `hi`; `hi` is None while no end is known.
    - `grain`: the resolution of the stated time: a time written "14:10" has the grain of a minute, so it may lie
      anywhere in [lo, hi + grain).
    - `vague`: which ends were stated as approximate (`~14:05`, `12:26–12:??`); drawn as fading.
    - `basis`: `stated` with its zone in the record, `assumed` where a person or setting supplied the zone,
      `inferred` from other records, `told` by a person from memory.
    - `stated`, `zone`: the words of the record, kept verbatim.
    """

    lo: int
    hi: int | None
    grain: int = 1
    shape: Shape = "instant"
    vague: Vague = ""
    basis: Basis = "stated"
    stated: str = ""
    zone: str = ""

    @property
    def latest(self) -> int | None:
        """The first microsecond by which it was certainly over; None while the end is unknown."""
        return None if self.hi is None else self.hi + self.grain

    @property
    def uncertain(self) -> bool:
        """Whether the moment itself is in doubt (as opposed to a happening that lasted)."""
        return bool(self.vague) or (self.shape == "instant" and self.hi != self.lo)


def before(a: TimeSpan, b: TimeSpan, skew: int = 0) -> bool:
    """True only when `a` was over before `b` began, even if their clocks differ by `skew` µs; else order is unknown."""
    end = a.latest
    return end is not None and end + skew <= b.lo


def micros(moment: datetime) -> int:
    """An aware datetime as µs since 1970 UTC, exact; ValueError for a naive one, since its zone must be asked."""
    if moment.tzinfo is None:
        raise ValueError("naive time: its zone must be stated")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(us: int) -> datetime:
    """µs since 1970 as an aware UTC datetime; OverflowError outside the years 1 to 9999."""
    return _EPOCH + timedelta(microseconds=us)


def iso(us: int | None) -> str | None:
    """RFC 3339 in UTC with `Z`, as short as it is exact; None stays None."""
    if us is None:
        return None
    text = moment(us).replace(tzinfo=None).isoformat(timespec="microseconds" if us % SECOND else "seconds")
    return text.rstrip("0").rstrip(".") + "Z" if us % SECOND else text + "Z"
