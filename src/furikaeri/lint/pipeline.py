"""From a document to diagnostics: blocks, sentences that the sieve wakes, patterns, guards, scores."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from furikaeri.lint.candidates import Candidate, candidates, sift
from furikaeri.lint.diagnostic import Diagnostic
from furikaeri.lint.engine import Engine, engine_for
from furikaeri.lint.page import rule_page
from furikaeri.lint.rule import Rule
from furikaeri.lint.scorer import score
from furikaeri.lint.settings import Settings
from furikaeri.lint.suppression import Suppressions, suppressions
from furikaeri.lint.surroundings import Surroundings, is_guide
from furikaeri.markup.blocks import Block, blocks
from furikaeri.markup.positions import Positions
from furikaeri.markup.sections import sections
from furikaeri.text import Lang, Span

_READ = frozenset({"heading", "paragraph", "item", "row"})


def lint(source: str, *, settings: Settings | None = None, known: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """What the rules notice in a Markdown or plain text, in reading order.

    `known`: names beside those of the rules that a comment may silence, as the checks of whole documents.
    Raises FurikaeriError only where the settings' own rules can't be used.
    """
    engine = engine_for(settings or Settings())
    places = Positions.of(source)
    sifted = sift(source)
    found: list[Diagnostic] = []
    for block, around in placed(source, sifted):
        for candidate in candidates(source, sifted, block, around, engine):
            rule = judged(candidate, engine)
            if rule is not None:
                found.append(diagnostic(rule, candidate.lang, candidate.span, engine, places))
    return _ordered(found, suppressions(source, engine.ids.union(known) if known else engine.ids), places)


def placed(source: str, sifted: str) -> Iterator[tuple[Block, Surroundings]]:
    """The blocks that are read for language, each with what surrounds it. `sifted` is `sift(source)`."""
    guide = is_guide(sifted)
    all_blocks = blocks(source)
    found = sections(source, all_blocks)
    at = 0
    for n, block in enumerate(all_blocks):
        while at + 1 < len(found) and found[at + 1].blocks.start <= n + 1:
            at += 1
        if block.kind in _READ and block.pieces:
            yield block, Surroundings(found[at].role, block.kind, block.header, block.quoted, block.checked, guide)


def judged(candidate: Candidate, engine: Engine) -> Rule | None:
    """The rule to name where the signs speak for a candidate; an own rule needs no weights and speaks for itself."""
    known = engine.speech(candidate.lang).weights.get(candidate.trap)
    own = next((rule for rule in candidate.rules if rule.own), None)
    if own is not None or known is None:
        return own or candidate.rules[0]
    if score(known, chain(candidate.flags, candidate.words)) <= 0:
        return None
    return max(candidate.rules, key=lambda rule: known.get("rule:" + rule.id, 0.0))


def diagnostic(rule: Rule, lang: Lang, span: Span, engine: Engine, places: Positions) -> Diagnostic:
    """What is said of a span in which a rule found its words."""
    return Diagnostic(
        trap=rule.trap,
        rule=rule.id,
        severity=engine.severity(rule),
        span=span,
        line=places.line(span.start),
        lang=lang,
        message=rule.message,
        question=rule.question,
        page=rule_page(rule.id, lang, own=rule.own),
    )


def _ordered(found: list[Diagnostic], silenced: Suppressions, places: Positions) -> tuple[Diagnostic, ...]:
    kept = [d for d in found if not silenced.covers(d)]
    kept.extend(silenced.complaints(places))
    return tuple(sorted(kept, key=lambda d: (d.span, d.rule)))
