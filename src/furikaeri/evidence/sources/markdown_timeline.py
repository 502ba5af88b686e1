"""Timelines of existing postmortems, in Markdown or plain text: tables, lists, a heading a time, plain lines."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from furikaeri.evidence.instants import BadTimeError, NaiveTimeError, local
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, no_time
from furikaeri.evidence.utf8 import encoding_warning, utf8, utf8_head
from furikaeri.markup.plain import plain
from furikaeri.markup.timeline import TimelineRow, Written, read_timeline
from furikaeri.model.event import Event, Lane, Reading, ReadWarning
from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, Basis, TimeSpan, Vague
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from furikaeri.evidence.opened import Opened

MAX_BYTES = 32 << 20
_GRAINS = {"second": SECOND, "minute": MINUTE, "hour": HOUR, "day": DAY, "part": DAY, "none": DAY}
_NO_PROSE = ("{", "[", "<?xml", "<!DOCTYPE", "<html", "#!", "%PDF", "commit ")
_NAMES = (".md", ".markdown", ".mdx", ".qmd", ".rst", ".adoc", ".erb", ".txt", ".text")
_SPEAKS_OF_TIMELINES = re.compile(
    r"time ?-?line|chronolog|sequence of events|key events|タイムライン|時系列|経緯|経過|時刻|\|\s*Time\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[[^\]\n]*\]\((?P<url>[^()\s]+)\)|<?(?P<bare>https?://[^\s<>|]+)>?")
_ESCAPED = re.compile(r"\\([\\|<])|<br>")
# The first lane whose words stand in the text; what people wrote is theirs unless it clearly tells another's.
_WORDS: dict[Lane, str] = {
    "public": r"status ?page|public(?:ly)? (?:post|announce|statement)|tweet"
    r"|ステータスページ|告知|公表|プレスリリース",
    "alerts": r"\balert(?:s|ed|ing)?\b|\balarms?\b|pagerduty|\bpaged\b|アラート|発報|警報",
    "changes": r"\b(?:deploy(?:ed|ment|s|ing)?|released?|rolled back|rollback|revert(?:ed|s)?|merged?|hotfix)\b"
    r"|\bupgraded?\b|デプロイ|リリース|ロールバック|切り戻し|マージ|適用",
}
_LANES = tuple((lane, re.compile(words, re.IGNORECASE)) for lane, words in _WORDS.items())


def sniff(opened: Opened) -> float:
    """High for a table of ours or a section called a timeline, middling for a text with timed entries."""
    if opened.is_zip:
        return 0.0
    text = utf8_head(opened).decode("utf-8", "replace")
    if not text.strip() or "\x00" in text or text.lstrip().startswith(_NO_PROSE):
        return 0.0
    named = opened.name.lower().endswith(_NAMES)
    if not named and not _SPEAKS_OF_TIMELINES.search(text):
        return 0.0
    written = read_timeline(text, file=opened.name)
    timed = [r for r in written.rows if r.grain != "none"]
    if any(r.link is not None for r in timed):
        return 0.95
    if any(s.role == "timeline" for s in written.sections):
        return 0.8 if timed else 0.4 if written.rows else 0.1
    return 0.0 if len(timed) < 3 else 0.5 if named else 0.2


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every row as an event, or as a warning where it states no zone, no day or no time at all."""
    with utf8(opened) as stream:
        note = encoding_warning(stream.encoding)
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FurikaeriError(
            Text(
                "{name}: this text is too long for a timeline; split it.",
                "{name}: タイムラインとしては長すぎます。分けてください。",
            ).fill(name=opened.name)
        )
    if note is not None:
        yield note
    written = read_timeline(data.decode("utf-8", "replace"), file=opened.name)
    seen: Counter[str] = Counter()
    for row in written.rows:
        yield _reading(written, row, context.zone, seen)


def _reading(written: Written, row: TimelineRow, zone: tzinfo | None, seen: Counter[str]) -> Event | ReadWarning:
    locator = f"#line={row.line}"
    excerpt = f"{row.local} {row.text}".strip()
    if row.grain == "none" and row.lo is None:
        return no_time(locator, excerpt)
    if row.lo is None:
        return _no_day(locator, excerpt)
    try:
        span = _span(row, zone)
    except (NaiveTimeError, BadTimeError) as fault:
        return bad_time(locator, excerpt, fault)
    text = _text(written, row)
    key = blake2b(f"{row.local}\0{row.text}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    seen[key] += 1
    link = _LINK.search(row.link or "")
    return Event(
        id=f"{SOURCE.name}::~{key}:{seen[key]}",
        source=SOURCE.name,
        span=span,
        lane=next((lane for lane, words in _LANES if words.search(text)), "people"),
        text=text,
        link="" if link is None else link["url"] or link["bare"],
        facts={} if link is not None or not row.link else {"data-link": _unescaped(row.link)},
        locator=locator,
    )


def _span(row: TimelineRow, assumed: tzinfo | None) -> TimeSpan:
    zone = row.zone or assumed
    if zone is None or row.lo is None:
        raise NaiveTimeError(f"no zone is stated: {row.local[:80]!r}")
    basis: Basis = "stated" if row.zone is not None else "assumed"
    grain = _GRAINS[row.grain]
    words = row.zone_words if row.zone is not None else str(zone)

    def at(wall: datetime) -> TimeSpan:
        return local(wall, zone, grain, row.local, basis)

    lo = at(row.lo)
    if grain == DAY:
        last = lo if row.hi is None else at(row.hi.replace(hour=0, minute=0, second=0))
        return TimeSpan(lo.lo, last.lo, DAY, "instant", "start" if row.approximate else "", basis, row.local, words)
    vague: Vague = (
        "both"
        if row.approximate and row.end_approximate
        else "start"
        if row.approximate
        else "end"
        if row.end_approximate
        else ""
    )
    if row.open_end:
        return TimeSpan(lo.lo, None, grain, "interval", vague, basis, row.local, words)
    hi = lo if row.hi is None or row.hi == row.lo else at(row.hi)
    return TimeSpan(
        lo.lo,
        max(lo.lo, hi.hi or hi.lo),
        grain,
        "interval" if row.lasting else "instant",
        vague,
        basis,
        row.local,
        words,
    )


def _text(written: Written, row: TimelineRow) -> str:
    """The row's words: of our own table exactly as they were before it was written, else free of Markdown."""
    if row.link is not None:
        return _unescaped(row.text)
    start = written.source.find(row.text, row.span.start, row.span.end)
    end = start + len(row.text)
    words = plain(written.source, [type(row.span)(start, end)]).text if start >= 0 else row.text
    return words.strip(" |*_") or row.text or row.local


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda m: m[1] or "\n", cell)


def _no_day(locator: str, excerpt: str) -> ReadWarning:
    return ReadWarning(
        code="no-day",
        locator=locator,
        message=Text(
            "The day of this row stands nowhere in the text.", "この行が何日のことか、文書のどこにも書かれていません。"
        ),
        ask=Text(
            "Write the date into the heading or the row and add it again.",
            "見出しか行に日付を書き足して、取り込み直してください。",
        ),
        excerpt=excerpt[:200],
    )


SOURCE = Source(
    name="markdown-timeline",
    title=Text(
        "Timeline of a written postmortem (Markdown or text)", "書かれた振り返りのタイムライン（Markdown・テキスト）"
    ),
    view_rule=Text(
        "A written timeline tells what happened, not what was in view to whom: it is counted as in view to nobody.",
        "書かれたタイムラインは出来事を伝えますが、誰に何が見えていたかは伝えません。見えていたものには数えません。",
    ),
    sniff=sniff,
    read=read,
)
