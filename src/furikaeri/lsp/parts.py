"""A document cut where each part reads the same alone as in its place, so that an edit makes only one be read again.

A cut stands before a marked heading (`## Impact`): it ends every paragraph, list, table and quotation. What reaches
over it is known: a fence or comment left open, front matter, and the headings above, which give a section its role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from furikaeri.markup.blocks import Block, blocks
from furikaeri.text import Span

# A table would swallow a heading that holds a bar.
_SEAM = re.compile(r" {0,3}#{1,6}[ \t]+[^\s|][^|\n]*$", re.MULTILINE)
_FENCE = re.compile("```|~~~")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as the sections of other parts see it."""

    level: int
    title: str

    @property
    def line(self) -> str:
        """A heading line that means the same."""
        return f"{'#' * self.level} {self.title}"


@dataclass(frozen=True, slots=True)
class Context:
    """The headings of other parts that decide the roles of sections in one: read it between them."""

    above: tuple[Heading, ...]
    below: tuple[Heading, ...]


EMPTY = Context((), ())


def contexts(parts: Sequence[tuple[Heading, ...]]) -> list[Context]:
    """The context of each part, given the headings of all.

    Above stand the headings that enclose it, and the first title. Below it matters only whether there is a further
    title, and that headings are marked in this document at all.
    """
    titles = [sum(h.level == 1 for h in part) for part in parts]
    below = sum(titles)
    first: Heading | None = None
    above: list[Heading] = []
    found: list[Context] = []
    marked = len(parts) > 1
    for part, own in zip(parts, titles, strict=True):
        below -= own
        behind = (Heading(1, "x"),) * min(2, below) or ((Heading(6, "x"),) if marked else ())
        lead = above if first is None or (above and above[0] is first) else [first, *above]
        found.append(Context(tuple(lead), behind))
        for heading in part:
            first = heading if first is None and heading.level == 1 else first
            above = [*(h for h in above if h.level < heading.level), heading]
    return found


def headings(source: str, found: Iterable[Block]) -> tuple[Heading, ...]:
    """The headings that shape the sections of other parts; bold lines reach no further than their own part."""
    return tuple(
        Heading(b.level, " ".join(source[p.start : p.end].strip() for p in b.pieces))
        for b in found
        if b.kind == "heading" and not b.marker
    )


def cuts(source: str, found: Iterable[Block], within: Span) -> list[int]:
    """Where `source` may be cut inside `within`, given its blocks, with both ends of it."""
    starts = [within.start]
    for block in found:
        if block.kind == "heading" and not block.marker and not block.quoted:
            line = source.rfind("\n", 0, block.pieces[0].start) + 1
            if within.start < line < within.end and _SEAM.match(source, line):
                starts.append(line)
    return [*starts, within.end]


def starts_with_seam(text: str) -> bool:
    """Whether a text begins with a heading before which a document may be cut."""
    return _SEAM.match(text) is not None


def closed(text: str) -> bool:
    """Whether every fence and comment that opens in a text also ends in it."""
    if text.rfind("<!--") > text.rfind("-->"):
        return False
    if not _FENCE.search(text):
        return True
    lines = text.split("\n")
    return all(b.last_line > b.line and _is_fence(lines[b.last_line - 1]) for b in blocks(text) if b.kind == "code")


def _is_fence(line: str) -> bool:
    return set(line.strip(" \t>\r")) in ({"`"}, {"~"})


def kept(old: Sequence[str], source: str) -> tuple[int, int]:
    """How many of the old parts `source` still begins with and, of the rest, ends with."""
    first = at = 0
    while first < len(old) and source.startswith(old[first], at):
        at += len(old[first])
        first += 1
    last, end = 0, len(source)
    while last < len(old) - first and end - len(old[-1 - last]) >= at and source.endswith(old[-1 - last], 0, end):
        end -= len(old[-1 - last])
        last += 1
    return first, last
