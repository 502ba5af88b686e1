"""A review taken apart for its checks: what stands under which role, its fields, timeline, actions, and what is open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from furikaeri.documents.action_items import ActionItem, action_items
from furikaeri.documents.fields import LABELLED, Field, fields
from furikaeri.documents.incident_facts import IncidentFacts, incident_facts
from furikaeri.documents.recognise import REVIEW
from furikaeri.documents.unwritten import is_guidance, is_placeholder, is_written, open_question
from furikaeri.markup.plain import Plain, plain
from furikaeri.markup.timeline import TimelineRow, Written, read_timeline
from furikaeri.text import Lang, Span

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.sections import Role, Section

_GRADE = re.compile(r"(?:incident )?(?:severity|priority|sev)(?: level)?|重大度|深刻度|重要度|優先度", re.IGNORECASE)
_KANA = re.compile(r"[ぁ-んァ-ヺ]")
_FOLLOWING = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The organisation's policy: sources disagree, so all of it can be set. Days after the incident's end."""

    overview_sentences: int = 4
    overview_words: int = 100
    overview_characters: int = 280
    factors: int = 2
    sev1_days: int = 3
    business_days: int = 5


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One document with everything that the checks ask of it; `now` None: nothing may depend on today's date."""

    source: str
    file: str
    lang: Lang
    now: datetime | None
    limits: Limits
    written: Written
    actions: tuple[ActionItem, ...]
    facts: IncidentFacts

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The document's sections; a label that only states the severity announces none."""
        return tuple(
            replace(s, role="other", announced=False) if s.label and _GRADE.fullmatch(s.title.strip()) else s
            for s in self.written.sections
        )

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """For each block, the role of the innermost section it stands in."""
        found, at, roles = self.sections, 0, []
        for n in range(len(self.written.blocks)):
            while at + 1 < len(found) and found[at + 1].blocks.start <= n:
                at += 1
            roles.append(found[at].role)
        return tuple(roles)

    @cached_property
    def is_draft(self) -> bool:
        """Whether most of its sections still wait for their words, as in a template or an untouched draft."""
        waiting, announced = 0, 0
        for s in self.sections:
            if s.announced and s.role in REVIEW:
                own = self._own(s)
                announced += 1
                asked = any(open_question(self.source, b) for b in own)
                told = sum(is_written(self.source, b) and not is_guidance(self.raw(b)) for b in own)
                waiting += asked or (not told and (bool(own) or not self._holds_sections(s)))
        return waiting * 2 > announced

    @cached_property
    def questions(self) -> tuple[Span, ...]:
        """The questions of the draft that are still open, without their mark."""
        return tuple(
            Span(b.pieces[0].start, b.pieces[-1].end) for b in self.written.blocks if open_question(self.source, b)
        )

    @cached_property
    def title(self) -> Span:
        """The document's first heading, else its first words."""
        known = [
            b for b in self.written.blocks if b.pieces and b.kind not in {"front-matter", "comment", "html", "rule"}
        ]
        first = next((b for b in known if b.kind == "heading"), known[0] if known else None)
        return Span(0, 0) if first is None else Span(first.pieces[0].start, first.pieces[0].end)

    @cached_property
    def lead(self) -> str:
        """The words between the title and the next heading: the overview of a review that has no heading for it."""
        blocks = self.written.blocks
        first = next((n for n, b in enumerate(blocks) if b.kind == "heading"), 0)
        stop = next((n for n in range(first + 1, len(blocks)) if blocks[n].kind == "heading"), len(blocks))
        own = (b for b in blocks[:stop] if b.kind == "paragraph" and not b.quoted and is_written(self.source, b))
        return "\n".join(text for b in own if not LABELLED.match(text := self.plain(b).text))

    @cached_property
    def rows(self) -> tuple[TimelineRow, ...]:
        """The timeline's rows; where a section announces one, no dates of other places (start, end, meeting)."""
        announced = [
            range(self.written.blocks[s.blocks.start].line, self.written.blocks[s.blocks.end - 1].last_line + 1)
            for s in self.sections
            if s.announced and s.role == "timeline" and s.blocks.end > s.blocks.start
        ]
        inside = tuple(r for r in self.written.rows if any(r.line in lines for lines in announced))
        return inside or self.written.rows

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every labelled value: lines, two-column rows, and the cells of tables under their titles."""
        return tuple(fields(self.source, self.written.blocks))

    def told(self, *roles: Role) -> tuple[Block, ...]:
        """What somebody has written under these roles, without blanks, guidance, comments and open questions."""
        return tuple(
            b
            for b, role in zip(self.written.blocks, self.roles, strict=True)
            if role in roles and is_written(self.source, b)
        )

    def heading(self, *roles: Role) -> Span | None:
        """The heading or label of the first section of one of these roles."""
        section = next((s for s in self.sections if s.announced and s.role in roles), None)
        return None if section is None else self.heading_of(section)

    def heading_of(self, section: Section) -> Span:
        """Where a section's heading or label stands."""
        block = self.written.blocks[section.blocks.start if section.label else section.blocks.start - 1]
        return Span(block.pieces[0].start, block.pieces[0].end)

    def waits(self, *roles: Role) -> bool:
        """Whether a question of the draft is open under one of these roles: it asks already, a check need not."""
        return any(
            role in roles and open_question(self.source, b)
            for b, role in zip(self.written.blocks, self.roles, strict=True)
        )

    def plain(self, block: Block) -> Plain:
        """The block's words without Markdown."""
        return plain(self.source, block.pieces)

    def raw(self, block: Block) -> str:
        """The block as it stands in the source."""
        return self.source[block.pieces[0].start : block.pieces[-1].end] if block.pieces else ""

    def words(self, blocks: tuple[Block, ...]) -> str:
        """The words of several blocks, a line each."""
        return "\n".join(self.plain(b).text for b in blocks)

    def between(self, start: int, end: int) -> str:
        """What stands from `start` to `end`, but not past the next heading."""
        at = bisect_left(self._heads, start + 1)
        return self.source[start : min(end, self._heads[at]) if at < len(self._heads) else end]

    def around(self, action: ActionItem) -> str:
        """The action as it stands, with what is nested beneath it: owner, date and test are often told there."""
        if action.form == "table":
            return self.source[slice(*action.span)]
        at = bisect_left(self._stops, max(action.span.end, action.span.start + 1))
        stop = self._stops[at] if at < len(self._stops) else len(self.source)
        return self.source[action.span.start : min(stop, action.span.start + _FOLLOWING)]

    @cached_property
    def _stops(self) -> tuple[int, ...]:
        """Where actions and headings begin: there ends what belongs to the action before."""
        return tuple(sorted({*self._heads, *(a.span.start for a in self.actions)}))

    @cached_property
    def _heads(self) -> tuple[int, ...]:
        return tuple(b.pieces[0].start for b in self.written.blocks if b.kind == "heading" and b.pieces)

    def cell(self, action: ActionItem, column: re.Pattern[str]) -> str | None:
        """What stands in the action's row under the first column whose title matches; None without such a column."""
        cells = self._columns.get(action.line, {})
        return next((value for title, value in cells.items() if column.search(title)), None)

    @cached_property
    def _columns(self) -> Mapping[int, Mapping[str, str]]:
        """For each table row by its line: its cells by the titles of their columns."""
        rows: dict[int, dict[str, str]] = {}
        titles: list[str] = []
        last = 0
        for b in self.written.blocks:
            if b.kind != "row":
                continue
            if b.header:
                titles = [plain(self.source, (c,)).text.strip() for c in b.cells]
            elif b.line > last + 2:
                titles = []
            else:
                rows[b.line] = {t: self.source[slice(*c)].strip() for t, c in zip(titles, b.cells, strict=False)}
            last = b.line
        return rows

    def _own(self, section: Section) -> tuple[Block, ...]:
        """The section's blocks up to the next heading."""
        parts = self.written.blocks[slice(*section.blocks)]
        stop = next((n for n, b in enumerate(parts) if b.kind == "heading"), len(parts))
        return parts[:stop]

    def _holds_sections(self, section: Section) -> bool:
        return any(b.kind == "heading" for b in self.written.blocks[slice(*section.blocks)])


def checked(
    source: str, *, lang: Lang | None = None, file: str = "", now: datetime | None = None, limits: Limits | None = None
) -> Checked:
    """The document taken apart once for all checks; `lang` None: the language most of it is written in."""
    written = read_timeline(source, file=file)
    return Checked(
        source=source,
        file=file,
        lang=lang or language(source),
        now=now,
        limits=limits or Limits(),
        written=written,
        actions=tuple(a for a in action_items(written) if not is_placeholder(a.text)),
        facts=incident_facts(written),
    )


def language(source: str) -> Lang:
    """The language a document is written in: Japanese where one letter in twenty is kana."""
    letters = sum(map(str.isalpha, source[:20_000]))
    return "ja" if len(_KANA.findall(source[:20_000])) * 20 > letters else "en"
