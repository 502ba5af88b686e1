"""What the linter notices in a document that is being written, kept block by block."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from furikaeri.lint.candidates import candidates, sift
from furikaeri.lint.diagnostic import Diagnostic
from furikaeri.lint.engine import Engine
from furikaeri.lint.pipeline import diagnostic, judged, placed
from furikaeri.lint.suppression import suppressions
from furikaeri.lint.surroundings import Surroundings, is_guide
from furikaeri.lsp.parts import EMPTY, Context, Heading, closed, contexts, cuts, headings, kept, starts_with_seam
from furikaeri.markup.blocks import Block
from furikaeri.markup.positions import Positions
from furikaeri.text import Span

_REMEMBERED = 20_000  # blocks, about 3 MB of text
_Key = tuple[str, Surroundings, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Noticed:
    """One diagnostic with the source range of the line, or the cell of a table, in which its words stand."""

    diagnostic: Diagnostic
    place: Span

    def moved(self, by: int, lines: int) -> Noticed:
        """The same, further down."""
        d = self.diagnostic
        moved = replace(d, span=Span(d.span.start + by, d.span.end + by), line=d.line + lines)
        return Noticed(moved, Span(self.place.start + by, self.place.end + by))

    def after_edit(self, edited: Span, length: int) -> Noticed | None:
        """The same after `edited` was replaced by `length` characters; None where the edit touched its words."""
        span = self.diagnostic.span
        if span.end < edited.start:
            return self
        by = length - (edited.end - edited.start)
        return self.moved(by, 0) if edited.end <= span.start else None


@dataclass(slots=True)
class _Part:
    """`found` is counted from the beginning of the part; `context` is what it was read in."""

    text: str
    headings: tuple[Heading, ...]
    found: tuple[Noticed, ...]
    context: Context = EMPTY
    lines: int = 0


class Noticer:
    """One document's diagnostics, equal to those of `lint`; after an edit only the edited block is linted again."""

    __slots__ = ("_engine", "_guide", "_known", "_names", "_parts", "_separable")

    def __init__(self, engine: Engine, known: Collection[str] = ()) -> None:
        """`known`: names beside those of the rules that a comment may silence, as the checks of whole documents."""
        self._engine = engine
        self._names = engine.ids.union(known)
        self._known: dict[_Key, tuple[Noticed, ...]] = {}
        self._parts: list[_Part] = []
        self._separable = False
        self._guide = False

    def read(self, source: str, *, afresh: bool = False) -> tuple[Noticed, ...]:
        """Everything noticed in the text as it stands now, in reading order.

        What a document is, a review or a guide to reviews, is looked at where it is read `afresh`: at first, on saving.
        """
        if afresh or not self._parts:
            guide = is_guide(sift(source))
            self._parts = self._parts if guide == self._guide else []
            self._guide = guide
        if not self._reread(source):
            self._separable = closed(source)
            self._parts = self._read(source, EMPTY, split=self._separable)
            self._settle(Span(0, len(self._parts)))
        return self._silenced(source)

    def _reread(self, source: str) -> bool:
        """Reads the changed part alone, and those whose headings above changed; False where a change reaches further."""
        if not self._parts or not self._separable:
            return False
        first, last = kept([p.text for p in self._parts], source)
        before, after = self._parts[:first], self._parts[len(self._parts) - last :]
        text = source[sum(len(p.text) for p in before) : len(source) - sum(len(p.text) for p in after)]
        fronted = not first and text.lstrip().startswith(("---", "+++"))
        if fronted or not closed(text) or (first and text and not starts_with_seam(text)):
            return False
        if after and text and not text.endswith("\n"):
            return False
        context = contexts([*(p.headings for p in before), (), *(p.headings for p in after)])[first]
        parts = self._read(text, context, split=True) if text else []
        self._parts = [*before, *parts, *after]
        self._settle(Span(first, first + len(parts)))
        return True

    def _settle(self, new: Span) -> None:
        """Notes in which context the new parts were read, and reads again each other part whose context has changed."""
        for n, (part, context) in enumerate(zip(self._parts, contexts([p.headings for p in self._parts]), strict=True)):
            if not new.start <= n < new.end and part.context != context:
                self._parts[n] = self._read(part.text, context, split=False)[0]
            self._parts[n].context = context

    def _read(self, text: str, context: Context, *, split: bool) -> list[_Part]:
        lead = "".join(h.line + "\n\n" for h in context.above)
        source = lead + text + "".join("\n\n" + h.line for h in context.below)
        within = Span(len(lead), len(lead) + len(text))
        read = [
            (b, replace(around, guide=self._guide))
            for b, around in placed(source, sift(source))
            if b.pieces and within.start <= b.pieces[0].start < within.end
        ]
        edges = cuts(source, (b for b, _ in read), within) if split else [within.start, within.end]
        places = Positions.of(source)
        parts: list[_Part] = []
        rest = iter([*read, None])
        here = next(rest)
        for start, end in itertools.pairwise(edges):
            own: list[Block] = []
            found: list[Noticed] = []
            line = places.line(start)
            while here is not None and here[0].pieces[0].start < end:
                own.append(here[0])
                begin = here[0].pieces[0].start
                found.extend(n.moved(begin - start, places.line(begin) - line) for n in self._in_block(source, *here))
                here = next(rest)
            part = source[start:end]
            parts.append(_Part(part, headings(source, own), tuple(found), lines=part.count("\n")))
        return parts

    def _in_block(self, source: str, block: Block, around: Surroundings) -> tuple[Noticed, ...]:
        """What is noticed in one block, counted from the beginning of its words; read once for the same words."""
        begin, end = block.pieces[0].start, block.pieces[-1].end
        text = source[begin:end]
        ranges = block.cells or block.pieces
        key = (text, around, tuple([r.start - begin for r in ranges]))
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = tuple(self._fresh(text, block, around))
        return known

    def _fresh(self, text: str, block: Block, around: Surroundings) -> Iterator[Noticed]:
        begin = block.pieces[0].start
        pieces = tuple(Span(s - begin, e - begin) for s, e in block.pieces)
        cells = tuple(Span(s - begin, e - begin) for s, e in block.cells)
        places = Positions.of(text)
        alone = replace(block, pieces=pieces, cells=cells)
        for candidate in candidates(text, sift(text), alone, around, self._engine):
            rule = judged(candidate, self._engine)
            if rule is not None:
                start = candidate.span.start
                place = next((p for p in cells or pieces if p.start <= start <= p.end), pieces[0])
                yield Noticed(diagnostic(rule, candidate.lang, candidate.span, self._engine, places), place)

    def _silenced(self, source: str) -> tuple[Noticed, ...]:
        at = lines = 0
        every: list[Noticed] = []
        for part in self._parts:
            every.extend(n.moved(at, lines) for n in part.found)
            at += len(part.text)
            lines += part.lines
        said = suppressions(source, self._names)
        if said.found:
            every = [n for n in every if not said.covers(n.diagnostic)]
            every.extend(Noticed(d, d.span) for d in said.complaints(Positions.of(source)))
        return tuple(sorted(every, key=lambda n: (n.diagnostic.span, n.diagnostic.rule)))
