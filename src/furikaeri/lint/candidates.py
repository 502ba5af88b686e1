"""Sentences in which rules find their words, each with all the signs that speak for and against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from furikaeri.lint.diagnostic import Trap
from furikaeri.lint.engine import Engine, Speech
from furikaeri.lint.fold import fold, is_japanese
from furikaeri.lint.rule import Rule
from furikaeri.lint.scorer import place_signs, word_signs
from furikaeri.lint.surroundings import Surroundings, block_flags, match_flags, sentence_flags
from furikaeri.markup.blocks import Block
from furikaeri.markup.plain import Plain, plain
from furikaeri.markup.sentences import sentences
from furikaeri.text import Lang, Span

_LONGEST = 1200  # characters of one sentence read at a time; nothing a person writes is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence in which rules of one trap found something, with all signs for and against. `span`: source.

    `flags` are the signs of guards, rules, patterns and places, `words` those of the words about the match.
    """

    trap: Trap
    lang: Lang
    rules: tuple[Rule, ...]
    span: Span
    flags: frozenset[str]
    words: frozenset[str]
    sentence: str

    @property
    def signs(self) -> frozenset[str]:
        """All signs: the flags, and those of the words about the match."""
        return self.flags | self.words


def candidates(source: str, sifted: str, block: Block, around: Surroundings, engine: Engine) -> Iterator[Candidate]:
    """Every sentence of a block in which some rule finds its words. `sifted` is `sift(source)`."""
    pieces = block.pieces
    if not pieces:
        return
    part = sifted[pieces[0].start : pieces[-1].end]
    lang: Lang = "ja" if is_japanese(part) else "en"
    woken = engine.speech(lang).woken(part, around.role)
    if not woken and (lang == "en" or not engine.speech("en").woken(part, around.role)):
        return
    if block.kind != "row":
        yield from _in_text(plain(source, pieces), lang, woken, around, engine)
        return
    for cell in block.cells:
        if sifted[cell.start : cell.end].strip():
            yield from _in_text(plain(source, (cell,)), lang, None, around, engine)


def sift(source: str) -> str:
    """The source as the sieve reads it: folded, underscores of emphasis gone."""
    return fold(source).replace("_", " ")


def _in_text(
    text: Plain, lang: Lang, numbers: list[int] | None, around: Surroundings, engine: Engine
) -> Iterator[Candidate]:
    """`numbers`: what the whole text wakes in `lang`; where it is but one sentence, that need not be asked again."""
    folded = fold(text.text)
    spans = list(_bounded(text.text))
    parts = [folded[start:end] for start, end in spans]
    langs: list[Lang] = ["ja" if is_japanese(part) else "en" for part in parts]
    if len(spans) == 1 and numbers is not None and langs[0] == lang:
        if numbers:
            yield from _in_sentence(_Sentence(text, spans[0], parts[0]), numbers, engine.speech(lang), around)
        return
    woken = {one: engine.speech(one).within(folded, around.role) for one in set(langs)}
    for span, part, one in zip(spans, parts, langs, strict=True):
        if found := woken[one](part):
            yield from _in_sentence(_Sentence(text, span, part), found, engine.speech(one), around)


def _in_sentence(sentence: _Sentence, numbers: list[int], speech: Speech, around: Surroundings) -> Iterator[Candidate]:
    words = speech.read(sentence.folded)
    found: dict[Trap, list[_Found]] = {}
    for (start, end), rule, pattern in speech.found(numbers, words.tokens):
        found.setdefault(rule.trap, []).append(_Found(start, end, rule, pattern))
    if not found:
        return
    shared = {
        *block_flags(around),
        *sentence_flags(sentence.folded),
        *speech.guards.in_sentence(words),
        sentence.place(),
    }
    if shared & speech.never:
        return
    code, links = sentence.code(), sentence.links()
    flags: dict[tuple[int, int], set[str]] = {}
    near: frozenset[str] | None = None
    for trap, some in found.items():
        kept: list[_Found] = []
        for one in some:
            here = flags.get((one.start, one.end))
            if here is None:
                here = speech.guards.at_match(words, one.start, one.end)
                here.update(shared, match_flags(sentence.folded, *words.span(one.start, one.end), code, links))
                flags[one.start, one.end] = here
            if not here & speech.never and not here.intersection(one.rule.unless[speech.lang]):
                kept.append(one)
        if not kept:
            continue
        first = min(kept, key=lambda f: (f.start, -f.end))
        rules = tuple(dict.fromkeys(f.rule for f in (first, *kept)))
        here = flags[first.start, first.end]
        if near is None or speech.lang == "en":  # of a Japanese sentence they are the same for every match
            near = word_signs(words, first.start, first.end)
        if speech.lang == "ja":
            here = here.union(place_signs((r.id for r in rules), len(kept), around.role, around.kind))
        else:
            here = {*here, f"found:{min(len(kept), 4)}"}
        yield Candidate(
            trap=trap,
            lang=speech.lang,
            rules=rules,
            span=sentence.source_span(*words.span(first.start, first.end)),
            flags=frozenset([*here, *["rule:" + r.id for r in rules], *["pattern:" + f.pattern for f in kept]]),
            words=near,
            sentence=sentence.folded,
        )


class _Sentence(NamedTuple):
    text: Plain
    span: Span
    folded: str

    def place(self) -> str:
        """Whether the sentence is the first of its block."""
        return "follows" if self.span.start >= 8 or self.text.text[: self.span.start].strip() else "leads"

    def code(self) -> list[Span]:
        """The ranges of the sentence that stood in code spans."""
        return [Span(s - self.span.start, e - self.span.start) for s, e in self.text.code]

    def links(self) -> list[Span]:
        """The ranges of the sentence that are labels of links."""
        return [Span(s - self.span.start, e - self.span.start) for (s, e), _ in self.text.links]

    def source_span(self, start: int, end: int) -> Span:
        """The range of the source of a range of the sentence."""
        return self.text.source_span(self.span.start + start, self.span.start + end)


class _Found(NamedTuple):
    start: int
    end: int
    rule: Rule
    pattern: str


def _bounded(text: str) -> Iterator[Span]:
    for start, end in sentences(text):
        at = start
        while end - at > _LONGEST:
            cut = text.rfind(" ", at + 1, at + _LONGEST)
            cut = cut if cut > 0 else at + _LONGEST
            yield Span(at, cut)
            at = cut
        yield Span(at, end)
