"""A block's words without Markdown, and the way back from each of them to the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from furikaeri.text import Span

# The first character alone is searched for, all else is looked at from there: that is what makes it quick.
_INLINE = re.compile(
    r"[`!\[<\\&*~_](?:"
    r"(?P<code>(?<=`)(?P<ticks>`{0,2})(?P<inner>[^`\n]{1,400})`(?P=ticks))"
    r"|(?P<image>(?<=!)\[(?P<alt>[^\[\]\n]{0,300})\]\([^()\n]{0,600}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\))"
    r"|(?P<link>(?<=\[)(?P<label>[^\[\]\n]{0,400})\](?:\([^()\n]{0,600}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\[\]\n]{0,100}\]))"
    r"|(?P<auto>(?<=<)(?P<url>[a-z][a-z0-9+.-]{1,20}:[^<>\s]{1,600})>)"
    r"|(?P<tag>(?<=<)(?:/?[a-zA-Z][^<>\n]{0,300}>|!--[^\n]{0,600}?-->))"
    r"|(?P<escape>(?<=\\)(?P<char>[!-/:-@\[-`{-~]))"
    r"|(?P<entity>(?<=&)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
    r"|(?P<emphasis>(?<=\*)\*{0,2}|(?<=~)~|(?<![A-Za-z0-9_]_)(?<=_)_{0,2}(?=[^\s_])|(?<=[^\s_]_)_{0,2}(?![A-Za-z0-9_]))"
    r")"
)
_SPECIAL = re.compile(r"[`\[<\\&*~_!]")


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` holds the words; `code` the ranges in it that stood in code spans, `links` those of link labels.

    `starts`/`sources` are parallel: from plain offset `starts[i]` on, the source offset runs along from `sources[i]`.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    code: tuple[Span, ...] = ()
    links: tuple[tuple[Span, str], ...] = ()

    def source_offset(self, at: int) -> int:
        """Where the character at plain offset `at` stands in the source."""
        i = bisect_right(self.starts, at) - 1
        return self.sources[i] + at - self.starts[i]

    def source_span(self, start: int, end: int) -> Span:
        """The source range of a non-empty plain range."""
        return Span(self.source_offset(start), self.source_offset(max(start, end - 1)) + 1)


def plain(source: str, pieces: Iterable[Span]) -> Plain:
    """The words of some ranges of the source, joined by newlines, inline Markdown taken off."""
    pieces = tuple(pieces)
    if not any(_SPECIAL.search(source, begin, end) for begin, end in pieces):
        return _as_it_stands(source, pieces)
    out: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    code: list[Span] = []
    links: list[tuple[Span, str]] = []
    length = 0

    def put(text: str, at: int) -> None:
        nonlocal length
        if text:
            starts.append(length)
            sources.append(at)
            out.append(text)
            length += len(text)

    for n, (begin, end) in enumerate(pieces):
        if n:
            put("\n", begin - 1)
        at = begin
        if _SPECIAL.search(source, begin, end):
            for m in _INLINE.finditer(source, begin, end):
                put(source[at : m.start()], at)
                at = m.end()
                group = m.lastgroup if m.lastgroup in _KEPT else _outer(m)
                if group == "code":
                    code.append(Span(length, length + len(m["inner"])))
                    put(m["inner"], m.start("inner"))
                elif group == "link":
                    links.append((Span(length, length + len(m["label"])), source[m.end("label") + 2 : m.end() - 1]))
                    put(m["label"], m.start("label"))
                elif group == "image":
                    put(m["alt"], m.start("alt"))
                elif group == "auto":
                    put(m["url"], m.start("url"))
                elif group == "escape":
                    put(m["char"], m.start("char"))
                elif group == "entity":
                    put(html.unescape(m.group())[:1], m.start())
        put(source[at:end], at)
    return Plain("".join(out), tuple(starts) or (0,), tuple(sources) or (0,), tuple(code), tuple(links))


def _as_it_stands(source: str, pieces: tuple[Span, ...]) -> Plain:
    """The words of ranges that hold no Markdown: most are such."""
    starts: list[int] = []
    length = 0
    for begin, end in pieces:
        starts.append(length)
        length += end - begin + 1
    text = "\n".join([source[begin:end] for begin, end in pieces])
    return Plain(text, tuple(starts) or (0,), tuple([begin for begin, _ in pieces]) or (0,))


_KEPT = frozenset({"code", "image", "link", "auto", "tag", "escape", "entity", "emphasis"})


def _outer(m: re.Match[str]) -> str:
    return next(name for name in _KEPT if m[name] is not None)
