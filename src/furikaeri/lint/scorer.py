"""Whether the signs of a sentence together make a finding: a sum of weights that a person can read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import fsum
from operator import add
from pathlib import Path

from furikaeri.lint.words import Read
from furikaeri.text import Lang

Weights = Mapping[str, Mapping[str, float]]
_WEIGHTS = Path(__file__).parent / "weights"
_PLACES = {
    "actions": "plan", "lessons": "plan", "root_cause": "judged", "went_wrong": "judged", "detection": "judged",
    "trigger": "judged", "lucky": "lucky", "went_well": "well", "timeline": "story", "summary": "story",
    "resolution": "story", "impact": "story",
}  # fmt: skip
_WORDS = 20  # words beside an English one
_CLOSING = " 。．.、,！？!?」』）)*:：…"


@cache
def weights(lang: Lang) -> Weights:
    """The shipped weights: trap, then sign, then weight; a trap without weights trusts its rules alone."""
    path = _WEIGHTS / f"{lang}.json"
    found: Weights = json.loads(path.read_bytes()) if path.exists() else {}
    return found


def word_signs(sentence: Read, start: int, end: int) -> frozenset[str]:
    """The words about a match, alone and in pairs; of a Japanese sentence, the characters in twos and threes, bare.

    A Japanese sentence also says by its last characters whether it tells, asks, plans or orders.
    They add little to the flags of rules and guards on documents of other organisations (a hundredth or two of F1).
    """
    if sentence.meanings:
        first, last = sentence.numbers(start, end)
        words = [meaning[4] for meaning in sentence.meanings[max(0, first - _WORDS) : last + _WORDS]]
        return frozenset([*words, *[f"{one} {other[2:]}" for one, other in pairwise(("w:^", *words))]])
    folded = sentence.folded
    pairs = list(map(add, folded, folded[1:]))
    ending = folded.rstrip(_CLOSING)
    return frozenset([*pairs, *map(add, pairs, folded[2:]), *["end:" + ending[-n:] for n in (2, 3, 4)]])


def place_signs(rules: Iterable[str], count: int, role: str, kind: str) -> Iterator[str]:
    """Where a Japanese match stands, alone and with its rules, and how many patterns met in it.

    The same words mean one thing in a lesson and another in a row of the timeline. Of these, English knows only the last.
    """
    place = _PLACES.get(role, "elsewhere")
    yield "place:" + place
    yield f"place:{role}/{kind}"
    yield f"found:{min(count, 4)}"
    for rule in rules:
        yield f"rule:{rule}@{place}"


def score(known: Mapping[str, float], signs: Iterable[str]) -> float:
    """The sum of the weights of the signs, each given once; above nought it is a finding."""
    return round(fsum([known.get("bias", 0.0), *[known[sign] for sign in known.keys() & signs]]), 9)


def group_of(sign: str) -> str:
    """What kind of sign it is: a "rule", a "pattern", a "word", else a "flag"."""
    head = sign.partition(":")[0]
    return head if head in {"rule", "pattern"} else "word" if head in {"w", "end"} or len(sign) <= 3 else "flag"
