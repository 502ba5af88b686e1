"""A review meeting held, or still without a date, long after the incident was over."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.unwritten import is_placeholder
from furikaeri.markup.clocks import half_width
from furikaeri.markup.dates import dates
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked
    from furikaeri.documents.fields import Field

_MEETING = re.compile(
    r"(?:postmortem |post-mortem |review |retro(?:spective)? )?meeting(?: scheduled(?: for)?| date| time| held(?: on)?)?"
    r"|(?:review|retrospective|postmortem|post-mortem)(?: meeting)? (?:date|held|held on|scheduled for)"
    r"|ミーティング(?:の?対象|日時?|日程)?|(?:振り返り|ふりかえり)会?(?:の?日時?|開催日|実施日)?|会議日時?|レビュー(?:会|日|日時)|(?:ポストモーテム|レビュー)?開催日時?",
    re.IGNORECASE,
)
_SEV1 = re.compile(
    r"(?:sev(?:erity)?|p|priority|s|重大度|レベル)?[ \-_:]?(?:1|one|Ⅰ|critical|最重要|最高)\b", re.IGNORECASE
)
_SATURDAY = 5
_LATE_SAID = Text(
    "The meeting was {held}, the incident over on {over}; memory of what was in view fades after {limit}.",
    "振り返り会は {held}、収束は {over} です。{limit}を過ぎると、その場で見えていたものの記憶は薄れます。",
)
_OPEN_SAID = Text(
    "The incident was over on {over}, and the meeting has no date yet.",
    "収束は {over} ですが、振り返り会の日付がまだ入っていません。",
)
_CALENDAR = Text("{n} days", "{n} 日")
_BUSINESS = Text("{n} working days", "{n} 営業日")


def _look(document: Checked) -> Iterator[Noticed]:
    over = _over(document)
    field = next((f for f in document.fields if _MEETING.fullmatch(f.label)), None)
    if over is None or field is None:
        return
    sev1 = document.facts.severity is not None and _SEV1.match(document.facts.severity.strip()) is not None
    days = document.limits.sev1_days if sev1 else document.limits.business_days
    last = over + timedelta(days=days) if sev1 else _working(over, days)
    held = _day(field, over)
    if held is not None and held > last:
        limit = (_CALENDAR if sev1 else _BUSINESS).fill(n=days)
        yield Noticed(field.span, _LATE_SAID.fill(held=held, over=over, limit=limit))
    elif (
        held is None
        and is_placeholder(field.value)
        and document.now is not None
        and document.now.astimezone(UTC).date() > last
    ):
        yield Noticed(field.span if field.span.end > field.span.start else None, _OPEN_SAID.fill(over=over))


def _over(document: Checked) -> date | None:
    """The day the incident was over: stated (in UTC), or that of the timeline's last row by its own clocks, if later."""
    walls = [wall for row in document.rows if (wall := row.hi or row.lo)]
    days = [max(walls).date()] if walls else []
    if document.facts.end is not None:
        days.append(document.facts.end.date())
    return max(days, default=None)


def _day(field: Field, near: date) -> date | None:
    for written in dates(half_width(field.value[:300])):
        if day := written.near(near):
            return day
    return None


def _working(start: date, days: int) -> date:
    """So many working days after `start`; weekends are counted out, holidays are not known here."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day


CHECK = Check(
    name="review-held-late",
    message=_LATE_SAID.fill(held="…", over="…", limit="…"),
    question=Text(
        "What would have to be easier for people to meet within a day or two next time?",
        "次は 1、2 日のうちに集まれるように、何があると楽ですか？",
    ),
    source="PagerDuty incident response documentation, postmortem process",
    look=_look,
)
