"""The entries of a timeline section, whatever its layout: table, list, heading or bold line a time, plain lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from furikaeri.markup.plain import Plain, plain
from furikaeri.markup.timeline_tables import Columns, cell, columns
from furikaeri.markup.written_times import WrittenTime, half_width, leading
from furikaeri.text import Span
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from furikaeri.markup.zones import WrittenZone
    from furikaeri.markup.positions import Positions
    from furikaeri.markup.blocks import Block
    from collections.abc import Iterator, Sequence


_TIMED_LABEL = re.compile(
    r"(?P<label>[A-Za-z][^\d\n:：]{2,40}?)(?:[:：]|[ ]-)?[ ]{1,3}(?:at |on |about |around )?(?=[12]\d{3}-\d\d-\d\d[ T]\d|\d{1,2}:\d\d|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ \-]\d)"
)


class Layout:
    """Reads the blocks of one section into entries. `context`: the document; `day_first`: how its 3/2 reads."""

    def __init__(
        self, source: str, blocks: Sequence[Block], *, context: str, day_first: bool, positions: Positions
    ) -> None:
        self.source = source
        self.blocks = blocks
        self.context = context
        self.day_first = day_first
        self.positions = positions

    def entries(self) -> list[Entry]:
        """The entries in reading order, dates that only head others marked as such, untimed steps among timed kept."""
        found = list(self._read())
        timed = [e for e in found if e.time is not None]
        if not any(e.kind == "row" for e in timed):
            coded = list(self._in_code())
            timed = coded if len(coded) >= 2 else timed
            found = coded + [e for e in found if e.time is not None] if len(coded) >= 2 else found
        found = headed(found)
        if not any(e.time is not None for e in found):
            return untimed_steps(found)
        lists = {(e.run, e.level) for e in found if e.time is not None and e.layout == "item"}
        by_heading = any(e.layout == "heading" and e.time is not None and e.kind == "row" for e in found)
        kept = [
            e for e in found
            if e.time is not None or e.layout == "table" or (e.layout == "item" and (e.run, e.level) in lists and not by_heading)
        ]  # fmt: skip
        return self._texts(one_form(kept))

    def _read(self) -> Iterator[Entry]:
        run = 0
        n = 0
        while n < len(self.blocks):
            block = self.blocks[n]
            if block.kind == "row":
                last = n
                while (
                    last < len(self.blocks)
                    and self.blocks[last].kind == "row"
                    and (last == n or not self.blocks[last].header)
                ):
                    last += 1
                yield from self._table(self.blocks[n:last])
                n = last
                continue
            if block.kind == "item" and not block.quoted:
                yield from self._item(block, run)
            elif block.kind == "heading":
                run += 1
                yield from self._heading(block)
            elif block.kind == "paragraph":
                run += block.level == 0
                if not block.quoted:
                    yield from self._lines(block, "line", block.pieces)
            n += 1

    def _table(self, rows: Sequence[Block]) -> Iterator[Entry]:
        places = columns(self.source, rows, self.context)
        if places is None:
            return
        for row in rows:
            if not row.header:
                yield self._row(row, places)

    def _row(self, row: Block, places: Columns) -> Entry:
        stated, event, link = (cell(row, n) for n in (places.time, places.event, places.link))
        time = self._leading(stated)
        day = self._leading(cell(row, places.date))
        if time is None and day is not None:
            time, day = day, None
        text = "" if event is None else self.source[event.start : event.end]
        return Entry(
            kind="row", line=row.line, layout="table", time=time, day=day, zone=places.zone, text=text, text_line=row.line,
            local="" if stated is None else _words(self.source, stated, time), span=row.pieces[0],
            link=None if places.link is None else "" if link is None else self.source[link.start : link.end],
        )  # fmt: skip

    def _leading(self, span: Span | None) -> WrittenTime | None:
        if span is None:
            return None
        return leading(plain(self.source, (span,)).text, context=self.context, day_first=self.day_first)

    def _item(self, block: Block, run: int) -> Iterator[Entry]:
        words = plain(self.source, block.pieces)
        entry = self._entry(words, 0, len(words.text), block.line, "item", block.level, run)
        if entry is None:
            time_after = self._labelled(words)
            if time_after is not None:
                yield replace(time_after, line=block.line, text_line=block.line, level=block.level, run=run)
                return
            text = words.text.split("\n", 1)[0]
            yield Entry(
                kind="row", line=block.line, text_line=block.line, layout="item", level=block.level, run=run, text=text,
                span=Span(block.pieces[0].start, block.pieces[-1].end),
            )  # fmt: skip
            return
        yield entry

    def _labelled(self, words: Plain) -> Entry | None:
        """ "First detected: 2023-07-21 08:15": the label is the event, the time stands behind it."""
        first = half_width(words.text.split("\n", 1)[0])
        m = _TIMED_LABEL.match(first)
        if m is None:
            return None
        time = leading(first, m.end(), context=self.context, day_first=self.day_first)
        if time is None or time.clock is None:
            return None
        rest = first[time.after :].strip()
        if time.date is None and len(rest) > 20:
            return None
        return Entry(
            kind="row", line=0, layout="item", time=time, local=first[time.start : time.end].strip(), text=m["label"].strip(),
            span=words.source_span(0, len(words.text)),
        )  # fmt: skip

    def _heading(self, block: Block) -> Iterator[Entry]:
        words = plain(self.source, block.pieces)
        entry = self._entry(words, 0, len(words.text), block.line, "heading", block.level, 0)
        if entry is not None:
            yield entry

    def _lines(self, block: Block, layout: str, pieces: Sequence[Span]) -> Iterator[Entry]:
        """Every line that begins with a time begins an entry; the lines under it belong to it."""
        starts: list[tuple[int, WrittenTime | None]] = []
        texts = [plain(self.source, (p,)) for p in pieces]
        for n, words in enumerate(texts):
            time = leading(words.text, context=self.context, day_first=self.day_first)
            if (
                time is not None
                and (time.clock is not None or time.date is not None)
                and not _runs_on(words.text, time)
            ):
                starts.append((n, time))
        for at, (n, _) in enumerate(starts):
            last = starts[at + 1][0] if at + 1 < len(starts) else len(pieces)
            words = plain(self.source, pieces[n:last])
            entry = self._entry(words, 0, len(words.text), block.line + n + (block.kind == "code"), layout, 0, 0)
            if entry is not None:
                yield entry

    def _in_code(self) -> Iterator[Entry]:
        for block in self.blocks:
            if block.kind == "code":
                pieces = tuple(_trimmed(self.source, p) for p in block.pieces)
                yield from self._lines(block, "code", pieces)

    def _entry(self, words: Plain, start: int, end: int, line: int, layout: str, level: int, run: int) -> Entry | None:
        time = leading(words.text, start, context=self.context, day_first=self.day_first)
        if time is None or (time.grain == "none" and time.relative is None):
            return None
        rest = words.text[time.after : end]
        left = len(rest) - len(rest.lstrip())
        first = rest.strip().split("\n", 1)[0].strip()
        text_at = time.after + left
        text, text_line = "", line
        if first:
            span = words.source_span(text_at, text_at + len(first))
            text, text_line = self.source[span.start : span.end], self.positions.line(span.start)
        return Entry(
            kind="date" if time.clock is None and time.date is not None and not time.part and (not first or layout == "heading" or (layout == "line" and first[0] in "(（")) else "row",
            line=line, layout=layout, level=level, run=run, time=time, text=text, text_line=text_line,
            local=words.text[time.start : time.end].strip(), span=words.source_span(start, end),
        )  # fmt: skip

    def _texts(self, entries: list[Entry]) -> list[Entry]:
        """Entries whose time stands alone take their text from the block below."""
        lines = [e.line for e in entries]
        worded = [b for b in self.blocks if b.kind in {"paragraph", "item"} and b.pieces]
        places = [b.line for b in worded]
        done = []
        for n, entry in enumerate(entries):
            if entry.text or entry.layout == "table":
                done.append(entry)
                continue
            limit = lines[n + 1] if n + 1 < len(lines) else 1 << 60
            at = bisect_right(places, entry.line)
            below = worded[at] if at < len(worded) and worded[at].line < limit else None
            if below is None:
                done.append(entry)
            else:
                piece = below.pieces[0]
                done.append(
                    replace(
                        entry,
                        text=self.source[piece.start : piece.end],
                        text_line=below.line,
                        span=Span(entry.span.start, below.pieces[-1].end),
                    )
                )
        return done


def _words(source: str, span: Span, time: WrittenTime | None) -> str:
    words = plain(source, (span,)).text
    return words if time is None else words[time.start : time.end].strip() or words


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
