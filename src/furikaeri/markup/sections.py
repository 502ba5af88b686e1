"""Sections of a document and the role each plays in a review."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.markup.plain import plain
from furikaeri.markup.titles import Role, announces, is_aside, opens, role_of
from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.markup.blocks import Block

__all__ = ["Role", "Section", "enclosing", "role_of", "sections"]

LABEL_LEVEL = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the blocks under it.

    `blocks` is a range of indices into the document's blocks, without the heading; subsections' blocks are included.
    The text before the first heading is a section with `line` 0.

    `announced`: the role stands in the heading's own words; else it comes from the section around it. A bold label
    that opens a paragraph or an item ("**Impact**: …"), or the header of a table of action items, is a section too: a
    `label`, whose own block is the first of it.
    """

    role: Role
    title: str
    line: int
    level: int
    blocks: Span
    announced: bool = False
    label: bool = False


# A title says what the document is about; such words in it announce no section.
_DOCUMENT = re.compile(
    r"post-?mortem|incident|report|retrospective|障害報告|インシデント|振り返り|ふりかえり|ポストモーテム|報告書",
    re.IGNORECASE,
)
_TABLE_OF_ACTIONS = re.compile(r"action items?|アクション(?:アイテム)?|再発防止策", re.IGNORECASE)
_LABEL = re.compile(r"\s*\*\*(?P<title>[^*\n]{2,60}?)[:：]?\*\*[ ]?(?P<rest>[:：]?)")
_MOMENT = re.compile(r"\W{0,4}(?:\d{1,2}:\d\d|\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?\b)")
_PHASES: frozenset[Role] = frozenset(
    {"detection", "resolution", "impact", "trigger", "root_cause", "messages", "background"}
)
_LABELLED_ROLES_OPEN = frozenset({"other", "summary"})


def sections(source: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Every heading's section in reading order; a subsection that announces no role takes the one around it."""
    heads = _heads(source, blocks)
    first_heading = next((n for n, _, _, start in heads if start > n), len(blocks))
    found = [Section(role="other", title="", line=0, level=0, blocks=Span(0, first_heading))]
    ends = _ends(heads, len(blocks))
    above: list[Section] = []
    only_title = sum(level == 1 for _, _, level, _ in heads) == 1
    title_seen = False
    for (n, title, level, start), end in zip(heads, ends, strict=True):
        above = [s for s in above if s.level < level]
        around: Role = above[-1].role if above else "other"
        label = start == n
        if label and above and _stays_a_word(source, blocks[n], title, above[-1]):
            continue
        role = role_of(title)
        is_title = level == 1 and not title_seen
        title_seen = title_seen or level == 1
        if is_title and (only_title or _DOCUMENT.search(title)) and not announces(title):
            role = "other"
        aside = is_aside(title)
        announced = role != "other" and not aside
        if aside:
            role = "other"
        elif not announced:
            role = around
        elif (
            (around == "actions" and role in _PHASES)
            or (around == "timeline" and _MOMENT.match(title))
            or (above and above[-1].announced and _is_point(title, above[-1].title))
        ):
            role = (
                around  # "Detect", "Mitigate" among actions are their kinds; "3. …" is a point of what it stands under
            )
        section = Section(
            role=role,
            title=title,
            line=blocks[n].line,
            level=level,
            blocks=Span(start, end),
            announced=announced,
            label=label,
        )
        above.append(section)
        found.append(section)
    return tuple(found)


def _stays_a_word(source: str, block: Block, title: str, around: Section) -> bool:
    """Whether a bold label inside a section is a mere word of it, not a section of its own."""
    if role_of(title) == "actions":
        goes_on = block.kind != "row" and source[block.pieces[0].end - 1] not in "*:："
        return around.role == "actions" or (around.announced and goes_on)
    return around.announced or around.role not in _LABELLED_ROLES_OPEN


def _is_point(title: str, above: str) -> bool:
    return title[:1].isdigit() and not above[:1].isdigit()


def enclosing(found: Sequence[Section]) -> tuple[tuple[Section, ...], ...]:
    """For each section, in the same order, the sections around it, the innermost first."""
    around: list[tuple[Section, ...]] = []
    open_: list[Section] = []
    for section in found:
        while open_ and (open_[-1].level >= section.level or open_[-1].blocks.end < section.blocks.end):
            open_.pop()
        around.append(tuple(reversed(open_)))
        if section.line:
            open_.append(section)
    return tuple(around)


def _heads(source: str, blocks: Sequence[Block]) -> list[tuple[int, str, int, int]]:
    """Index, title, level and first content block of every heading and label."""
    heads = []
    level = LABEL_LEVEL  # labels are siblings of bold lines that stand among them
    for n, block in enumerate(blocks):
        if block.kind == "heading":
            heads.append((n, plain(source, block.pieces).text, block.level, n + 1))
            level = block.level if block.marker == "*" else LABEL_LEVEL
        elif block.kind == "row" and block.header:
            title = next(
                (t for c in block.cells if _TABLE_OF_ACTIONS.fullmatch(t := plain(source, (c,)).text.strip())), None
            )
            if title is not None:
                heads.append((n, "Action items", level, n))
        elif (
            block.kind in {"item", "paragraph"}
            and block.level <= 1
            and block.pieces
            and (label := _LABEL.match(source, *block.pieces[0]))
        ):
            whole = label.end() >= block.pieces[0].end
            if (label["rest"] or whole or source[label.end() - 3] in ":：") and opens(label["title"]):
                heads.append((n, label["title"], level, n))
    return heads


def _ends(heads: Sequence[tuple[int, str, int, int]], last: int) -> list[int]:
    """Where each section ends: before the next heading of its level or a higher one; in one pass from behind."""
    ends = [last] * len(heads)
    waiting: list[tuple[int, int]] = []
    for at in range(len(heads) - 1, -1, -1):
        n, _, level, _ = heads[at]
        while waiting and waiting[-1][0] > level:
            waiting.pop()
        ends[at] = waiting[-1][1] if waiting else last
        waiting.append((level, n))
    return ends
