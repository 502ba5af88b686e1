"""The action items of a written review, in whatever form: lists, checkboxes, tables, headings, prose."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from furikaeri.documents.action_item import ActionItem, Form, is_marked_done, is_nothing, owner_in, ticket_in
from furikaeri.documents.action_tables import table_items
from furikaeri.markup.plain import plain
from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.sections import Section
    from furikaeri.markup.timeline import Written

__all__ = ["ActionItem", "action_items"]

_INTRODUCES = re.compile(
    r"to (?:prevent|avoid|ensure|reduce|mitigate|improve|address)|prevent(?:ing)? (?:this|similar|such|future)"
    r"|in (?:the )?future|going forward|next steps?|action items?|follow.?ups?"
    r"|we (?:will|plan|are going|have (?:made|taken|decided|since)|.ve (?:made|taken))|再発防止|対策|今後",
    re.IGNORECASE,
)
_LINK_DEFINITION = re.compile(r"\[[^\]\n]{1,100}\]:[ \t]")
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[.)．）]|[①-⑳]|[(（]?\d{1,2}[)）]|(?:action|step|AI)[ -]?#?\d|対策\s?\d|TODO\b|\[[ x]\])",
    re.IGNORECASE,
)
_COMMITS = re.compile(
    r"\b(?:will|shall|should|must|can|need|plan|plans|planning|going to|intend|aim|want|hope|look(?:ing)? into|propose"
    r"|have (?:now |already |since )?\w+(?:ed|en)|(?:are|is) \w+ing)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[A-Z][^\n]{10,}[.!]")
_LABEL = re.compile(r"[^:：\n]{1,60}[:：]\s*")
_SHORT, _SHORTEST = 200, 20
_TOLD = frozenset({"background", "root_cause", "impact", "trigger", "detection", "timeline", "summary"})
_MOST_NESTED = 50
_FOLLOWING = 2000


def action_items(written: Written) -> tuple[ActionItem, ...]:
    """Every action item of the document in reading order; nested bullets belong to their parent."""
    told = {row.line for row in written.rows} | {row.text_line for row in written.rows}
    found = [item for s, inner in _action_sections(written.sections) for item in _of_section(written, s, inner)]
    if not found:
        found = list(_introduced(written))
    if not found:
        found = [item for s, inner in _action_sections(written.sections) for item in _prose(written, _own(s, inner))]
    by_line: dict[int, ActionItem] = {}
    for item in found:
        if item.line not in told:
            by_line.setdefault(item.line, item)
    return tuple(by_line[line] for line in sorted(by_line))


def _action_sections(found: Sequence[Section]) -> Iterator[tuple[Section, list[Section]]]:
    """The outermost sections of actions, each with the sections inside it."""
    last = -1
    for n, s in enumerate(found):
        if s.role != "actions" or s.blocks.end <= last:
            continue
        last = s.blocks.end
        inner = []
        for o in islice(found, n + 1, None):
            if o.blocks.start >= last:
                break
            inner.append(o)
        yield s, inner


def _own(section: Section, inner: Sequence[Section]) -> list[int]:
    """The indices of the section's blocks without those of inner sections that hold something else."""
    apart: set[int] = set()
    for o in inner:  # the outer before the inner, which has the last word
        blocks = range(o.blocks.start - (not o.label), o.blocks.end)
        (apart.difference_update if o.role == "actions" else apart.update)(blocks)
    return [n for n in range(*section.blocks) if n not in apart]


def _of_section(written: Written, section: Section, inner: Sequence[Section]) -> Iterator[ActionItem]:
    own = _own(section, inner)
    if section.label:
        yield from _labelled(written, own)
        return
    titled = _titled(written, [o for o in inner if o.role == "actions" and not o.label])
    for h in titled:
        heading = written.blocks[h.blocks.start - 1]
        under = written.blocks[slice(*h.blocks)]
        following = "\n".join(written.source[b.pieces[0].start : b.pieces[-1].end] for b in under if b.pieces)
        yield _item(written.source, heading, "heading", following[:_FOLLOWING])
    covered = {n for h in titled for n in range(*h.blocks)}
    yield from _listed(written, [n for n in own if n not in covered])


def _titled(written: Written, heads: Sequence[Section]) -> list[Section]:
    """The subsections whose heading is the action itself: numbered, or told in prose without a list."""
    following = zip_longest(heads, heads[1:])
    leaves = [h for h, after in following if after is None or after.blocks.start >= h.blocks.end]
    numbered = [h for h in leaves if _NUMBERED.match(h.title)]
    if len(numbered) > 1 or (numbered and len(leaves) == 1):
        return numbered
    plainly = [
        h for h in leaves
        if not h.announced and not any(b.kind in {"item", "row"} for b in written.blocks[slice(*h.blocks)])
    ]  # fmt: skip
    return plainly if len(plainly) > 1 and len(plainly) == len(leaves) else []


def _labelled(written: Written, own: Sequence[int]) -> Iterator[ActionItem]:
    """The items under a bold label ("- **Review actions**:"), or the rows of a table of action items."""
    parts = written.blocks
    if not own:
        return
    label = parts[own[0]]
    if label.kind == "row":
        yield from _listed(written, [n for n in own if parts[n].kind == "row"])
        return
    under = [n for n in own[1:] if parts[n].kind == "item" and (label.kind != "item" or parts[n].level > label.level)]
    under = under or [n for n in own[1:] if parts[n].kind == "row"]
    if not under and not any(parts[n].kind == "item" for n in own[1:2]):
        told = _LABEL.sub("", plain(written.source, label.pieces).text, count=1)
        if len(told) > _SHORTEST and not is_nothing(told):
            yield _item(written.source, label, "prose")
    yield from _listed(written, under)


def _listed(written: Written, own: Sequence[int]) -> Iterator[ActionItem]:
    """The rows of tables, else the outermost items of lists: beside a table, lists explain its columns."""
    source, parts = written.source, written.blocks
    rows = [parts[n] for n in own if parts[n].kind == "row"]
    tables: list[list[Block]] = []
    for row in rows:
        if row.header or not tables:
            tables.append([])
        tables[-1].append(row)
    for table in tables:
        yield from table_items(source, table)
    if len(rows) > 2 and any(r.header for r in rows):
        return
    outermost, before, counted = 0, -1, False
    for n in own:
        block = parts[n]
        if block.kind != "item" or block.quoted:
            continue
        if before < 0 or any(b.kind in {"heading", "rule"} for b in parts[before + 1 : n]):
            outermost, counted = block.level, False
        outermost, before = min(outermost, block.level), n
        numbered = block.marker[:1].isdigit()
        counted = counted or numbered
        # bullets under numbered items are their parts, indented or not
        if block.level > outermost or (counted and not numbered) or is_nothing(plain(source, block.pieces).text):
            continue
        yield _item(source, block, "list" if block.checked is None else "checkbox", _nested(source, parts, n))


def _nested(source: str, parts: Sequence[Block], n: int) -> str:
    """What stands in the items under item `n`."""
    last = n
    while last + 1 < len(parts) and parts[last + 1].kind == "item" and parts[last + 1].level > parts[n].level:
        last += 1
        if last - n >= _MOST_NESTED:
            break
    return "" if last == n else source[parts[n + 1].pieces[0].start : parts[last].pieces[-1].end]


def _item(source: str, block: Block, form: Form, following: str = "") -> ActionItem:
    """An item with the marks in its own words, else in those that follow under it."""
    span = Span(block.pieces[0].start, block.pieces[-1].end)
    raw = source[slice(*span)]
    words = plain(source, block.pieces).text
    done = block.checked
    if done is None and (is_marked_done(raw) or is_marked_done(words)):
        done = True
    return ActionItem(
        line=block.line,
        text=source[slice(*block.pieces[0])],
        owner=owner_in(words) or owner_in(following, mention=False),
        ticket=ticket_in(raw, source) or ticket_in(following, source),
        done=done,
        form=form,
        span=span,
    )


def _prose(written: Written, own: Sequence[int]) -> Iterator[ActionItem]:
    """The paragraphs of a section of actions that holds nothing else; line by line where each is a sentence.

    A long paragraph must commit to something: what only reflects is no action.
    """
    for n in own:
        block = written.blocks[n]
        if block.kind != "paragraph" or block.quoted:
            continue
        words = plain(written.source, block.pieces).text.rstrip()
        if is_nothing(words) or words.endswith((":", "：")) or _LINK_DEFINITION.match(words):
            continue
        if len(words) > _SHORT and words.isascii() and not _COMMITS.search(words):
            continue
        if all(_SENTENCE.fullmatch(line) for line in words.split("\n")):
            lines = (replace(block, pieces=(p,), line=block.line + n) for n, p in enumerate(block.pieces))
            yield from (_item(written.source, line, "prose") for line in lines)
        else:
            yield _item(written.source, block, "prose")


def _introduced(written: Written) -> Iterator[ActionItem]:
    """Lists that a sentence about prevention introduces, in a document that calls no section its actions."""
    parts = written.blocks
    at = 0
    for n, block in enumerate(parts[:-1]):
        while at + 1 < len(written.sections) and written.sections[at + 1].blocks.start <= n:
            at += 1
        if block.kind != "paragraph" or parts[n + 1].kind != "item" or written.sections[at].role in _TOLD:
            continue
        words = plain(written.source, block.pieces).text.rstrip()
        if not words.endswith((":", "：")) or not _INTRODUCES.search(words.rsplit(". ", 1)[-1]):
            continue
        last = n + 1
        while last < len(parts) and parts[last].kind == "item":
            last += 1
        yield from _listed(written, range(n + 1, last))
