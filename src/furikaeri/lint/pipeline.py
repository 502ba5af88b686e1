"""From a document to diagnostics: blocks, sentences that the sieve wakes, patterns, guards, scores."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from furikaeri.lint.diagnostic import Diagnostic, Trap
from furikaeri.lint.engine import Engine, Speech, engine_for
from furikaeri.lint.fold import fold, is_japanese
from furikaeri.lint.guards import Surroundings, is_guide, match_flags, sentence_flags
from furikaeri.lint.rule import Rule
from furikaeri.lint.scorer import score, word_signs
from furikaeri.lint.settings import Settings
from furikaeri.lint.suppression import Suppressions, suppressions
from furikaeri.markup.blocks import Block, blocks
from furikaeri.markup.plain import Plain, plain
from furikaeri.markup.positions import Positions
from furikaeri.markup.sections import sections
from furikaeri.markup.sentences import sentences
from furikaeri.text import Lang, Span

_READ = frozenset({"heading", "paragraph", "item", "row"})
_LONGEST = 1200  # characters of one sentence read at a time; nothing a person writes is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence in which rules of one trap found something, with all signs for and against. `span`: source."""

    trap: Trap
    lang: Lang
    rules: tuple[Rule, ...]
    span: Span
    signs: frozenset[str]
    sentence: str


def lint(source: str, *, settings: Settings | None = None, known: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """What the rules notice in a Markdown or plain text, in reading order.

    `known`: names beside those of the rules that a comment may silence, as the checks of whole documents.
    Raises FurikaeriError only where the settings' own rules can't be used.
    """
    return Linter(settings, known=known).lint(source)


class Linter:
    """Lints a text again and again, as an editor does.

    What was found in a block is remembered until the next text, so that only blocks are read anew whose words or
    surroundings changed.
    """

    def __init__(self, settings: Settings | None = None, *, known: Collection[str] = ()) -> None:
        self._engine = engine_for(settings or Settings())
        self._known = self._engine.ids.union(known)
        self._before: dict[_Place, tuple[_Finding, ...]] = {}

    def lint(self, source: str) -> tuple[Diagnostic, ...]:
        """As the function `lint`."""
        engine = self._engine
        places = Positions.of(source)
        sifted = sift(source)
        found: list[Diagnostic] = []
        now: dict[_Place, tuple[_Finding, ...]] = {}
        for block, around in placed(source, sifted):
            if not block.pieces:
                continue
            start, end = block.pieces[0].start, block.pieces[-1].end
            place = _Place(around, source[start:end], tuple(s - start for s, _ in block.pieces))
            here = self._before.get(place)
            if here is None:
                here = now.get(place)
            if here is None:
                each = (judged(c, engine) for c in candidates(source, sifted, block, around, engine))
                here = tuple(
                    _Finding(rule, Span(c.span.start - start, c.span.end - start), c.lang) for c, rule in each if rule
                )
            now[place] = here
            found.extend(_diagnostic(finding, start, engine, places) for finding in here)
        self._before = now
        return _ordered(found, suppressions(source, self._known), places)


class _Place(NamedTuple):
    """All that the findings of a block depend on: `starts` of its pieces, from its own beginning."""

    around: Surroundings
    text: str
    starts: tuple[int, ...]


class _Finding(NamedTuple):
    rule: Rule
    span: Span
    lang: Lang


def placed(source: str, sifted: str) -> Iterator[tuple[Block, Surroundings]]:
    """The blocks that are read for language, each with what surrounds it. `sifted` is `sift(source)`."""
    guide = is_guide(sifted)
    all_blocks = blocks(source)
    found = sections(source, all_blocks)
    at = 0
    for n, block in enumerate(all_blocks):
        while at + 1 < len(found) and found[at + 1].blocks.start <= n + 1:
            at += 1
        if block.kind in _READ:
            yield block, Surroundings(found[at].role, block.kind, block.header, block.quoted, block.checked, guide)


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
    found = list(_bounded(text.text))
    for sentence in found:
        part = folded[sentence.start : sentence.end]
        speech = engine.speech("ja" if is_japanese(part) else "en")
        alone = len(found) == 1 and numbers is not None and speech.lang == lang
        woken = numbers if alone else speech.woken(part, around.role)
        if woken:
            yield from _in_sentence(text, sentence, part, woken, speech, around)


def _in_sentence(
    text: Plain, sentence: Span, folded: str, numbers: list[int], speech: Speech, around: Surroundings
) -> Iterator[Candidate]:
    words = speech.read(folded)
    found: dict[Trap, list[_Found]] = {}
    for number in numbers:
        if m := speech.find(number, words.tokens):
            rule, pattern = speech.pattern(number)
            found.setdefault(rule.trap, []).append(_Found(m.start(), m.end(), rule, pattern))
    if not found:
        return
    leads = sentence.start < 8 and not text.text[: sentence.start].strip()
    shared = {
        *around.flags(), *sentence_flags(folded), *speech.guards.in_sentence(words), "leads" if leads else "follows",
    }  # fmt: skip
    if shared & speech.never:
        return
    code = tuple(Span(s - sentence.start, e - sentence.start) for s, e in text.code)
    links = tuple(Span(s - sentence.start, e - sentence.start) for (s, e), _ in text.links)
    flags: dict[tuple[int, int], set[str]] = {}
    for trap, some in found.items():
        kept: list[_Found] = []
        for one in some:
            here = flags.get((one.start, one.end))
            if here is None:
                here = speech.guards.at_match(words, one.start, one.end)
                here.update(shared, match_flags(folded, *words.span(one.start, one.end), code, links))
                flags[one.start, one.end] = here
            if not here & speech.never and not here.intersection(one.rule.unless[speech.lang]):
                kept.append(one)
        if kept:
            first = min(kept, key=lambda f: (f.start, -f.end))
            start, end = words.span(first.start, first.end)
            rules = tuple(dict.fromkeys(f.rule for f in (first, *kept)))
            here = flags[first.start, first.end]
            signs = {
                *here,
                *("rule:" + rule.id for rule in rules),
                *("pattern:" + f.pattern for f in kept),
                *word_signs(words, first.start, first.end),
            }
            yield Candidate(
                trap=trap,
                lang=speech.lang,
                rules=rules,
                span=text.source_span(sentence.start + start, sentence.start + end),
                signs=frozenset(signs),
                sentence=folded,
            )


class _Found(NamedTuple):
    start: int
    end: int
    rule: Rule
    pattern: str


def _bounded(text: str) -> Iterator[Span]:
    for start, end in sentences(text):
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > 0 else start + _LONGEST
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


def judged(candidate: Candidate, engine: Engine) -> tuple[Candidate, Rule | None]:
    """The candidate and the rule to name where its signs speak for it; an own rule needs no weights and speaks for itself."""
    known = engine.speech(candidate.lang).weights.get(candidate.trap)
    own = next((rule for rule in candidate.rules if rule.own), None)
    if own is not None or known is None:
        return candidate, own or candidate.rules[0]
    if score(known, candidate.signs) <= 0:
        return candidate, None
    return candidate, max(candidate.rules, key=lambda rule: known.get("rule:" + rule.id, 0.0))


def _diagnostic(finding: _Finding, start: int, engine: Engine, places: Positions) -> Diagnostic:
    rule = finding.rule
    span = Span(start + finding.span.start, start + finding.span.end)
    return Diagnostic(
        trap=rule.trap,
        rule=rule.id,
        severity=engine.severity(rule),
        span=span,
        line=places.line(span.start),
        lang=finding.lang,
        message=rule.message,
        question=rule.question,
        page=f"rules/{rule.id}",
    )


def _ordered(found: list[Diagnostic], silenced: Suppressions, places: Positions) -> tuple[Diagnostic, ...]:
    kept = [d for d in found if not silenced.covers(d)]
    kept.extend(silenced.complaints(places))
    return tuple(sorted(kept, key=lambda d: (d.span, d.rule)))
