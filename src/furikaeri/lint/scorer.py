"""Whether the signs of a sentence together make a finding: a sum of weights that a person can read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from furikaeri.lint.guards import Surroundings
from furikaeri.lint.rule import Rule
from furikaeri.text import Lang

Weights = Mapping[str, Mapping[str, float]]
_WEIGHTS = Path(__file__).parent / "weights"
_WORD = re.compile(r"[a-z]{1,24}(?:'[a-z]{1,4})?|\d{1,6}|[?:!]")
_WINDOW = 160
_TOGETHER = (
    "imperative", "document", "mechanism", "care", "kind:item", "future", "leads", "starts-writing", "starts-checking",
    "starts-telling", "starts-building", "starts-inquiring", "practice", "software",
)  # fmt: skip
_PLACES = {
    "actions": "plan", "lessons": "plan", "went_wrong": "judged", "root_cause": "judged", "lucky": "judged",
    "went_well": "judged", "timeline": "story", "summary": "story", "detection": "story", "resolution": "story",
    "impact": "story", "trigger": "judged",
}  # fmt: skip


@cache
def weights(lang: Lang) -> Weights:
    """The shipped weights: trap, then sign, then weight; a trap without weights trusts its rules alone."""
    path = _WEIGHTS / f"{lang}.json"
    found: Weights = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def word_signs(folded: str, start: int, end: int, lang: Lang) -> Iterator[str]:
    """The words about a match, alone and in pairs (Japanese: two and three characters); those beside it twice."""
    left, right = max(0, start - _WINDOW), end + _WINDOW
    if lang == "ja":
        part = folded[left:right]
        for n in (2, 3):
            for at in range(len(part) - n + 1):
                yield "w:" + part[at : at + n]
        for n in (1, 2, 3):
            yield f"before:{folded[max(0, start - n) : start]}"
            yield f"after:{folded[end : end + n]}"
        return
    words = _WORD.findall(folded, left, right)
    previous = "^"
    for word in words:
        yield "w:" + word
        yield f"w:{previous} {word}"
        if len(word) > 6:
            yield "stem:" + word[:5]
        previous = word
    for word in _WORD.findall(folded, max(0, start - 40), start)[-3:]:
        yield "before:" + word
    for word in _WORD.findall(folded, end, end + 60)[:4]:
        yield "after:" + word


def pairs(rules: Iterable[Rule], flags: set[str], around: Surroundings) -> Iterator[str]:
    """Rule and circumstance together: the same words weigh more in an action than in a timeline."""
    place = _PLACES.get(around.role, "elsewhere")
    with_rule = [flag for flag in ("imperative", "person-before", "machine-before", "conditional") if flag in flags]
    yield "place:" + place
    for flag in _TOGETHER:
        if flag in flags:
            yield f"{flag}&{place}"
    for rule in rules:
        yield f"rule:{rule.id}&{place}"
        for flag in with_rule:
            yield f"rule:{rule.id}&{flag}"


def score(known: Mapping[str, float], signs: Iterable[str]) -> float:
    """The sum of the weights of the signs, each counted once; above nought it is a finding."""
    get = known.get
    return get("bias", 0.0) + sum(get(sign, 0.0) for sign in set(signs))


def group_of(sign: str) -> str:
    """What kind of sign it is: a "rule", a "pattern", a "word", else a "flag"."""
    head = sign.partition(":")[0]
    return head if head in {"rule", "pattern"} else "word" if head in {"w", "stem", "before", "after"} else "flag"
