"""Two systems recorded one happening: no shared id, but the same telling words within minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.scene import Rule, Scene
from furikaeri.chronology.tokens import spoken_whole
from furikaeri.chronology.written import apart, named
from furikaeri.model.chronology import Relation
from furikaeri.model.timespan import MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.model.event import Event

NEAR = 5 * MINUTE
ENOUGH = 0.5
ENOUGH_OF_PEOPLE = 0.8
"""People who say alike things say them twice; only near-verbatim copies (a bridged channel) are one saying."""
WORDS_OF_PEOPLE = 5
"""Fewer words than these people often say alike."""
LOOKED_AT = 12
"""Neighbours compared for one event and word: bursts can't make the work quadratic."""

_REASON = Text(
    "The same telling words ({words}), {apart} apart, in {one} and {other}.",
    "{one} と {other} に同じ語（{words}）があり、{apart}差です。",
)


def propose(scene: Scene) -> Iterator[Relation]:
    """`same-as` across sources by weighted word overlap within five minutes; each event to its likest in a source."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    system, machine, words = scene.system, scene.machine, scene.words
    for event in scene.events:
        if not machine[event.id] and len(words[event.id]) < WORDS_OF_PEOPLE:
            continue
        for other in _neighbours(scene, event):
            people = not (machine[event.id] and machine[other.id])
            score = likeness(scene, event, other)
            if score < (ENOUGH_OF_PEOPLE if people else ENOUGH):
                continue
            for one, two in ((event, other), (other, event)):
                place = (one.id, system[two.id])
                best[place] = max(best.get(place, (0.0, "")), (score, two.id))
    mutual = {
        (min(one, two), max(one, two)): score
        for (one, _), (score, two) in best.items()
        if best.get((two, system[one]), (0.0, ""))[1] == one
    }
    for (a, b), score in sorted(mutual.items()):
        yield _relation(scene, a, b, score)


def likeness(scene: Scene, a: Event, b: Event) -> float:
    """Weighted Jaccard overlap of the words of two events, 0 to 1."""
    one, two = scene.words[a.id], scene.words[b.id]
    telling = scene.weights.__getitem__
    return sum(map(telling, one & two)) / (sum(map(telling, one | two)) or 1.0)


def _neighbours(scene: Scene, event: Event) -> list[Event]:
    """Later events of other systems and the same phase within reach that share one of the three most telling words."""
    at, system, phase = scene.at[event.id], scene.system[event.id], scene.phase[event.id]
    telling = sorted((scene.frequency[word], word) for word in scene.words[event.id] & scene.crossing)[:3]
    found: dict[str, Event] = {}
    for _, word in telling:
        for other in scene.following(word, at, at + NEAR, LOOKED_AT):
            if scene.system[other.id] != system and scene.phase[other.id] == phase:
                found[other.id] = other
    return list(found.values())


def _relation(scene: Scene, a: str, b: str, score: float) -> Relation:
    whole = spoken_whole(scene.words[a] & scene.words[b])
    shared = sorted(whole, key=lambda word: (scene.frequency[word], word))[:4]
    return Relation(
        a=a,
        b=b,
        type="same-as",
        rule="alike",
        score=round(min(score, 0.95), 2),
        reason=_REASON.fill(
            words=named(shared),
            apart=apart(abs(scene.at[a] - scene.at[b])),
            one=scene.by_id[a].source,
            other=scene.by_id[b].source,
        ),
    )


RULE = Rule(name="alike", title=Text("The same words in two systems", "二つの仕組みに同じ言葉"), propose=propose)
