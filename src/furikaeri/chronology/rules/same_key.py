"""Two systems recorded one happening: both records carry the same id or address."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from furikaeri.chronology.scene import Rule, Scene
from furikaeri.chronology.written import apart
from furikaeri.model.chronology import Relation
from furikaeri.model.timespan import HOUR, MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.model.event import Event

FAR = 15 * HOUR
"""No two clocks differ by more: the widest zones are 14 hours from UTC, and an hour's margin."""

COMMON = 400
"""An id on more records than this names a channel or a system, not one happening."""

_REASON = Text(
    "Both records carry {key}; they stand {apart} apart.",
    "どちらの記録にも {key} があり、{apart}離れています。",
)


def propose(scene: Scene) -> Iterator[Relation]:
    """`same-as` across sources for records of one phase with one key; the nearest in time, or the n-th to the n-th."""
    done: set[tuple[str, str]] = set()
    for key, carriers in sorted(scene.by_key.items()):
        if 2 <= len(carriers) <= COMMON:
            for a, b in matches(scene, carriers):
                pair = (min(a.id, b.id), max(a.id, b.id))
                if pair not in done:
                    done.add(pair)
                    yield _relation(scene, key, *pair)


def matches(scene: Scene, carriers: list[Event]) -> Iterator[tuple[Event, Event]]:
    """Pairs of machine records of one phase from two sources, each record at most once per pair of sources.

    Records that mark no phase pair only where each source holds the key once: a ticket's row and the post about it.
    Two files of a format that any system may write count as two sources.
    """
    groups: dict[str, dict[str, list[Event]]] = {}
    for event in carriers:
        if scene.machine[event.id]:
            groups.setdefault(scene.phase[event.id], {}).setdefault(scene.system[event.id], []).append(event)
    for phase, by_source in groups.items():
        sources = [name for name in sorted(by_source) if phase or len(by_source[name]) == 1]
        for i, one in enumerate(sources):
            for other in sources[i + 1 :]:
                yield from _aligned(scene, by_source[one], by_source[other])


def _aligned(scene: Scene, one: list[Event], other: list[Event]) -> Iterator[tuple[Event, Event]]:
    if len(one) == len(other):
        pairs = zip(one, other, strict=True)
        yield from ((a, b) for a, b in pairs if abs(scene.at[a.id] - scene.at[b.id]) <= FAR)
        return
    few, many = sorted((one, other), key=len)
    times = [scene.at[event.id] for event in many]
    taken: set[int] = set()
    for event in few:
        at = scene.at[event.id]
        i = bisect_left(times, at)
        near = [j for j in (i - 1, i, i + 1) if 0 <= j < len(many) and j not in taken and abs(times[j] - at) <= FAR]
        if near:
            best = min(near, key=lambda j: (abs(times[j] - at), j))
            taken.add(best)
            yield event, many[best]


def _relation(scene: Scene, key: str, a: str, b: str) -> Relation:
    gap = abs(scene.at[a] - scene.at[b])
    return Relation(
        a=a,
        b=b,
        type="same-as",
        rule="same-key",
        score=round(0.97 if gap <= 10 * MINUTE else 0.8 if gap <= HOUR else 0.6, 2),
        reason=_REASON.fill(key=key.partition(":")[2], apart=apart(gap)),
    )


RULE = Rule(name="same-key", title=Text("The same id in two systems", "二つの仕組みに同じ ID"), propose=propose)
