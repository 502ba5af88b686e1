"""The timeline of a written document: its rows with wall times, zone and place, read from any layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from furikaeri.markup.blocks import Block, blocks
from furikaeri.markup.dates import WrittenDate, dates
from furikaeri.markup.plain import plain
from furikaeri.markup.positions import Positions
from furikaeri.markup.sections import Section, ancestors, sections
from furikaeri.markup.timeline_layout import Entry, Layout
from furikaeri.markup.timeline_zones import DefaultZone, ZoneFinder
from furikaeri.markup.written_times import Clock, Grain, half_width
from furikaeri.text import Span

_FOR_ALL = re.compile(r"\b(?:unless|all|every|otherwise)\b|すべて|全て|特に断り|特記", re.IGNORECASE)
_NEXT_DAY = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One row. `line`, `text_line`: 1-based; `span`: its range in the source; `local`: the time's words, verbatim.

    `lo`, `hi`: wall times, None where the words and the document do not determine the day (`hi` also where a range is
    open); of a day both its ends. `zone` None: stated nowhere. `lasting`: a range of clock readings; else `hi` after `lo` is doubt about
    the moment ("±3m"). `link`: the cell of a data link column, None without one.
    """

    line: int
    text_line: int
    span: Span
    local: str
    text: str
    lo: datetime | None = None
    hi: datetime | None = None
    zone: tzinfo | None = None
    zone_words: str = ""
    grain: Grain = "none"
    lasting: bool = False
    open_end: bool = False
    approximate: bool = False
    end_approximate: bool = False
    link: str | None = None

    def instant(self, wall: datetime | None) -> datetime | None:
        """A wall time of this row in UTC; None where the zone is unknown."""
        if wall is None or self.zone is None:
            return None
        try:
            return wall.replace(tzinfo=self.zone).astimezone(UTC)
        except (OverflowError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Written:
    """A document taken apart once: its blocks, sections and timeline rows. `zone`: the words of the timeline's zone."""

    source: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    rows: tuple[TimelineRow, ...]
    zone: str


def read_timeline(source: str, *, file: str = "") -> Written:
    """The document's blocks, sections and timeline rows. `file`: its name, which may hold the date."""
    parts = blocks(source)
    found = sections(source, parts)
    positions = Positions.of(source)
    calendar = Calendar(source, parts, file)
    layouts = [(s, list(_entries(source, parts, s, calendar, positions))) for s in _timelines(found)]
    told = any(entry.time for _, entries in layouts for entry in entries)
    kinds = {"item", "paragraph", "heading"} | (set() if told else {"row"})
    more = _elsewhere(source, parts, [s for s in found if not told or s.label], kinds, calendar, positions)
    layouts += more
    unnamed = {s.line for s, _ in more if s.role in {"background", "other"}}
    found = tuple(replace(s, role="timeline") if s.line and s.line in unnamed else s for s in found)
    finder = ZoneFinder(source, parts, [s.blocks for s, _ in layouts])
    rows: list[TimelineRow] = []
    for section, entries in layouts:
        titles = [s.title for s in (section, *ancestors(found, section))]
        notes = _notes(source, parts, section, entries)
        default = finder.default(titles, notes, [e for _, es in layouts for e in es])
        rows += _resolved(entries, calendar.base(titles, notes), calendar.noted(notes), calendar, default)
    seen: set[int] = set()
    rows = [r for r in rows if not (r.line in seen or seen.add(r.line))]  # type: ignore[func-returns-value]  # `add` as "and remember"
    rows.sort(key=lambda r: r.line)
    named = next((r.zone_words for r in rows if r.zone_words), "")
    return Written(source, parts, found, tuple(rows), named)


def _timelines(found: Sequence[Section]) -> list[Section]:
    """The outermost sections that announce a timeline."""
    chosen: list[Section] = []
    for s in found:
        if s.role == "timeline" and s.announced and not any(c.blocks.start <= s.blocks.start and s.blocks.end <= c.blocks.end for c in chosen):
            chosen.append(s)
    return chosen


_APART = frozenset({"actions", "lessons", "went_well", "went_wrong", "lucky"})


def _entries(source: str, parts: Sequence[Block], section: Section, calendar: Calendar, positions: Positions) -> list[Entry]:
    layout = Layout(source, parts[section.blocks.start : section.blocks.end], context=source, day_first=calendar.day_first, positions=positions)
    return layout.entries()


def _elsewhere(
    source: str, parts: Sequence[Block], found: Sequence[Section], kinds: set[str], calendar: Calendar, positions: Positions
) -> list[tuple[Section, list[Entry]]]:
    """Runs of timed entries in documents that call no section a timeline: three or more in one section."""
    layouts = []
    for s in found:
        inner = [o for o in found if o is not s and s.blocks.start < o.blocks.start < s.blocks.end]
        end = min((o.blocks.start - (not o.label) for o in inner), default=s.blocks.end)
        if s.role in _APART or s.role == "timeline":
            continue
        own = [b for b in parts[s.blocks.start : end] if b.kind in kinds]
        layout = Layout(source, own, context=source, day_first=calendar.day_first, positions=positions)
        entries = [e for e in layout.entries() if e.time is not None]
        if sum(e.time is not None and e.time.clock is not None for e in entries) >= 3 or any(e.link is not None for e in entries):
            layouts.append((s, entries))
    return layouts


def _notes(source: str, parts: Sequence[Block], section: Section, entries: Sequence[Entry]) -> list[str]:
    """The section's words that are no entry: where zones and dates are stated for all of them."""
    lines = {e.line for e in entries}
    own = parts[section.blocks.start : section.blocks.end]
    return [
        plain(source, b.pieces).text
        for b in own
        if b.kind in {"paragraph", "item"} and b.line not in lines and not any(b.line <= n <= b.last_line for n in lines)
    ][:40]


class Calendar:
    """What the document says about days: how 3/2 reads, its year, its day."""

    def __init__(self, source: str, parts: Sequence[Block], file: str) -> None:
        text = half_width(source[:200_000])
        self.day_first = bool(re.search(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/\d{1,2}/(?:20)?\d\d(?!\d)", text))
        head = [plain(source, b.pieces).text for b in parts if b.kind == "heading"][:1]
        front = next((source[b.pieces[0].start : b.pieces[-1].end] for b in parts if b.kind == "front-matter" and b.pieces), "")
        title = re.search(r"(?m)^title\s*[:=]\s*(.*)$", front)
        name = re.sub(r"[_]+", " ", file.rsplit("/", 1)[-1])
        prose = [plain(source, b.pieces).text for b in parts if b.kind in {"paragraph", "item", "row"}][:40]
        self.titled = self._first([*head, title[1] if title else ""])
        self.told = self._first(prose)
        self.named = self._first([name, re.sub(r"(?<=\d{4})[ -](?=\d\d[ -]\d\d)|(?<=\d\d)[ ](?=\d\d)", "-", name)])
        self.fronted = self._first([front])
        self.stated = next((d for d in (self.titled, self.told, self.named, self.fronted) if d), None)

    def _first(self, texts: Sequence[str]) -> date | None:
        for text in texts:
            for written in dates(half_width(text[:2000]), day_first=self.day_first):
                if (day := written.on(None)) and 1990 <= day.year <= 2100:
                    return day
        return None

    def day(self, written: WrittenDate, near: date | None) -> date | None:
        """The calendar day of a written date; the year from the rows before or from the document where it has none."""
        anchor = near or self.stated
        return written.on(None) if anchor is None else written.near(anchor)

    def noted(self, notes: Sequence[str]) -> date | None:
        """The day that a note states for every entry without its own."""
        for text in notes:
            if _FOR_ALL.search(text) and (found := dates(half_width(text[:400]), day_first=self.day_first)):
                return self.day(found[0], None)
        return None

    def base(self, titles: Sequence[str], notes: Sequence[str]) -> date | None:
        """The day of entries that state none: from the headings around, a note, the document's title, text or name."""
        for text in (*titles, *(n for n in notes if len(n) < 400)):
            for written in dates(half_width(text[:400]), day_first=self.day_first):
                if day := self.day(written, None):
                    return day
        return self.stated


def _resolved(
    entries: Sequence[Entry], base: date | None, noted: date | None, calendar: Calendar, default: DefaultZone
) -> list[TimelineRow]:
    rows = []
    day = base
    before: datetime | None = None
    zone, words = default.zone, default.words
    near = default.basis != "entries"
    for entry in entries:
        written = entry.time
        if written is None:
            rows.append(TimelineRow(line=entry.line, text_line=entry.text_line, span=entry.span, local=entry.local, text=entry.text, link=entry.link))
            continue
        stated = written.zone or entry.zone
        if stated is not None:
            zone, words, near = stated.zone, stated.words, True
        own = written.date or (entry.day.date if entry.day else None)
        if own is not None and own.shift is not None:
            day = day + timedelta(days=own.shift) if day else None
        elif own is not None:
            day = calendar.day(own, day)
        elif noted is not None and day is not None and day < noted:
            day = noted  # "unless otherwise noted, all on 3 March": after a row dated earlier
        if entry.kind == "date":
            before = None
            continue
        settled = zone if near or written.grain != "part" else None
        lo, hi, lasting = None, None, False
        if day is not None and written.relative is None:
            if written.clock is not None:
                lo = _at(day, written.clock)
                if own is None and before is not None and lo is not None and before - lo >= _NEXT_DAY:
                    day += timedelta(days=1)
                    lo = _at(day, written.clock)
                before = lo or before
                hi, lasting = _end(lo, written.end_clock, calendar.day(written.end_date, day) if written.end_date else None)
                if lo is not None and written.margin:
                    lo, hi = lo - timedelta(seconds=written.margin), lo + timedelta(seconds=written.margin)
                if lo is not None and written.clock.hour >= 24:
                    before = _at(day, Clock(23, 59))
                if written.open_end:
                    hi, lasting = None, True
            elif own is not None:
                last = (calendar.day(written.end_date, day) if written.end_date else None) or day
                lo, hi = datetime.combine(day, time.min), datetime.combine(max(last, day), time(23, 59, 59))
                before = None
        rows.append(
            TimelineRow(
                line=entry.line, text_line=entry.text_line, span=entry.span, local=entry.local, text=entry.text, lo=lo, hi=hi,
                zone=settled, zone_words=words if settled else "", grain=written.grain, lasting=lasting, open_end=written.open_end,
                approximate=written.approximate, end_approximate=written.end_approximate, link=entry.link,
            )  # fmt: skip
        )
    return rows


def _at(day: date, clock: Clock) -> datetime | None:
    try:
        return datetime.combine(day, time.min) + timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0)
    except OverflowError:
        return None


def _end(lo: datetime | None, clock: Clock | None, day: date | None) -> tuple[datetime | None, bool]:
    if lo is None or clock is None:
        return lo, False
    hi = _at(day or lo.date(), clock)
    if hi is not None and hi < lo and day is None:
        half = hi + timedelta(hours=12)
        hi = half if half >= lo and not clock.half else hi + timedelta(days=1)
    return (hi, True) if hi is not None and hi >= lo else (lo, False)
