"""Where a written countermeasure stands on the ladder, by what words, and the question that leads one rung up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from furikaeri.countermeasures.flags import Flags, flags
from furikaeri.countermeasures.rungs import question, rungs
from furikaeri.countermeasures.scorer import Scorer, scorers
from furikaeri.countermeasures.statement import Statement, state
from furikaeri.countermeasures.terms import terms
from furikaeri.model.countermeasure import RUNG_NAMES, Rung, RungName
from furikaeri.model.finding import CountermeasureKind
from furikaeri.text import Span, Text

NO_RUNG = "X"
_NEIGHBOUR = 1.5
"""What a guess within one step of the truth is worth; the very rung brings 1 more. It draws doubtful texts to the middle."""
_PLAUSIBLE = 0.1
"""A rung with less than this share of the likeliest rung's chance is never answered, however well it lies between two."""
_LEAVE_ALONE = 1.6
"""What leaving an item without a rung rightly is worth: a wrong rung on mere clean-up work annoys more than silence."""
_WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One countermeasure on the ladder.

    `rung` is None for clean-up work, investigation, vague items, and where nothing in the text decides. `confidence`
    is 0 to 1: the model's own share for what it says. `why` are the writer's words that decided, strongest first.
    """

    text: str
    rung: Rung | None
    kind: CountermeasureKind | None
    confidence: float
    why: tuple[str, ...]
    question: Text


def place(text: str) -> Placement:
    """Any text, English or Japanese, as a placement; never raises, reads the first 1,200 characters."""
    said = state(text)
    found = flags(said)
    if not any(found.values()):
        return Placement(text=text, rung=None, kind=None, confidence=0.0, why=(), question=question(None, None))
    rung_scorer, kind_scorer = scorers()
    shown = (*found, *terms(said))
    chances = rung_scorer.chances(shown)
    answer = choose(chances)
    kinds = kind_scorer.chances(shown)
    kind = cast("CountermeasureKind", max(kinds, key=kinds.__getitem__))
    name = None if answer == NO_RUNG else cast("RungName", answer)
    return Placement(
        text=text,
        rung=rungs()[name] if name else None,
        kind=kind,
        confidence=round(chances[answer], 3),
        why=_why(said, found, rung_scorer, answer),
        question=question(name, kind),
    )


def weakest(texts: Iterable[str]) -> Placement | None:
    """The placement on the lowest rung among the parts of one countermeasure; None where no part has a rung.

    >>> weakest(["Alert on disk usage.", "Remind everyone to be careful."]).rung.name
    'L0'
    """
    placed = [p for p in map(place, texts) if p.rung]
    return max(placed, key=lambda p: p.rung.step if p.rung else 0, default=None)


def placement_json(placement: Placement) -> dict[str, object]:
    """What `furikaeri ladder --format jsonl` prints of a placement, ready for any JSON encoder."""
    return {
        "text": placement.text,
        "rung": placement.rung.name if placement.rung else None,
        "kind": placement.kind,
        "confidence": placement.confidence,
        "why": list(placement.why),
    }


def choose(chances: Mapping[str, float]) -> str:
    """The answer worth most on average, where being one step off is worth something."""
    row = [chances.get(name, 0.0) for name in RUNG_NAMES]
    worth = {NO_RUNG: chances.get(NO_RUNG, 0.0) * (1 + _NEIGHBOUR) * _LEAVE_ALONE}
    for i, name in enumerate(RUNG_NAMES):
        if row[i] >= _PLAUSIBLE * max(row):
            worth[name] = row[i] + _NEIGHBOUR * sum(row[max(0, i - 1) : i + 2])
    return max(worth, key=worth.__getitem__)


def _why(said: Statement, found: Flags, scorer: Scorer, answer: str) -> tuple[str, ...]:
    """The words whose flags speak most for the answer, in the writer's letters."""
    weight: dict[Span, float] = {}
    for flag, spans in found.items():
        for span in spans:
            weight[span] = weight.get(span, 0.0) + scorer.speaks(flag, answer)
    shown: list[Span] = []
    for span in sorted((s for s in weight if weight[s] > 0), key=lambda s: (-weight[s], s)):
        if all(span.end <= s.start or s.end <= span.start for s in shown):
            shown.append(span)
    return tuple(dict.fromkeys(said.shown[s.start : s.end] for s in shown[:_WORDS_SHOWN]))
