"""From a document to diagnostics: blocks, sentences that the sieve wakes, patterns, guards, scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from furikaeri.lint.diagnostic import Diagnostic, Trap
from furikaeri.lint.engine import Engine, Speech, engine_for
from furikaeri.lint.fold import fold, is_japanese
from furikaeri.lint.guards import Surroundings, match_flags, sentence_flags
from furikaeri.lint.rule import Rule
from furikaeri.lint.scorer import pairs, score, weights, word_signs
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


def lint(source: str, *, settings: Settings | None = None) -> tuple[Diagnostic, ...]:
    """What the rules notice in a Markdown or plain text, in reading order.

    Raises FurikaeriError only where the settings' own rules can't be used.
    """
    engine = engine_for(settings or Settings())
    places = Positions.of(source)
    silenced = suppressions(source, engine.ids)
    found: list[Diagnostic] = []
    for block, around in placed(source):
        for candidate in candidates(source, block, around, engine):
            diagnostic = judged(candidate, engine, places)
            if diagnostic is not None:
                found.append(diagnostic)
    return _ordered(found, silenced, places)


def placed(source: str) -> Iterator[tuple[Block, Surroundings]]:
    """The blocks that are read for language, each with what surrounds it."""
    all_blocks = blocks(source)
    found = sections(source, all_blocks)
    at = 0
    for n, block in enumerate(all_blocks):
        while at + 1 < len(found) and found[at + 1].blocks.start <= n + 1:
            at += 1
        if block.kind in _READ:
            yield block, Surroundings(found[at].role, block.kind, block.header, block.quoted, block.checked)


def candidates(source: str, block: Block, around: Surroundings, engine: Engine) -> Iterator[Candidate]:
    """Every sentence of a block in which some rule finds its words."""
    for pieces in ((cell,) for cell in block.cells) if block.kind == "row" else (block.pieces,):
        if not pieces:
            continue
        folded = fold(source[pieces[0].start : pieces[-1].end])
        langs: Sequence[Lang] = ("ja", "en") if is_japanese(folded) else ("en",)
        woken = {lang: engine.speech(lang).hits(folded) for lang in langs}
        always = any(engine.speech(lang).always for lang in langs)
        if always or any(woken.values()):
            yield from _in_text(plain(source, pieces), woken, pieces[0].start, around, engine)


def _in_text(
    text: Plain,
    woken: dict[Lang, list[tuple[int, tuple[int, ...]]]],
    offset: int,
    around: Surroundings,
    engine: Engine,
) -> Iterator[Candidate]:
    for sentence in _bounded(text.text):
        words = text.text[sentence.start : sentence.end]
        lang: Lang = "ja" if is_japanese(words) else "en"
        speech = engine.speech(lang)
        begin = text.source_offset(sentence.start) - offset
        end = text.source_offset(sentence.end - 1) - offset
        numbers = {n for at, some in woken.get(lang, ()) if begin <= at <= end for n in some}
        numbers.update(speech.always)
        if numbers:
            leads = sentence.start == len(text.text) - len(text.text.lstrip())
            yield from _in_sentence(text, sentence, fold(words), sorted(numbers), speech, around, engine, leads=leads)


def _in_sentence(
    text: Plain,
    sentence: Span,
    folded: str,
    numbers: list[int],
    speech: Speech,
    around: Surroundings,
    engine: Engine,
    *,
    leads: bool,
) -> Iterator[Candidate]:
    matches: dict[Trap, list[tuple[int, int, Rule, str]]] = {}
    for number in numbers:
        n, pattern = speech.patterns[number]
        rule = engine.rules[n]
        if engine.runs(rule, around) and (m := speech.find(number, folded)):
            matches.setdefault(rule.trap, []).append((m.start(), m.end(), rule, pattern))
    if not matches:
        return
    shared = {*around.flags(), *sentence_flags(folded), "leads" if leads else "follows"}
    code = tuple(Span(s - sentence.start, e - sentence.start) for s, e in text.code)
    links = tuple(Span(s - sentence.start, e - sentence.start) for (s, e), _ in text.links)
    for trap, all_found in matches.items():
        flags: dict[tuple[int, int], frozenset[str]] = {}
        kept: list[tuple[int, int, Rule, str]] = []
        for start, end, rule, pattern in all_found:
            if (start, end) not in flags:
                own = {g for g in speech.lexicon.guards if speech.guard(g, folded, start, end)}
                flags[start, end] = frozenset({*shared, *match_flags(folded, start, end, code, links), *own})
            here = flags[start, end]
            if not here & speech.lexicon.never and not here.intersection(rule.unless[speech.lang]):
                kept.append((start, end, rule, pattern))
        if kept:
            start, end, _, _ = first = min(kept, key=lambda k: (k[0], -k[1]))
            rules = tuple(dict.fromkeys(k[2] for k in (first, *kept)))
            signs = {
                *flags[start, end],
                *("rule:" + rule.id for rule in rules),
                *("pattern:" + pattern for _, _, _, pattern in kept),
                *pairs(rules, flags[start, end], around),
                *word_signs(folded, start, end, speech.lang),
            }
            yield Candidate(
                trap=trap,
                lang=speech.lang,
                rules=rules,
                span=text.source_span(sentence.start + start, sentence.start + end),
                signs=frozenset(signs),
                sentence=folded,
            )


def _bounded(text: str) -> Iterator[Span]:
    for start, end in sentences(text):
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > 0 else start + _LONGEST
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


def judged(candidate: Candidate, engine: Engine, places: Positions) -> Diagnostic | None:
    """The diagnostic of a candidate whose signs speak for it; an own rule needs no weights and speaks for itself."""
    known = weights(candidate.lang).get(candidate.trap)
    own = next((r for r in candidate.rules if r.own), None)
    if own is None and known is not None and score(known, candidate.signs) <= 0:
        return None
    rule = own or max(candidate.rules, key=lambda r: (known or {}).get("rule:" + r.id, 0.0))
    return Diagnostic(
        trap=rule.trap,
        rule=rule.id,
        severity=engine.severity(rule),
        span=candidate.span,
        line=places.line(candidate.span.start),
        lang=candidate.lang,
        message=rule.message,
        question=rule.question,
        page=f"rules/{rule.id}",
    )


def _ordered(found: list[Diagnostic], silenced: Suppressions, places: Positions) -> tuple[Diagnostic, ...]:
    kept = [d for d in found if not silenced.covers(d)]
    kept.extend(silenced.complaints(places))
    return tuple(sorted(kept, key=lambda d: (d.span, d.rule)))
