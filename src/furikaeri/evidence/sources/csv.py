"""Delimited text: any CSV or TSV with a header, from a spreadsheet, a chat, a log viewer, Timesketch."""

from __future__ import annotations

import csv  # the standard one: absolute imports don't see this module
import re
from typing import TYPE_CHECKING

from furikaeri.evidence.columns import columns
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.table import HEADER_ROWS, Row, read_table
from furikaeri.evidence.utf8 import Utf8, encoding_warning, lines, utf8, utf8_head
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened
    from furikaeri.model.event import Reading

MAX_ROW_BYTES = 1 << 20
_DELIMITERS = ",\t;|"
_MARKDOWN = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|", re.MULTILINE)
_NO_TABLE = ("{", "[", "<", "#!", "%PDF", "---", "commit ")

csv.field_size_limit(4 * MAX_ROW_BYTES)  # process-wide in the standard module; ours below is stricter and warns


def sniff(opened: Opened) -> float:
    """High where a header of the first rows names a time and something beside it, and rows have as many cells."""
    if opened.is_zip:
        return 0.0
    text = utf8_head(opened).decode("utf-8", "replace")
    if not text.strip() or "\x00" in text or text.lstrip().startswith(_NO_TABLE) or _MARKDOWN.search(text[:4000]):
        return 0.0
    delimiter = _delimiter(text)
    rows = _few_rows(text.splitlines(keepends=True)[:60], delimiter)
    for place, row in enumerate(rows[:HEADER_ROWS]):
        if len(row) < 2 or any(len(cell) > 60 for cell in row):
            continue
        found = columns(row, {})
        if found is None:
            continue
        alike = sum(len(r) == len(row) for r in rows[place + 1 :])
        if alike * 2 < len(rows) - place - 1:
            return 0.2
        return 0.7 if "text" in found.at else 0.25
    return 0.05 if opened.name.lower().endswith((".csv", ".tsv")) else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every row after the header as an event or a warning."""
    delimiter = _delimiter(utf8_head(opened).decode("utf-8", "replace"))
    with utf8(opened) as stream:
        note = encoding_warning(stream.encoding)
        if note is not None:
            yield note
        yield from read_table(_rows(stream, delimiter), SOURCE.name, context, opened.digest)


class _Endless(Exception):  # noqa: N818  # a signal between the feed and the loop, never seen outside
    """A quote was opened and not closed within the bytes a row may have."""


class _Feed:
    """The lines of a stream for csv.reader, none endless, with those of the row in progress at hand."""

    def __init__(self, stream: Utf8) -> None:
        self._pieces = _lines(stream)
        self._again: list[tuple[str, bool]] = []
        self.taken: list[tuple[str, bool]] = []
        self.size = 0
        self._cut = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        piece = self._again.pop() if self._again else next(self._pieces)
        if self.size + len(piece[0]) > MAX_ROW_BYTES and self.taken:
            self._again.append(piece)
            raise _Endless
        self.taken.append(piece)
        self._cut |= piece[1]
        self.size += len(piece[0])
        return piece[0]

    def done(self) -> bool:
        """Begins a new row; whether a line of the last one was cut."""
        cut = self._cut
        self._cut = False
        self.taken.clear()
        self.size = 0
        return cut

    def retreat(self) -> tuple[str, bool]:
        """The first line of the row in progress; its others will come again."""
        first = self.taken[0]
        self._again.extend(reversed(self.taken[1:]))
        self.done()
        return first


def _rows(stream: Utf8, delimiter: str) -> Iterator[Row]:
    """Row by row as csv reads it. A row whose quote never closes is read as its first line alone."""
    feed = _Feed(stream)
    number = 0
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
            cut = feed.done()
        except StopIteration:
            return
        except (_Endless, csv.Error):
            line, _ = feed.retreat() if feed.taken else ("", True)
            cells, cut = line.rstrip("\r\n").split(delimiter), True
            reader = csv.reader(feed, delimiter=delimiter)
        number += 1
        if cells:
            yield Row(f"#row={number}", cells, cut)


def _lines(stream: Utf8) -> Iterator[tuple[str, bool]]:
    for line, cut in lines(stream, MAX_ROW_BYTES):
        yield line.decode("utf-8", "replace") + "\n", cut


def _delimiter(text: str) -> str:
    """The one that cuts the first lines into the same number of cells, the most of them."""
    first = text.splitlines(keepends=True)[:60]
    scores = []
    for place, delimiter in enumerate(_DELIMITERS):
        rows = _few_rows(first, delimiter)
        widths = [len(r) for r in rows]
        width = max(widths, key=widths.count, default=1)
        named = any(columns(r, {}) is not None and len(r) > 1 for r in rows[:HEADER_ROWS])
        scores.append((named, width > 1, widths.count(width), width, -place))
    return _DELIMITERS[-max(scores)[-1]]


def _few_rows(some: list[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(some, delimiter=delimiter):
            if row:
                rows.append(row)  # noqa: PERF401  # what came before an error counts
    except csv.Error:
        pass
    return rows[:-1] if len(rows) > 2 and len(some) >= 60 else rows


SOURCE = Source(
    name="csv",
    title=Text("Table as CSV or TSV", "CSV・TSV の表"),
    view_rule=Text(
        "A row with a speaker was said in its channel: in view of that channel from its time on. "
        "A row without a speaker existed in a system; a record of who saw it has to come from elsewhere.",
        "発言者のある行は、その時刻からそのチャンネルの人に見えていたものとして扱います。"
        "発言者のない行はシステムに存在した記録で、誰に見えていたかはほかの記録によります。",
    ),
    sniff=sniff,
    read=read,
)
