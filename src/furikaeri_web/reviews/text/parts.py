"""A review cut at its headings, so that one part can be written while others write the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,2})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_NOT_A_SLUG = re.compile(r"[^\w]+")
_SLUG = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands under one heading, heading included. `key` stays the same while its heading does; "" opens the text.

    `body`: where the words beneath the heading begin.
    """

    key: str
    title: str
    level: int
    span: Span
    body: int


def parts(markdown: str) -> tuple[Part, ...]:
    """The parts in reading order, which together are the whole text; headings of the first and second level cut it.

    The first-level heading at the top is the title of the whole and cuts nothing.
    """
    heads = list(_heads(markdown))
    if _opens_with_title(markdown, heads):
        heads = heads[1:]
    bounds = [*(start for start, *_ in heads), len(markdown)]
    found = [Part(key="", title="", level=0, span=Span(0, bounds[0]), body=0)] if bounds[0] or not heads else []
    seen: dict[str, int] = {}
    for n, (start, level, title, body) in enumerate(heads):
        slug = _NOT_A_SLUG.sub("-", title.lower()).strip("-")[:_SLUG].strip("-") or "part"
        seen[slug] = seen.get(slug, 0) + 1
        key = slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
        found.append(Part(key=key, title=title, level=level, span=Span(start, bounds[n + 1]), body=body))
    return tuple(found)


def part_of(found: Sequence[Part], key: str, n: int | None = None) -> Part | None:
    """The part of that key; the one at place `n` where its heading was renamed meanwhile."""
    by_key = next((p for p in found if p.key == key), None)
    return by_key or (found[n] if n is not None and 0 <= n < len(found) else None)


def put(markdown: str, part: Part, text: str) -> str:
    """The whole text with another text in the place of one part; a heading that follows keeps its own line."""
    before, after = markdown[: part.span.start], markdown[part.span.end :]
    if after and text and not text.endswith("\n\n"):
        text = text.rstrip("\n") + "\n\n"
    if before and text and not before.endswith("\n"):
        before += "\n"
    return before + text + after


def title_of(markdown: str) -> str:
    """The title that a text gives itself by a first-level heading at its top; "" for none."""
    heads = list(_heads(markdown))
    return heads[0][2] if _opens_with_title(markdown, heads) else ""


def _opens_with_title(markdown: str, heads: Sequence[tuple[int, int, str, int]]) -> bool:
    levels = [level for _, level, _, _ in heads]
    if levels[:1] != [1]:
        return False
    return levels.count(1) == 1 or (levels[1:2] == [2] and not markdown[: heads[0][0]].strip())


def _heads(markdown: str) -> Iterator[tuple[int, int, str, int]]:
    """Start, level, title and end of each heading that stands neither in a code block nor in a comment."""
    fence, comment, at = "", False, 0
    for line in markdown.splitlines(keepends=True):
        start, at = at, at + len(line)
        bare = line.rstrip("\r\n")
        if comment:
            comment = "-->" not in bare
        elif fence:
            mark = _FENCE.match(bare)
            if mark and mark[1].startswith(fence) and not bare.strip(" \t" + fence[0]):
                fence = ""
        elif mark := _FENCE.match(bare):
            fence = mark[1]
        elif bare.lstrip(" ").startswith("<!--"):
            comment = "-->" not in bare
        elif heading := _HEADING.match(bare):
            yield start, len(heading[1]), (heading[2] or "").strip(), at
