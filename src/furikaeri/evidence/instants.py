"""Times as machines write them, to exact microseconds with their grain."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from furikaeri.model.timespan import DAY, MINUTE, SECOND, Basis, TimeSpan, micros

_ISO = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,12}))?)?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?\s*"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_GRAINS = tuple(10 ** max(0, 6 - digits) for digits in range(13))
# Every third character from the fifth on, of the usual forms: where the zone begins (-1: after a fraction), and the grain.
_MARKS = {
    f"--{sep}:{rest}": kind
    for sep in "T "
    for rest, kind in {
        ":.": (-1, 1), ":Z": (19, SECOND), ":+": (19, SECOND), ":-": (19, SECOND),
        "Z": (16, MINUTE), "+:": (16, MINUTE), "-:": (16, MINUTE),
    }.items()
}  # fmt: skip
_FIRST_DAY = date.min.toordinal() + 3 - _EPOCH.toordinal()  # in days since 1970: any zone can show what lies between
_LAST_DAY = date.max.toordinal() - 3 - _EPOCH.toordinal()
YEAR_1990, YEAR_2100 = 631_152_000, 4_102_444_800


class NaiveTimeError(ValueError):
    """The time states no zone and nobody has supplied one."""


class BadTimeError(ValueError):
    """These words or numbers are no time."""


def instant(stated: str, zone: tzinfo | None = None) -> TimeSpan:
    """An ISO 8601 / RFC 3339 time (any number of fraction digits, `24:00`, `:60`, ` UTC`) as an instant.

    Without an offset it is read in `zone`: a time in a DST gap or fold becomes the interval of both candidates.
    Raises NaiveTimeError where there is neither, BadTimeError for what is no time.
    """
    if isinstance(stated, str) and 17 <= len(stated) <= 38:
        usual = _usual(stated)
        if usual is not None:
            return usual
    m = _ISO.fullmatch(stated) if isinstance(stated, str) else None
    if m is None:
        raise BadTimeError(f"not a time: {str(stated)[:80]!r}")
    year, month, day, hour, minute, second, fraction, offset = m.groups()
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    grain = DAY if hour is None else MINUTE if second is None else _grain(fraction)
    extra = timedelta()
    h, s = int(hour or 0), int(second or 0)
    if h == 24 and not int(minute or 0) and not s:
        h, extra = 0, timedelta(days=1)
    if s == 60:
        s, extra = 59, timedelta(seconds=1)
    try:
        wall = datetime(int(year), int(month), int(day), h, int(minute or 0), s, micro) + extra  # noqa: DTZ001  # the zone follows
        if offset:
            at = _showable(micros(wall.replace(tzinfo=_offset(offset))))
            return TimeSpan(at, at, grain, "instant", "", "stated", stated, offset)
        if zone is None:
            raise NaiveTimeError(f"no zone is stated: {stated.strip()!r}")
        return local(wall, zone, grain, stated)
    except (ValueError, OverflowError) as fault:
        if isinstance(fault, NaiveTimeError):
            raise
        raise BadTimeError(f"not a time: {stated.strip()[:80]!r}") from fault


def _usual(stated: str) -> TimeSpan | None:
    """`YYYY-MM-DDTHH:MM[:SS[.fff]]` with `Z` or `±HH:MM`, as most machines write it, but fast; None for others."""
    kind = _MARKS.get(stated[4:20:3])
    if kind is None or not stated.isascii():
        return None
    at, grain = kind
    if at < 0:
        zone = "Z" if stated[-1] == "Z" else stated[-6:]
        fraction = stated[20 : -len(zone)]
        if not fraction.isdigit() or len(fraction) > 12:
            return None
        grain = _GRAINS[len(fraction)]
    else:
        zone = stated[at:]
    if zone != "Z" and (len(zone) != 6 or zone[0] not in "+-" or zone[3] != ":"):
        return None
    try:
        passed = datetime.fromisoformat(stated) - _EPOCH
    except (ValueError, TypeError):  # 24:00, :60 and no time at all: the long way decides
        return None
    if not _FIRST_DAY < passed.days < _LAST_DAY:
        return None
    lo = (passed.days * 86_400 + passed.seconds) * SECOND + passed.microseconds
    return TimeSpan(lo, lo, grain, "instant", "", "stated", stated, zone)


def local(wall: datetime, zone: tzinfo, grain: int, stated: str = "", basis: Basis = "assumed") -> TimeSpan:
    """A wall-clock time in a zone. In a DST gap or fold both readings are kept, as the interval between them.

    Raises BadTimeError at the very ends of the calendar.
    """
    try:
        first, second = (_showable(micros(wall.replace(tzinfo=zone, fold=fold))) for fold in (0, 1))
    except (ValueError, OverflowError) as fault:
        raise BadTimeError(f"not a time: {wall.isoformat()!r}") from fault
    lo, hi = min(first, second), max(first, second)
    return TimeSpan(lo, hi, grain, "instant", "", basis, stated, str(zone))


def epoch(value: str | float, unit: str = "") -> TimeSpan:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970 as an instant.

    The unit is told by size unless `unit` (s, ms, us, ns) is given. Exact for decimal strings (`"1709373690.123456"`).
    Raises BadTimeError for NaN and absurd sizes.
    """
    stated = str(value)
    m = re.fullmatch(r"\s*(-?)(\d{1,20})(?:\.(\d{1,12}))?\s*", stated)
    if m is None:
        raise BadTimeError(f"not a time: {stated[:80]!r}")
    whole, fraction = int(m[2]), m[3] or ""
    power = {"s": 0, "ms": 3, "us": 6, "ns": 9}.get(unit)
    if power is None:
        power = next((p for p in (0, 3, 6, 9) if YEAR_1990 <= whole // 10**p < YEAR_2100), None)
    if power is None or m[1] or whole // 10**power >= YEAR_2100:
        raise BadTimeError(f"not a time of our age: {stated[:80]!r}")
    digits = f"{whole}{fraction}"
    shift = 6 - power - len(fraction)
    at = int(digits) * 10**shift if shift >= 0 else int(digits) // 10**-shift
    grain = max(1, 10 ** (6 - power - len(fraction))) if 6 - power - len(fraction) > 0 else 1
    return TimeSpan(at, at, grain, "instant", "", "stated", stated, "UTC")


def lasting(start: TimeSpan, end: TimeSpan | None) -> TimeSpan:
    """One interval from where `start` began to where `end` did; open while `end` is None."""
    return TimeSpan(
        start.lo,
        None if end is None else max(start.lo, end.lo),
        start.grain,
        "interval",
        "",
        start.basis,
        start.stated,
        start.zone,
    )


def _showable(at: int) -> int:
    """The same moment; ValueError within three days of the calendar's ends, where some zone can't show it."""
    if not _FIRST_DAY < at // DAY < _LAST_DAY:
        raise ValueError("at the end of the calendar")
    return at


def _grain(fraction: str | None) -> int:
    return SECOND if not fraction else _GRAINS[len(fraction)]


def _offset(stated: str) -> tzinfo:
    if stated in {"Z", "z", "UTC", "GMT"}:
        return UTC
    digits = stated[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if stated[0] == "-" else delta)
