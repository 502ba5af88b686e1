"""Times as people and spreadsheets put them into the cells of a table."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Literal

from furikaeri.evidence.instants import BadTimeError, NaiveTimeError, epoch, instant, local
from furikaeri.model.timespan import DAY, MINUTE, SECOND, TimeSpan, micros

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | int | float | bool | datetime | date | None
DateOrder = Literal["mdy", "dmy", "?"]

_ABBREVIATED = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {m: n for n, m in enumerate(_ABBREVIATED, 1)}
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "CET": 1, "CEST": 2, "BST": 1} | {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_DATE = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)??(?:"
    r"(?P<y>\d{4})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?"
    r"|(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?[ -](?P<mon3>[a-z]{3})[a-z]*\.?,?[ -](?P<y3>\d{4})"
    r"|(?P<mon4>[a-z]{3})[a-z]*\.? (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>\d{4})"
    r")(?:\s?\([^()]{1,9}\))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<half>午前|午後)?\s?(?P<h>\d{1,2})\s?(?::|時)\s?(?P<min>\d{1,2})?分?(?::?(?P<s>\d{1,2})(?:[.,](?P<f>\d{1,9}))?秒?)?"
    r"\s?(?P<ap>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\(?(?:(?P<name>[A-Z]{1,4})|(?:UTC|GMT)?(?P<off>[+-]\d{1,2}(?::?\d\d)?))\)?")
_NUMBER = re.compile(r"\d{9,20}(?:\.\d+)?")


def zone_named(words: str) -> tzinfo | None:
    """The fixed offset that `UTC`, `JST`, `PST`, `+09:00` … state, read literally; None where nothing such is said."""
    m = _ZONE.fullmatch(words.strip().strip("()"))
    if m is None:
        return None
    if m["off"]:
        digits = m["off"][1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
        delta = timedelta(hours=hours, minutes=minutes)
        return timezone(-delta if m["off"][0] == "-" else delta) if delta < timedelta(days=1) else None
    hours_east = _HOURS.get(m["name"])
    return None if hours_east is None else timezone(timedelta(hours=hours_east), m["name"])


def date_order(cells: Iterable[Cell]) -> DateOrder:
    """Whether a column writes `3/4/2026` month first or day first; `?` where every date in it could be both.

    A part above 12 decides; else the reading in which the dates lie closer together.
    """
    pairs = []
    for cell in cells:
        m = _DATE.match(_plain(cell)) if isinstance(cell, str) else None
        if m is not None and m["a"]:
            pairs.append((int(m["a"]), int(m["b"]), int(m["y2"])))
    if any(a > 12 for a, _, _ in pairs):
        return "dmy"
    if any(b > 12 for _, b, _ in pairs):
        return "mdy"
    spreads = [_spread((y, b, a) for a, b, y in pairs), _spread((y, a, b) for a, b, y in pairs)]
    if spreads[0] == spreads[1]:
        return "?"
    return "dmy" if spreads[0] < spreads[1] else "mdy"


def cell_time(cell: Cell, zone: tzinfo | None, order: DateOrder = "?", day: Cell = None) -> TimeSpan:
    """The time in a cell; `day` is the cell of a separate date column.

    Raises NaiveTimeError where neither the cell nor `zone` says the zone, BadTimeError for what is no time.
    """
    if isinstance(cell, str):
        if day is None:
            try:
                return instant(cell, zone)
            except BadTimeError:
                if _NUMBER.fullmatch(cell.strip()):
                    return epoch(cell)
        return _written(cell, zone, order, day)
    if isinstance(cell, datetime):
        return _wall(cell, zone, SECOND if cell.second or not cell.microsecond else 1, cell.isoformat())
    if isinstance(cell, date):
        return _wall(datetime(cell.year, cell.month, cell.day), zone, DAY, cell.isoformat())  # noqa: DTZ001  # its zone is asked for
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return epoch(cell if isinstance(cell, int) else f"{cell:.6f}".rstrip("0").rstrip("."))
    raise BadTimeError(f"not a time: {str(cell)[:80]!r}")


def _written(cell: str, zone: tzinfo | None, order: DateOrder, day: Cell) -> TimeSpan:
    words = _plain(cell)
    stated = cell.strip()
    m = _DATE.match(words)
    if m is not None:
        days = _days(m, order)
        words = words[m.end() :]
    elif isinstance(day, date):
        days = [(day.year, day.month, day.day)]
    elif isinstance(day, str) and (m := _DATE.match(_plain(day))):
        days, stated = _days(m, order), f"{day.strip()} {stated}"
    else:
        raise BadTimeError(f"not a time: {stated[:80]!r}")
    words = words.lstrip(" T,").rstrip()
    clock = _CLOCK.match(words)
    rest = words[clock.end() if clock else 0 :].strip()
    if clock is None and rest:
        raise BadTimeError(f"not a time: {stated[:80]!r}")
    if rest:
        own = zone_named(rest)
        if own is None:
            raise BadTimeError(f"not a time: {stated[:80]!r}")
        zone = own
    hour, minute, second, micro, grain = _parts(clock)
    try:
        walls = [datetime(*d) + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro) for d in days]  # noqa: DTZ001  # its zone follows
        spans = [_wall(wall, zone, grain, stated) for wall in walls]
    except (ValueError, OverflowError) as fault:
        if isinstance(fault, NaiveTimeError):
            raise
        raise BadTimeError(f"not a time: {stated[:80]!r}") from fault
    first, last = min(s.lo for s in spans), max(s.hi or s.lo for s in spans)
    return TimeSpan(first, last, grain, "instant", "", spans[0].basis if not rest else "stated", stated, spans[0].zone)


def _wall(wall: datetime, zone: tzinfo | None, grain: int, stated: str) -> TimeSpan:
    if wall.tzinfo is not None:
        at = micros(wall.astimezone(UTC))
        return TimeSpan(at, at, grain, "instant", "", "stated", stated, str(wall.tzinfo))
    if zone is None:
        raise NaiveTimeError(f"no zone is stated: {stated[:80]!r}")
    return local(wall, zone, grain, stated)


def _parts(m: re.Match[str] | None) -> tuple[int, int, int, int, int]:
    """Hour (up to 29, as the Japanese count past midnight), minute, second, microsecond, grain in µs."""
    if m is None:
        return 0, 0, 0, 0, DAY
    hour, minute, second = int(m["h"]), int(m["min"] or 0), int(m["s"] or 0)
    afternoon = m["half"] == "午後" or (m["ap"] or "").lower().startswith("p")
    morning = m["half"] == "午前" or (m["ap"] or "").lower().startswith("a")
    if (afternoon and hour < 12) or (morning and hour == 12):
        hour = hour + 12 if afternoon else 0
    if hour > 29 or minute > 59 or second > 60:
        raise BadTimeError(f"not a time: {m[0][:80]!r}")
    if m["f"]:
        return hour, minute, second, int(m["f"][:6].ljust(6, "0")), 10 ** max(0, 6 - len(m["f"]))
    return hour, minute, second, 0, SECOND if m["s"] else MINUTE if m["min"] else 60 * MINUTE


def _days(m: re.Match[str], order: DateOrder) -> list[tuple[int, int, int]]:
    if m["y"]:
        return [(int(m["y"]), int(m["m"]), int(m["d"]))]
    if m["a"]:
        a, b, year = int(m["a"]), int(m["b"]), int(m["y2"])
        both = {"mdy": [(year, a, b)], "dmy": [(year, b, a)], "?": [(year, a, b), (year, b, a)]}[order]
        return [d for d in both if d[1] <= 12] or both
    month = _MONTHS.get((m["mon3"] or m["mon4"]).lower())
    if month is None:
        raise BadTimeError(f"not a time: {m[0][:80]!r}")
    return [(int(m["y3"] or m["y4"]), month, int(m["d3"] or m["d4"]))]


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell[:120]).strip()


def _spread(days: Iterable[tuple[int, int, int]]) -> int:
    try:
        numbers = [date(*d).toordinal() for d in days]
    except ValueError:
        return 1 << 30
    return max(numbers, default=0) - min(numbers, default=0)
