"""How much each flag speaks for each rung and kind: a linear model whose weights a person can read (`weights.json`)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

Weights = Mapping[str, Mapping[str, float]]
"""Flag to answer to weight; an answer that is not named has weight 0."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A softmax over `answers`; `weights` are learnt by `benchmarks/train_ladder.py`."""

    answers: tuple[str, ...]
    weights: Weights

    def chances(self, flags: Iterable[str]) -> dict[str, float]:
        """The probability of each answer, in the order of `answers`."""
        sums = dict.fromkeys(self.answers, 0.0)
        for flag in flags:
            for answer, weight in self.weights.get(flag, {}).items():
                sums[answer] += weight
        top = max(sums.values())
        parts = {answer: math.exp(x - top) for answer, x in sums.items()}
        total = sum(parts.values())
        return {answer: part / total for answer, part in parts.items()}

    def speaks(self, flag: str, answer: str) -> float:
        """How much the flag speaks for the answer compared with the other answers together."""
        weights = self.weights.get(flag, {})
        return weights.get(answer, 0.0) - sum(weights.values()) / len(self.answers)


@cache
def scorers() -> tuple[Scorer, Scorer]:
    """The shipped scorers: of rungs (`X` = none) and of kinds."""
    data = json.loads((resources.files(__package__) / "weights.json").read_text("utf-8"))
    rung, kind = (Scorer(tuple(data[name]["answers"]), data[name]["weights"]) for name in ("rung", "kind"))
    return rung, kind
