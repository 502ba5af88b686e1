"""The entries of a timeline section, whatever its layout: table, list, heading or bold line a time, plain lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from furikaeri.markup.clocks import half_width
from furikaeri.markup.plain import Plain, plain
from furikaeri.markup.timeline_entries import Entry, among_timed, headed, one_form, untimed_steps
from furikaeri.markup.timeline_tables import Columns, cell, columns
from furikaeri.markup.written_times import WrittenTime, leading
from furikaeri.markup.zones import zones
from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.positions import Positions

_TIMED_LABEL = re.compile(
    r"(?P<label>[A-Za-z](?:[^\d\n:：]|#\d){2,40}?)(?:[:：]|[ ]-)?[ ]{1,3}(?:at |on |about |around )?"
    r"(?=[12]\d{3}-\d\d-\d\d[ T]\d|\d{1,2}:\d\d"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ \-]\d)"
)
_LONE_REST = 20  # so much may stand behind "Detected: 14:05" and the time still is the item's


class Layout:
    """Reads blocks into entries. `context`: the document, for zones; `day_first`: how its 3/2 reads."""

    def __init__(self, source: str, *, context: str, day_first: bool, positions: Positions) -> None:
        self.source = source
        self.context = context
        self.day_first = day_first
        self.positions = positions
        self.named = True

    def entries(self, blocks: Sequence[Block], *, named: bool = True) -> list[Entry]:
        """The entries in reading order, dates that only head others marked as such, untimed steps among timed kept.

        Not `named`: nothing calls these blocks a timeline; then only tables that begin with the time count.
        """
        self.named = named
        found = list(self._read(blocks))
        if not any(e.time is not None and e.kind == "row" for e in found):
            coded = list(self._in_code(blocks))
            if len(coded) > 1:
                found = coded + [e for e in found if e.time is not None]
        found = headed(found)
        if not any(e.time is not None for e in found):
            return untimed_steps(found)
        return self._texts(blocks, one_form(among_timed(found)))

    def is_moment(self, title: str) -> bool:
        """Whether a heading begins with a clock reading, or is nothing but a date."""
        time = leading(title, context=self.context, day_first=self.day_first)
        return time is not None and (time.clock is not None or (time.date is not None and time.after >= len(title)))

    def _read(self, blocks: Sequence[Block]) -> Iterator[Entry]:
        run = 0
        rows: list[Block] = []
        for block in blocks:
            if rows and (block.kind != "row" or block.header):
                yield from self._table(rows)
                rows = []
            if block.kind == "row":
                rows.append(block)
            elif block.kind == "item" and not block.quoted:
                yield (item := self._item(block, run))
                if item.time is None and len(block.pieces) > 1:  # pasted text: the list ended without a blank line
                    yield from self._lines(block.pieces[1:], block.line + 1, "line")
            elif block.kind == "heading":
                run += 1
                yield from self._entry(plain(self.source, block.pieces), block.line, "heading", level=block.level)
            elif block.kind == "paragraph":
                run += block.level == 0
                if not block.quoted:
                    yield from self._lines(block.pieces, block.line, "line")
        yield from self._table(rows)

    def _in_code(self, blocks: Sequence[Block]) -> Iterator[Entry]:
        for block in blocks:
            if block.kind == "code":
                yield from self._lines([_trimmed(self.source, p) for p in block.pieces], block.line + 1, "code")

    def _table(self, rows: Sequence[Block]) -> Iterator[Entry]:
        places = columns(self.source, rows, self.context)
        if places is not None and (self.named or places.time <= 1):
            yield from (self._row(row, places) for row in rows if not row.header)

    def _row(self, row: Block, places: Columns) -> Entry:
        stated, event, link = (cell(row, n) for n in (places.time, places.event, places.link))
        time = self._time(stated)
        day = self._time(cell(row, places.date))
        if time is None and day is not None:
            time, day = day, None
        local = "" if stated is None else plain(self.source, (stated,)).text
        return Entry(
            kind="row", line=row.line, layout="table", time=time, day=day, zone=places.zone, text_line=row.line,
            span=row.pieces[0],
            local=local if time is None else local[time.start : time.end].strip() or local,
            text="" if event is None else self.source[slice(*event)],
            link=None if places.link is None else "" if link is None else self.source[slice(*link)],
        )  # fmt: skip

    def _time(self, span: Span | None) -> WrittenTime | None:
        if span is None:
            return None
        return leading(plain(self.source, (span,)).text, context=self.context, day_first=self.day_first)

    def _item(self, block: Block, run: int) -> Entry:
        words = plain(self.source, block.pieces)
        found = next(self._entry(words, block.line, "item", level=block.level, run=run), None) or self._labelled(words)
        if found is None:
            found = Entry(kind="row", line=0, layout="item", text=words.text.split("\n", 1)[0])
        span = Span(block.pieces[0].start, block.pieces[-1].end)
        return replace(
            found, line=block.line, text_line=found.text_line or block.line, level=block.level, run=run, span=span
        )

    def _labelled(self, words: Plain) -> Entry | None:
        """An entry like "Detected: 2026-03-02 08:15": the label is the event, the time stands behind it."""
        first = half_width(words.text.split("\n", 1)[0])
        label = _TIMED_LABEL.match(first)
        time = leading(first, label.end(), context=self.context, day_first=self.day_first) if label else None
        if label is None or time is None or time.clock is None:
            return None
        if time.date is None and len(first[time.after :].strip()) > _LONE_REST:
            return None
        local = first[time.start : time.end].strip()
        return Entry(kind="row", line=0, layout="item", time=time, local=local, text=label["label"].strip())

    def _lines(self, pieces: Sequence[Span], line: int, layout: str) -> Iterator[Entry]:
        """Every line that begins with a time begins an entry; the lines under it belong to it."""
        starts = []
        for n, piece in enumerate(pieces):
            words = plain(self.source, (piece,)).text
            time = leading(words, context=self.context, day_first=self.day_first)
            if self.source.startswith("![", piece.start):
                continue
            if time is not None and (time.clock or time.date) and not _runs_on(words, time):
                starts.append(n)
        for n, last in zip(starts, (*starts[1:], len(pieces)), strict=False):
            yield from self._entry(plain(self.source, pieces[n:last]), line + n, layout)

    def _entry(self, words: Plain, line: int, layout: str, *, level: int = 0, run: int = 0) -> Iterator[Entry]:
        """The entry that begins with a time, if the words do."""
        time = leading(words.text, context=self.context, day_first=self.day_first)
        if time is None or (time.grain == "none" and time.relative is None):
            return
        rest = words.text[time.after :]
        first = rest.strip().split("\n", 1)[0].strip()
        text, text_line = "", line
        if first:
            at = time.after + len(rest) - len(rest.lstrip())
            span = words.source_span(at, at + len(first))
            text, text_line = self.source[slice(*span)], self.positions.line(span.start)
        alone = layout == "line" and words.text[time.end :].lstrip(" \t").startswith("\n")
        heads = not first or alone or layout == "heading" or (layout == "line" and first[0] in "(（")
        only_day = time.clock is None and time.date is not None and not time.part
        kind = "date" if only_day and heads else "row"
        stated = zones(first, self.context) if kind == "date" else []  # "2 March (all times UTC)"
        yield Entry(
            kind=kind, zone=stated[0] if stated else None, line=line, layout=layout, level=level, run=run, time=time,
            text=text,
            text_line=text_line, local=words.text[time.start : time.end].strip(),
            span=words.source_span(0, len(words.text)),
        )  # fmt: skip

    def _texts(self, blocks: Sequence[Block], entries: list[Entry]) -> list[Entry]:
        """The same; entries whose time stands alone take their text from the block below."""
        worded = [b for b in blocks if b.kind in {"paragraph", "item"}]
        places = [b.line for b in worded]
        done = []
        for entry, following in zip_longest(entries, entries[1:]):
            at = bisect_right(places, entry.line)
            below = worded[at] if at < len(worded) and (following is None or worded[at].line < following.line) else None
            if entry.text or entry.layout == "table" or below is None:
                done.append(entry)
                continue
            span = Span(entry.span.start, below.pieces[-1].end)
            done.append(replace(entry, text=self.source[slice(*below.pieces[0])], text_line=below.line, span=span))
        return done


def _trimmed(source: str, span: Span) -> Span:
    text = source[span.start : span.end]
    left = len(text) - len(text.lstrip())
    return Span(span.start + left, max(span.start + left, span.start + len(text.rstrip())))


def _runs_on(line: str, time: WrittenTime) -> bool:
    """A wrapped line of prose that happens to begin with a time: the words go on in lower case after "on 3 March"."""
    begun = line[: time.start].strip()
    if begun:
        return False
    if time.clock is None and time.date is not None and time.after < len(line):
        return time.after == time.end + 1 and line[time.after : time.after + 1].islower()
    return line[time.end : time.end + 1] in {",", ".", ")"} and line[time.after : time.after + 1].islower()
