"""The timeline of a written document: its rows with wall times, zone and place, read from any layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from furikaeri.markup.blocks import Block, blocks
from furikaeri.markup.plain import plain
from furikaeri.markup.positions import Positions
from furikaeri.markup.sections import Section, enclosing, role_of, sections
from furikaeri.markup.timeline_days import Calendar
from furikaeri.markup.timeline_layout import Layout
from furikaeri.markup.timeline_rows import TimelineRow, resolved
from furikaeri.markup.timeline_zones import ZoneFinder
from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from furikaeri.markup.timeline_entries import Entry

__all__ = ["TimelineRow", "Written", "read_timeline"]

_TELLING = frozenset({"item", "paragraph", "heading"})
_LISTS = frozenset({"item", "row"})
_LONGEST_INTRODUCTION = 200
_APART = frozenset({"actions", "lessons", "went_well", "went_wrong", "lucky", "timeline"})
_RUN = 3  # so many timed entries in one section are a timeline, whatever its heading says
_NOTES = 40


@dataclass(frozen=True, slots=True)
class Written:
    """A document taken apart once: its blocks, sections and timeline rows.

    `zone`: the words of the timeline's zone. `day`: the day that the document is about, None where it names none.
    """

    source: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    rows: tuple[TimelineRow, ...]
    zone: str
    day: date | None = None


def read_timeline(source: str, *, file: str = "") -> Written:
    """The document's blocks, sections and timeline rows. `file`: its name, which may hold the date."""
    parts = blocks(source)
    found = sections(source, parts)
    calendar = Calendar(source, parts, file)
    layout = Layout(source, context=source, day_first=calendar.day_first, positions=Positions.of(source))
    found = _going_on(found, layout)
    named = [*_timelines(found), *_introduced(source, parts, found)]
    told = [(s, layout.entries(parts[slice(*s.blocks)])) for s in named]
    timed = any(entry.time for _, entries in told for entry in entries)
    more = _elsewhere(parts, found, layout, labels_only=timed)
    told += more
    unnamed = {s.line for s, _ in more if s.line and s.role in {"background", "other"}}
    found = tuple(replace(s, role="timeline") if s.line in unnamed else s for s in found)
    finder = ZoneFinder(source, parts, [s.blocks for s, _ in told], [e for _, entries in told for e in entries])
    around = {s.line: up for s, up in zip(found, enclosing(found), strict=True)}
    rows: dict[int, TimelineRow] = {}
    for section, entries in told:
        titles = [s.title for s in (section, *around[section.line])]
        notes = _notes(source, parts[slice(*section.blocks)], entries)
        days = calendar.base(titles, notes), calendar.noted(notes)
        for row in resolved(entries, calendar, finder.default(titles, notes), *days):
            rows.setdefault(row.line, row)
    ordered = tuple(rows[line] for line in sorted(rows))
    zone = next((r.zone_words for r in ordered if r.zone_words), "")
    return Written(source, parts, found, ordered, zone, calendar.stated)


def _going_on(found: Sequence[Section], layout: Layout) -> tuple[Section, ...]:
    """The same; sections behind a timeline whose headings are moments ("## Feb 21, 13:00") belong to it."""
    done = list(found)
    last: int | None = None
    for n, s in enumerate(found):
        before = None if last is None else done[last]
        if s.role == "timeline" and s.announced and not s.label:
            last = n
        elif last is not None and before is not None and s.blocks.start - 1 >= before.blocks.end:
            if s.label or s.blocks.start - 1 > before.blocks.end or not layout.is_moment(s.title):
                last = None
                continue
            done[last] = replace(before, blocks=Span(before.blocks.start, s.blocks.end))
            done[n] = replace(s, role="timeline")
    return tuple(done)


def _timelines(found: Sequence[Section]) -> list[Section]:
    """The outermost sections that announce a timeline."""
    chosen: list[Section] = []
    for s in found:
        if s.role == "timeline" and s.announced and not (chosen and s.blocks.start < chosen[-1].blocks.end):
            chosen.append(s)
    return chosen


def _introduced(source: str, parts: Sequence[Block], found: Sequence[Section]) -> Iterator[Section]:
    """The lists and tables that a sentence calls a timeline ("This is the timeline of our actions:"), as sections."""
    at = 0
    for n, (block, below) in enumerate(pairwise(parts)):
        while at + 1 < len(found) and found[at + 1].blocks.start <= n:
            at += 1
        if block.kind != "paragraph" or below.kind not in _LISTS or found[at].role == "timeline":
            continue
        words = plain(source, block.pieces).text.rstrip(" *_\n")
        if words.endswith((":", "：")) and len(words) <= _LONGEST_INTRODUCTION and role_of(words) == "timeline":
            last = next((m for m in range(n + 1, len(parts)) if parts[m].kind not in _LISTS), len(parts))
            yield replace(found[at], blocks=Span(n + 1, last))


def _elsewhere(
    parts: Sequence[Block], found: Sequence[Section], layout: Layout, *, labels_only: bool
) -> list[tuple[Section, list[Entry]]]:
    """Runs of timed entries in sections that announce no timeline; tables only in documents without any other."""
    kinds = _TELLING if labels_only else _TELLING | {"row"}
    runs = []
    for s, following in zip_longest(found, found[1:]):
        if s.role in _APART or (labels_only and not s.label):
            continue
        end = s.blocks.end if following is None else min(s.blocks.end, following.blocks.start - (not following.label))
        told = [b for b in parts[s.blocks.start : end] if b.kind in kinds]
        entries = [e for e in layout.entries(told, named=False) if e.time is not None]
        clocks = sum(e.time is not None and e.time.clock is not None for e in entries)
        if clocks >= _RUN or any(e.link is not None for e in entries):
            runs.append((s, entries))
    return runs


def _notes(source: str, own: Sequence[Block], entries: Sequence[Entry]) -> list[str]:
    """The section's words that are no entry: where zones and dates are stated for all of them."""
    lines = {e.line for e in entries}
    notes = (b for b in own if b.kind in {"paragraph", "item"} and lines.isdisjoint(range(b.line, b.last_line + 1)))
    return [plain(source, b.pieces).text for b, _ in zip(notes, range(_NOTES), strict=False)]
