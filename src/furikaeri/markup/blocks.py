"""Markdown or plain text to blocks with exact positions, in one pass over the lines.

Not a CommonMark renderer: postmortems are written in Markdown, in text pasted from PDF, in Japanese outline style,
often in all three at once. What matters here is that every word stays findable: each block keeps the source ranges it
is made of. Linear in the length of the text whatever it holds.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from furikaeri.markup.block import Block, BlockKind
from furikaeri.markup.table_cells import cells
from furikaeri.markup.titles import unmarked_title
from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Block", "BlockKind", "blocks"]

_LINE = re.compile(r"[^\n]*\n?")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t　]+|(?=[^\s#!\w&]|[぀-ヿ一-鿿]))(.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`\n]*$)|~{3,})[ \t]*([^\s`]*)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|[─━]{3,}[ \t]*)$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(
    r"(?P<indent>[ \t　]*)(?P<marker>[-*+•◦‣▪●○・◆◇]|\d{1,3}[.)．）]|[（(]\d{1,3}[)）]|[①-⑳]|[a-zA-Z][.)])"
    r"(?:(?<=[・●○◆◇①-⑳）．])[ \t　]*|[ \t　]+|$)(?P<task>\[[ xX]\][ \t]+)?"
)
_TABLE_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_COMMENT_ONLY = re.compile(r"[ \t]*<!--")
_MARKED = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_LABEL = re.compile(r"[ \t]*\*\*(?P<title>[^*\n]{2,40}?)(?::\*\*|：\*\*|\*\*[ ]?[:：])[ \t]*\S")
_WIKI_HEADING = re.compile(r"^(={2,6})[ \t]{0,4}([^=\n]{1,200}?)[ \t]{0,4}\1[ \t]{0,9}$", re.MULTILINE)
_WIKI_ITEM = re.compile(r"(?P<indent>)(?P<marker>[*#]{1,5})(?P<task>(?!))?[ \t]*")


def blocks(source: str) -> tuple[Block, ...]:
    """The blocks of `source` in reading order. Blank lines and table delimiters belong to none."""
    return tuple(_Scanner(source).scan())


class _Scanner:
    """One pass over the lines with the little state that Markdown needs."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = [Span(m.start(), m.end() - m.group().endswith("\n")) for m in _LINE.finditer(source) if m.group()]
        self.at = 0
        self.open: list[Span] = []
        self.first = 0
        self.item: re.Match[str] | None = None
        self.item_level = 0
        self.indents: list[int] = []
        self.quoted = False
        self.blank_before = True
        self.unclosed: set[str] = set()
        self.nests = True  # until a fence proves that this text does not
        self.wiki = len(list(islice(_WIKI_HEADING.finditer(source), 2))) == 2
        self.marked = self.wiki or _MARKED.search(source) is not None

    def scan(self) -> Iterator[Block]:
        yield from self._front_matter()
        while self.at < len(self.lines):
            span = self.lines[self.at]
            text = self.source[span.start : span.end]
            if text.endswith("\r"):
                text, span = text[:-1], Span(span.start, span.end - 1)
            quoted = False
            offset = 0
            while (mark := _QUOTE.match(text, offset)) and offset < 64:
                quoted, offset = True, mark.end()
            if quoted != self.quoted and (quoted or text.strip()):
                yield from self._close()
                self.quoted = quoted
            yield from self._line(text[offset:], span.start + offset)
        yield from self._close()

    def _front_matter(self) -> Iterator[Block]:
        fence = self.source[slice(*self.lines[0])].strip() if self.lines else ""
        if fence not in {"---", "+++"}:
            return
        for n in range(1, min(len(self.lines), 200)):
            if self.source[slice(*self.lines[n])].strip() in {fence, "..."}:
                yield Block(kind="front-matter", pieces=tuple(self.lines[1:n]), line=1, last_line=n + 1)
                self.at = n + 1
                return

    def _line(self, text: str, start: int) -> Iterator[Block]:
        n = self.at
        stripped = text.strip()
        if not stripped:
            yield from self._close()
            self.blank_before = True
            self.at += 1
            return
        first = stripped[0]
        if first in "`~" and (fence := _FENCE.match(text)):
            yield from self._close()
            yield self._code(fence)
        elif first == "<" and _COMMENT_ONLY.match(text):
            yield from self._close()
            yield self._comment()
        elif first == ("=" if self.wiki else "#") and (
            heading := (_WIKI_HEADING if self.wiki else _HEADING).match(text)
        ):
            yield from self._close()
            self.indents.clear()
            yield self._heading(Span(start + heading.start(2), start + heading.end(2)), len(heading[1]))
        elif first in "=-" and self.open and self.item is None and (under := _SETEXT.match(text)):
            yield Block(
                kind="heading", pieces=tuple(self.open), line=self.first + 1, last_line=n + 1,
                level=1 if under[1][0] == "=" else 2, quoted=self.quoted,
            )  # fmt: skip
            self.open.clear()
            self.at += 1
        elif title := unmarked_title(text, marked=self.marked):
            yield from self._close()
            self.indents.clear()
            yield self._heading(Span(start + title.start, start + title.end), 6 if self.marked else 2, first)
        elif first in "-*_─━" and _RULE.match(text):
            yield from self._close()
            yield Block(kind="rule", pieces=(Span(start, start + len(text)),), line=n + 1, last_line=n + 1)
            self.at += 1
        elif "|" in text and (self._table_starts(text) or first == "|"):
            yield from self._close()
            yield from self._table(text, start)
        elif item := (self.wiki and _WIKI_ITEM.match(text)) or _ITEM.match(text):
            yield from self._close()
            self._open_item(item, text, start)
        else:
            if first == "*" and self.open and self.item is None and _LABEL.match(text):
                yield from self._close()
            self._continue(text, start)
        self.blank_before = False

    def _heading(self, piece: Span, level: int, marker: str = "") -> Block:
        self.at += 1
        return Block(
            kind="heading", pieces=(piece,), line=self.at, last_line=self.at, level=level, marker=marker,
            quoted=self.quoted,
        )  # fmt: skip

    def _open_item(self, item: re.Match[str], text: str, start: int) -> None:
        indent = len(item["marker"]) if self.wiki else len(item["indent"].expandtabs(4))
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1]:
            self.indents.append(indent)
        self.item, self.item_level, self.first = item, len(self.indents), self.at
        self.open.append(Span(start + item.end(), start + len(text.rstrip())))
        self.at += 1

    def _continue(self, text: str, start: int) -> None:
        left = len(text) - len(text.lstrip())
        if not self.open:
            self.first = self.at
            if not left:
                self.indents.clear()
        self.open.append(Span(start + left, start + len(text.rstrip())))
        self.at += 1

    def _close(self) -> Iterator[Block]:
        if not self.open:
            return
        pieces = tuple(self.open)
        self.open.clear()
        line, last, item = self.first + 1, self.first + len(pieces), self.item
        self.item = None
        if item is None:
            yield Block(
                kind="paragraph", pieces=pieces, line=line, last_line=last, level=len(self.indents), quoted=self.quoted
            )
        else:
            task = item["task"]
            yield Block(
                kind="item", pieces=pieces, line=line, last_line=last, level=self.item_level, marker=item["marker"],
                checked=None if task is None else task[1] in "xX", quoted=self.quoted,
            )  # fmt: skip

    def _code(self, fence: re.Match[str]) -> Block:
        """Up to the closing fence; where none follows, up to the first line that ends with one, as pasted texts do."""
        first = self.at
        close = re.compile(rf"[ \t>]*{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t\r]*$")
        self.at += 1
        begin = self.at
        if fence[1] not in self.unclosed and not (
            (self.nests and fence[2].lower() in {"markdown", "md"} and self._closed(close, nests=True))
            or self._closed(close)
        ):
            self.unclosed.add(fence[1])
        if fence[1] in self.unclosed:
            while self.at < len(self.lines) and not self.source[slice(*self.lines[self.at])].rstrip().endswith(
                fence[1]
            ):
                self.at += 1
        pieces = tuple(self.lines[begin : self.at])
        self.at += 1
        return Block(
            kind="code", pieces=pieces, line=first + 1, last_line=min(self.at, len(self.lines)), info=fence[2],
            quoted=self.quoted,
        )  # fmt: skip

    def _closed(self, close: re.Pattern[str], *, nests: bool = False) -> bool:
        """Goes on to the closing fence; stays where none follows. `nests`: examples of Markdown hold fenced examples."""
        begin, nested = self.at, 0
        while self.at < len(self.lines):
            closes = close.match(self.source, *self.lines[self.at])
            if closes and not nested:
                return True
            opens = _FENCE.match(self.source, *self.lines[self.at]) if nests else None
            nested += -1 if closes else bool(opens and opens[2])
            self.at += 1
        self.at, self.nests = begin, self.nests and not nests
        return False

    def _comment(self) -> Block:
        first = self.at
        end = self.source.find("-->", self.lines[first].start)
        end = len(self.source) if end < 0 else end
        while self.at < len(self.lines) and self.lines[self.at].end < end:
            self.at += 1
        self.at += 1
        pieces = tuple(self.lines[first : self.at])
        return Block(kind="comment", pieces=pieces, line=first + 1, last_line=min(self.at, len(self.lines)))

    def _table_starts(self, text: str) -> bool:
        if self.at + 1 >= len(self.lines):
            return False
        below = self.source[slice(*self.lines[self.at + 1])].strip().removeprefix(">").strip()
        return (
            "-" in below
            and "|" in (below + text)
            and bool(_TABLE_DELIMITER.match(below))
            and ("|" in below or "|" in text)
        )

    def _table(self, text: str, start: int) -> Iterator[Block]:
        header = self._table_starts(text)
        self.indents.clear()
        while True:
            if not (_TABLE_DELIMITER.match(text) and "-" in text):
                row = tuple(cells(text, start))
                piece = Span(start, start + len(text.rstrip()))
                yield Block(
                    kind="row", pieces=(piece,), line=self.at + 1, last_line=self.at + 1, cells=row, header=header,
                    quoted=self.quoted,
                )  # fmt: skip
                header = False
            self.at += 1
            if self.at >= len(self.lines):
                return
            span = self.lines[self.at]
            text = self.source[span.start : span.end].rstrip("\r")
            mark = _QUOTE.match(text) if self.quoted else None
            text, start = (text[mark.end() :], span.start + mark.end()) if mark else (text, span.start)
            if "|" not in text or not text.strip():
                return
