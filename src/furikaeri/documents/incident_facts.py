"""What a document says of its incident as a whole: title, severity, start and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.markup.plain import plain
from furikaeri.markup.written_times import leading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from furikaeri.markup.clocks import Clock
    from furikaeri.markup.dates import WrittenDate
    from furikaeri.markup.timeline import Written
    from furikaeri.markup.written_times import WrittenTime


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
_BEGINS = re.compile(
    r"\W{0,6}(?:(?:障害)?発生|(?:outage|incident|impact) (?:begins|began|starts|started))(?!\w)", re.IGNORECASE
)
_ENDS = re.compile(
    r"\W{0,6}(?:(?:完全)?復旧(?:確認|完了)?|(?:outage|incident|impact) (?:ends|ended|is over|resolved))(?!\w)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:between|from)\b", re.IGNORECASE)
_BEGINNING = 2000
_NEAR_THE_TOP = 150  # blocks


def incident_facts(written: Written) -> IncidentFacts:
    """Title from the front matter or the first heading; the rest from labelled lines and two-column tables.

    Where no label tells start or end, the first range in prose does, else a timeline row that is marked as the
    beginning or the end.
    """
    facts = list(_facts(written))
    severity = next((f.value for f in facts if _SEVERITY.fullmatch(f.label)), None)
    zones = {str(r.zone): r.zone for r in written.rows if r.zone is not None}
    zone = next(iter(zones.values())) if len(zones) == 1 else None
    start = end = None
    for fact in facts:
        both = _BOTH.fullmatch(fact.label)
        if not (both or _START.fullmatch(fact.label) or _END.fullmatch(fact.label)):
            continue
        told = leading(fact.value, context=written.source)
        if told is None:
            continue
        if both or _START.fullmatch(fact.label):
            start = start or _instant(told, told.clock, told.date, zone)
        if both and told.end_clock is not None:
            end = end or _instant(told, told.end_clock, told.end_date or told.date, zone)
        elif not both and _END.fullmatch(fact.label):
            end = end or _instant(told, told.clock, told.date, zone)
    if start is None and end is None:
        start, end = _between(written, zone)
    start = start or _row(written, _BEGINS)
    return IncidentFacts(_title(written), severity, start, end or _row(written, _ENDS, last=True))


def _title(written: Written) -> str | None:
    """The front matter's, else the first heading's; in a text without heading marks only one that is no section's."""
    front = next((b for b in written.blocks[:1] if b.kind == "front-matter" and b.pieces), None)
    if front is not None:
        m = _FRONT_TITLE.search(written.source[front.pieces[0].start : front.pieces[-1].end])
        if m is not None and m["title"]:
            return m["title"]
    heading = next((b for b in written.blocks if b.kind == "heading"), None)
    if heading is None or heading.marker:
        return None
    return plain(written.source, heading.pieces).text.strip() or None


def _facts(written: Written) -> Iterator[_Fact]:
    """Labelled lines ("Severity: …") and two-column rows near the top."""
    for block in written.blocks[:_NEAR_THE_TOP]:
        if block.kind == "row" and len(block.cells) == 2:
            label, value = (plain(written.source, (c,)).text.strip() for c in block.cells)
            yield _Fact(label, value)
        elif block.kind in {"paragraph", "item"}:
            for line in plain(written.source, block.pieces).text.split("\n"):
                if m := _PAIR.match(line):
                    yield _Fact(m["label"].strip(" -*"), m["value"].strip())


def _between(written: Written, zone: tzinfo | None) -> tuple[datetime | None, datetime | None]:
    """The range that the first prose tells: "Between 21:27 UTC on … and …, users saw errors"."""
    for block in written.blocks[:_NEAR_THE_TOP]:
        if block.kind != "paragraph":
            continue
        words = plain(written.source, block.pieces).text[:_BEGINNING].replace("\n", " ")
        for m in _RANGE.finditer(words):
            told = leading(words, m.start(), context=written.source)
            if told is not None and told.date is not None and told.end_clock is not None:
                start = _instant(told, told.clock, told.date, zone)
                return start, _instant(told, told.end_clock, told.end_date or told.date, zone)
    return None, None


def _row(written: Written, words: re.Pattern[str], *, last: bool = False) -> datetime | None:
    """The moment of the first (or last) timeline row whose text begins with such words."""
    moments = [r.instant(r.lo) for r in written.rows if r.grain not in {"day", "part"} and words.match(r.text)]
    return None if not moments else moments[-1 if last else 0]


def _instant(
    told: WrittenTime, clock: Clock | None, written: WrittenDate | None, zone: tzinfo | None
) -> datetime | None:
    """The moment of a labelled time whose day stands in its words, and whose zone does, or is the timeline's."""
    year = told.date.year if told.date else None
    day = written.on(year) if written else None
    where = told.zone.zone if told.zone else zone
    if clock is None or day is None or where is None:
        return None
    past = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0)
    try:
        return (datetime.combine(day, time.min, tzinfo=where) + past).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
