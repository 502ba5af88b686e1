"""How long, how soon, which phase: in the reader's language. Load with `{% load incident_words %}`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template

from furikaeri_web.incidents.told import PHASES
from furikaeri_web.parts.templatetags.words import told
from furikaeri_web.parts.tongue import tongue

register = template.Library()
_WEEKDAYS = "月火水木金土日"


@register.filter
def lasting(length: timedelta | None) -> str:
    """A length of time, its two largest units: `2 h 10 min`, `3日4時間`."""
    if length is None:
        return ""
    minutes = int(length.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    ja = tongue() == "ja"
    units = [(days, "日" if ja else " d"), (hours, "時間" if ja else " h"), (rest, "分" if ja else " min")]
    worth = [f"{n}{unit}" for n, unit in units if n][:2] if minutes else ["1分未満" if ja else "under a minute"]
    return ("" if ja else " ").join(worth)


@register.filter
def soon(at: datetime | None, zone: str = "UTC") -> str:
    """A moment near now, without its year: `Thu 15 Oct 14:00`, `10月15日（木）14:00`."""
    if at is None:
        return ""
    when = at.astimezone(ZoneInfo(zone or "UTC"))
    if tongue() == "ja":
        return f"{when.month}月{when.day}日（{_WEEKDAYS[when.weekday()]}）{when:%H:%M}"
    return f"{when:%a} {when.day} {when:%b} {when:%H:%M}"


@register.filter
def dated(at: datetime | None, zone: str = "UTC") -> str:
    """The day as a dateline has it: `Thursday, 15 October`, `10月15日、木曜日`."""
    when = (at or datetime.now(UTC)).astimezone(ZoneInfo(zone or "UTC"))
    if tongue() == "ja":
        return f"{when.month}月{when.day}日、{_WEEKDAYS[when.weekday()]}曜日"
    return f"{when:%A}, {when.day} {when:%B}"


@register.filter
def in_phase(key: str) -> str:
    """A phase in words."""
    return told(PHASES[key]) if key in PHASES else key
