"""Working days and hours: in whose zone, without weekends and public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from furikaeri_web.incidents.policy import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days of one place. Moments go in with any zone and come out in UTC."""

    calendar: Calendar
    zone: ZoneInfo

    def works(self, day: date) -> bool:
        """Whether people work on that day."""
        if day.weekday() in self.calendar.rest or day in self.calendar.extra:
            return False
        country = self.calendar.country or country_of(self.zone.key)
        return day not in holidays_of(country, self.calendar.region, day.year)

    def end_after(self, at: datetime, days: int) -> datetime:
        """The end of the n-th working day after the day of `at`; 0 is that very day, or the next that is worked."""
        day = at.astimezone(self.zone).date()
        left = days
        while left > 0 or not self.works(day):
            day += _DAY
            left -= self.works(day)
        return self._at(day, self.calendar.day_ends)

    def within_hours(self, at: datetime) -> datetime:
        """`at` itself where it is worked then, else the end of the next working day."""
        local = at.astimezone(self.zone)
        begins, ends = self.calendar.day_begins, self.calendar.day_ends
        if self.works(local.date()) and begins <= local.time() <= ends:
            return at
        return self.end_after(at, 1 if local.time() > ends else 0)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


@cache
def country_of(zone: str) -> str:
    """The two letters of the country of a zone such as Asia/Tokyo; "" for one that belongs to none, such as UTC."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if row[2] == zone), "")


@cache
def holidays_of(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of a country in a year; none where the country is "" or unknown by its zone alone."""
    if not country:
        return frozenset()
    import holidays  # noqa: PLC0415  # costs 75 ms, and only whoever plans needs it

    if country not in holidays.list_supported_countries(include_aliases=False):
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError as fault:
        raise FurikaeriError(
            Text(
                "process.toml names the region “{region}” of {country}, whose holidays are not known. Take it out.",
                "process.toml の地域「{region}」（{country}）の祝日は分かりません。指定を外してください。",
            ).fill(region=region, country=country)
        ) from fault
