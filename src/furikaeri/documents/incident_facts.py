"""What a document says of its incident as a whole: title, severity, start and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.markup.plain import plain
from furikaeri.markup.written_times import WrittenTime, leading

if TYPE_CHECKING:
    from furikaeri.markup.timeline import Written


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """None for what the document does not say."""

    title: str | None
    severity: str | None
    start: datetime | None
    end: datetime | None


class _Fact(NamedTuple):
    label: str
    value: str


_PAIR = re.compile(r"\s*(?P<label>[^:：\n|]{2,40}?)[ ]?[:：][ ]{0,4}(?P<value>[^\n]{1,300})")
_SEVERITY = re.compile(
    r"(?:incident )?(?:severity|priority|sev)(?: level)?|重大度|深刻度|重要度|影響度|レベル", re.IGNORECASE
)
_START = re.compile(
    r"(?:incident |outage |impact )?(?:start(?:ed)?(?: time| date)?|began|first detected|started at)"
    r"|(?:障害|事象)?(?:発生|開始)(?:日時|時刻)?",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:incident |outage |impact )?(?:end(?:ed)?(?: time| date)?|resolved(?: at)?|ended at)"
    r"|(?:障害)?(?:復旧|終了|解消|解決)(?:日時|時刻)?",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:incident |outage |impact )?(?:time|duration|period|window|date(?:/| and )time)"
    r"|影響期間|発生期間|障害期間|障害時間|発生日時",
    re.IGNORECASE,
)
_FRONT_TITLE = re.compile(r"""^title\s*[:=]\s*["']?(?P<title>.*?)["']?\s*$""", re.MULTILINE)


def incident_facts(written: Written) -> IncidentFacts:
    """Title from the front matter or the first heading; the rest from labelled lines and two-column tables."""
    facts = list(_facts(written))
    severity = next((f.value.strip() for f in facts if _SEVERITY.fullmatch(f.label)), None)
    start = end = None
    for fact in facts:
        time_at = leading(fact.value, context=written.source)
        if time_at is None or time_at.clock is None or time_at.date is None or time_at.zone is None:
            continue
        if start is None and (_START.fullmatch(fact.label) or _BOTH.fullmatch(fact.label)):
            start = _instant(time_at, end=False)
            end = end or (_instant(time_at, end=True) if _BOTH.fullmatch(fact.label) else None)
        elif end is None and _END.fullmatch(fact.label):
            end = _instant(time_at, end=False)
    return IncidentFacts(_title(written), severity, start, end)


def _title(written: Written) -> str | None:
    heading = next((b for b in written.blocks if b.kind == "heading"), None)
    front = next((b for b in written.blocks[:1] if b.kind == "front-matter" and b.pieces), None)
    if (
        front is not None
        and (m := _FRONT_TITLE.search(written.source[front.pieces[0].start : front.pieces[-1].end]))
        and m["title"]
    ):
        return m["title"]
    return None if heading is None else plain(written.source, heading.pieces).text.strip() or None


def _facts(written: Written) -> list[_Fact]:
    found = []
    for block in written.blocks[:150]:
        if block.kind == "row" and len(block.cells) == 2:
            label, value = (plain(written.source, (c,)).text for c in block.cells)
            found.append(_Fact(label.strip(), value.strip()))
        elif block.kind in {"paragraph", "item"}:
            for line in plain(written.source, block.pieces).text.split("\n"):
                if m := _PAIR.match(line):
                    found.append(_Fact(m["label"].strip(" -*"), m["value"].strip()))
    return found


def _instant(written: WrittenTime, *, end: bool) -> datetime | None:
    """The moment of a labelled time, or of its range's end; its zone and day stand in the words."""
    clock = written.end_clock if end else written.clock
    day: date | None = written.date.on(None) if written.date else None
    if end and written.end_date is not None:
        day = written.end_date.on(day.year if day else None)
    if clock is None or day is None or written.zone is None:
        return None
    zone: tzinfo = written.zone.zone
    try:
        wall = datetime.combine(day, time.min, tzinfo=zone) + timedelta(
            hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0
        )
        return wall.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
