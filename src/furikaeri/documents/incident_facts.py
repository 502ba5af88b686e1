"""What a document says of its incident as a whole: title, severity, start and end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.markup.plain import plain
from furikaeri.markup.titles import announces
from furikaeri.markup.written_times import leading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.clocks import Clock
    from furikaeri.markup.dates import WrittenDate
    from furikaeri.markup.sections import Role
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
    r"\W{0,6}(?:(?:完全)?復旧(?:確認|完了)?|(?:outage|incident|impact) (?:ends|ended|is over|resolved)"
    r"|(?:the )?(?:service|services|site|system|everything|traffic) (?:is |are |was |were )?(?:now )?"
    r"(?:fully |completely )?(?:restored|recovered|back (?:up|online|to normal)))(?!\w)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:between|from) (?=[^.]{0,20}\d)|\b(?:on|at) (?=\w{0,9},? ?\w{0,9} ?\d)", re.IGNORECASE)
# A moment at the head of a sentence is the incident's beginning where the sentence goes on with what people felt.
_FELT = re.compile(
    r"(?:[^.]|[.](?=\S)){0,80}?\b(?:experienced|went down|became (?:unavailable|unresponsive|unreachable|slow)|stopped (?:working|responding)"
    r"|sustained an?|suffered|began (?:to fail|failing)|started (?:to fail|failing))\b",
    re.IGNORECASE,
)
_TOLD_IN: frozenset[Role] = frozenset({"summary", "impact", "other", "detection", "root_cause", "background"})
_STATUS = re.compile(r"\s*status: \w[\w ]{0,20}\s*", re.IGNORECASE)
_LINES_OF_A_TITLE = 3
_BEGINNING = 2000
_NEAR_THE_TOP = 150  # blocks
_TOP = 20


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
        if told is None or told.date is None:
            continue
        if both or _START.fullmatch(fact.label):
            start = start or _instant(told, told.clock, told.date, zone, written)
        if both and told.end_clock is not None:
            end = end or _instant(told, told.end_clock, told.end_date or told.date, zone, written)
        elif not both and _END.fullmatch(fact.label):
            end = end or _instant(told, told.clock, told.date, zone, written)
    if start is None and end is None:
        start, end = _in_prose(written, zone)
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
        return _above_status(written)
    words = plain(written.source, heading.pieces).text.strip()
    return None if heading.level > 1 and announces(words) else words or None


def _above_status(written: Written) -> str | None:
    """The title of a report pasted from PDF: the lines above "Status: Draft", up to the sentence before them."""
    for block in written.blocks[:_TOP]:
        lines = [written.source[slice(*p)] for p in block.pieces] if block.kind == "paragraph" else []
        for n, line in enumerate(lines[:20]):
            if not _STATUS.fullmatch(line):
                continue
            first = n
            while first and n - first < _LINES_OF_A_TITLE and not lines[first - 1].rstrip().endswith((".", ":")):
                first -= 1
            return " ".join(line.strip() for line in lines[first:n]) or None
    return None


def _facts(written: Written) -> Iterator[_Fact]:
    """Labelled lines ("Severity: …"), two-column rows and headings over a lone value near the top."""
    for block, below in pairwise((*written.blocks[:_NEAR_THE_TOP], None)):
        if block is None:
            return
        if block.kind == "heading" and below is not None and below.kind == "paragraph":
            first = plain(written.source, below.pieces[:1]).text.strip()
            label = plain(written.source, block.pieces).text.strip()
            if " " in label:  # a section called "Time" may tell when people met
                yield _Fact(label, first)
        elif block.kind == "row" and len(block.cells) == 2:
            label, value = (plain(written.source, (c,)).text.strip() for c in block.cells)
            yield _Fact(label, value)
        elif block.kind in {"paragraph", "item"}:
            for line in plain(written.source, block.pieces).text.split("\n"):
                if m := _PAIR.match(line):
                    yield _Fact(m["label"].strip(" -*"), m["value"].strip())


def _in_prose(written: Written, zone: tzinfo | None) -> tuple[datetime | None, datetime | None]:
    """What the first prose tells: "Between 21:27 UTC on … and …, users saw errors", "At 18:52 UTC the site went down"."""
    for block, role in _told(written):
        if role not in _TOLD_IN:
            continue
        words = plain(written.source, block.pieces).text[:_BEGINNING].replace("\n", " ")
        for m in _RANGE.finditer(words):
            told = leading(words, m.start(), context=written.source)
            if told is None or told.clock is None:
                continue
            start = _instant(told, told.clock, told.date, zone, written)
            if told.end_clock is not None:
                return start, _instant(told, told.end_clock, told.end_date or told.date, zone, written)
            if told.date is not None and start is not None and _FELT.match(words, told.after):
                return start, None
    return None, None


def _told(written: Written) -> Iterator[tuple[Block, Role]]:
    """The paragraphs near the top, each with the role of the innermost section around it."""
    at = 0
    for n, block in enumerate(written.blocks[:_NEAR_THE_TOP]):
        while at + 1 < len(written.sections) and written.sections[at + 1].blocks.start <= n:
            at += 1
        if block.kind == "paragraph":
            yield block, written.sections[at].role


def _row(written: Written, words: re.Pattern[str], *, last: bool = False) -> datetime | None:
    """The moment of the first (or last) timeline row whose text begins with such words."""
    moments = [r.instant(r.lo) for r in written.rows if r.grain not in {"day", "part"} and words.match(r.text)]
    return None if not moments else moments[-1 if last else 0]


def _instant(
    told: WrittenTime, clock: Clock | None, written: WrittenDate | None, zone: tzinfo | None, document: Written
) -> datetime | None:
    """The moment of a written time; its day and zone, where its words name none, are the document's."""
    year = told.date.year if told.date else None
    day = document.day if written is None else written.on(year)
    if day is None and written is not None and document.day is not None:
        day = written.told_by(document.day)
    where = told.zone.zone if told.zone else zone
    if clock is None or day is None or where is None:
        return None
    past = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0)
    try:
        return (datetime.combine(day, time.min, tzinfo=where) + past).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
