"""Words in both languages side by side, so that one is never changed without the other.

`{% say "Save" "保存" %}`, `{% say "{n} event{s}" "事象 {n} 件" n=count %}`, `{% say "Save" "保存" as word %}`,
`{{ text|told }}` for a core `Text`, `{{ at|clock:zone }}` for a moment.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.parts.tongue import tongue

register = template.Library()
_WEEKDAYS = "月火水木金土日"


@register.simple_tag
def say(en: str, ja: str, **values: object) -> SafeString:
    """The sentence in the reader's language; blanks are filled with escaped values, `{s}` is the English plural of `n`."""
    words = ja if tongue() == "ja" else en
    if not values:
        return mark_safe(conditional_escape(words.replace("{{", "{").replace("}}", "}")))  # noqa: S308  # escaped here
    filled = {k: told(v) if isinstance(v, Text) else v for k, v in values.items()}
    return format_html(conditional_escape(words), s="" if values.get("n") == 1 else "s", **filled)


@register.filter
def told(text: object) -> str:
    """A core `Text`, or an error that carries one, in the reader's language; anything else as it is."""
    if isinstance(text, FurikaeriError):
        text = text.message
    return text[tongue()] if isinstance(text, Text) else str(text)


@register.filter
def clock(at: datetime | int | None, zone: str = "UTC") -> str:
    """A moment (a datetime, or µs since 1970) with its day, to the minute: `Wed 14 Oct 2026 14:10`."""
    if at is None:
        return ""
    when = at if isinstance(at, datetime) else datetime.fromtimestamp(at / 1e6, UTC)
    when = when.astimezone(ZoneInfo(zone or "UTC"))
    if tongue() == "ja":
        return f"{when.year}年{when.month}月{when.day}日（{_WEEKDAYS[when.weekday()]}）{when:%H:%M}"
    return f"{when:%a} {when.day} {when:%b %Y} {when:%H:%M}"


@register.filter
def day(at: datetime | None, zone: str = "UTC") -> str:
    """The day alone: `14 Oct 2026`, `2026年10月14日`."""
    if at is None:
        return ""
    when = at.astimezone(ZoneInfo(zone or "UTC"))
    return f"{when.year}年{when.month}月{when.day}日" if tongue() == "ja" else f"{when.day} {when:%b %Y}"


@register.filter
def hours(at: datetime | int | None, zone: str = "UTC") -> str:
    """The time of day to the minute."""
    if at is None:
        return ""
    when = at if isinstance(at, datetime) else datetime.fromtimestamp(at / 1e6, UTC)
    return f"{when.astimezone(ZoneInfo(zone or 'UTC')):%H:%M}"
