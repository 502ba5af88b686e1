"""A change stands before a symptom: near in time, about the same part of the system, and not an everyday one."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.chronology.gaps import joined, open_alerts, passed_on
from furikaeri.chronology.scene import Rule, Scene
from furikaeri.chronology.signs import alert_key
from furikaeri.chronology.tokens import spoken_whole
from furikaeri.chronology.written import apart, named
from furikaeri.model.chronology import Relation
from furikaeri.model.timespan import HOUR, MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.model.event import Event

BACK = 2 * HOUR
FADE = 20 * MINUTE
LEAST_OVERLAP = 0.08
"""A change that shares no word with the symptom still ranks, low: it is listed, so that it can be ruled out."""
SYMPTOMS = 40
NOTICED_BEFORE = 15 * MINUTE
"""People may notice before any alert does."""
LISTED = 30
LOOKED_AT = 500
"""The nearest so many changes are ranked: more than that in two hours is a machine at work."""

_REASON = Text(
    "{apart} before; shared: {shared}; {rarity}. Rank {rank} of {of} changes in the two hours "
    "before. It came earlier; that alone makes it no cause.",
    "{apart}前。共通する語: {shared}。{rarity}。直前 2 時間の変更 {of} 件中 {rank} 位。"
    "先に起きたというだけで、原因とは限りません。",
)
_NOTHING = Text("nothing", "なし")
_RARE = Text("the only change of its sort here", "同じ種類の変更はほかにありません")
_COMMON = Text("one of {n} changes of its sort", "同じ種類の変更が {n} 件あります")


class Ranked(NamedTuple):
    """One change before one symptom, with what its score is made of."""

    score: float
    change: Event
    gap: int
    shared: tuple[str, ...]
    sort: int


def propose(scene: Scene) -> Iterator[Relation]:
    """`precedes` from every change in the window to every distinct symptom, ranked, non-culprits too."""
    sorts = Counter(_sort(change) for change in scene.changes)
    for symptom in symptoms(scene):
        ranked = rank(scene, symptom, sorts)
        for place, (score, change, gap, shared, sort) in enumerate(ranked[:LISTED], 1):
            yield Relation(
                a=change.id,
                b=symptom.id,
                type="precedes",
                rule="change",
                score=round(score, 3),
                reason=_REASON.fill(
                    apart=apart(gap),
                    shared=named(shared[:4]) or _NOTHING,
                    rarity=_RARE if sort == 1 else _COMMON.fill(n=sort),
                    rank=place,
                    of=len(ranked),
                ),
            )


def symptoms(scene: Scene) -> list[Event]:
    """The distinct first signs of trouble: each alert's first opening, people's first reports; earliest first.

    What only passes an alert on is none, nor is what people saw when no alert was open (where there are any).
    """
    seen: set[str] = set()
    found = []
    second_hand = passed_on(scene)
    troubled = joined((one.lo - NOTICED_BEFORE, one.hi) for one in open_alerts(scene))
    for event in scene.events:
        alert = event.id in scene.alert_ids
        if event.id in second_hand:
            seen.add(alert_key(event))
            continue
        if not alert and (scene.kind(event) != "observation" or scene.machine[event.id]):
            continue
        if not alert and troubled and not any(lo <= scene.at[event.id] <= hi for lo, hi in troubled):
            continue
        key = alert_key(event) if alert else f"said:{scene.at[event.id] // HOUR}"
        if key not in seen:
            seen.add(key)
            found.append(event)
            if len(found) == SYMPTOMS:
                break
    return found


def rank(scene: Scene, symptom: Event, sorts: Counter[str]) -> list[Ranked]:
    """All changes in the window before a symptom, likeliest first: exp(-gap / 20 min) x overlap x rarity."""
    at = scene.at[symptom.id]
    context = scene.words[symptom.id]
    weights = {word: scene.weights[word] for word in context}
    found = []
    for change in scene.changes_between(at - BACK, at + MINUTE)[-LOOKED_AT:]:
        end = change.span.hi if change.span.shape == "interval" else None
        took_effect = end if end is not None and end <= at else scene.at[change.id]
        gap = max(0, at - took_effect)
        shared = context & scene.words[change.id]
        overlap = min(1.0, LEAST_OVERLAP + sum(weights[word] for word in shared) / 1.5)
        sort = sorts[_sort(change)]
        score = math.exp(-gap / FADE) * overlap / (1 + math.log(sort))
        told = tuple(sorted(spoken_whole(shared), key=lambda word: (scene.frequency[word], word)))
        found.append(Ranked(score, change, gap, told, sort))
    return sorted(found, key=lambda one: (-one.score, one.change.id))


def _sort(change: Event) -> str:
    facts = change.facts
    operation = facts.get("operation") or " ".join(change.text.lower().split()[:2])
    place = facts.get("service") or facts.get("resource") or facts.get("branch") or ""
    return f"{change.source}|{operation}|{place}"


RULE = Rule(name="change", title=Text("Changes before a symptom", "症状に先立つ変更"), propose=propose)
