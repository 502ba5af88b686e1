"""A display order that never contradicts what is sure: the same for the same events, however they came in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from furikaeri.chronology.bounds import accepted, bounds, clock_names
from furikaeri.chronology.ties import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.chronology.bounds import Bounds
    from furikaeri.model.chronology import Clock, Relation
    from furikaeri.model.event import Event

FORWARD = frozenset({"precedes", "leads-to", "hands-off"})
"""Relations whose `a` comes first; of `BACKWARD` ones `b` comes first."""
BACKWARD = frozenset({"replies-to", "supersedes"})


def order(
    events: Iterable[Event],
    relations: Iterable[Relation] = (),
    clocks: Iterable[Clock] = (),
    *,
    spans: Mapping[str, Bounds] | None = None,
) -> tuple[Event, ...]:
    """The events in a linear extension of the sure partial order, by best time where order is unknown.

    Accepted relations narrow the intervals first: a reply began no earlier than what it answers, so a parent known
    only to the minute moves before its reply. Only accepted clocks move anything. Ties fall to the order of the record,
    then to the id, so that the order of the input never shows. O(n log n). `spans` where the bounds of all events are known already.

    Why sorting is enough: each event stands at a point inside its (narrowed) interval, and where `before(a, b)` holds
    the intervals don't touch, so no point of `a` can come after one of `b`.
    """
    known = sorted(events, key=lambda event: event.id)
    if spans is None:
        names = clock_names(known)
        moved = accepted(clocks)
        spans = {event.id: bounds(event, names[event.id], moved) for event in known}
    pairs = _pairs(relations, spans)
    ranks = _ranks(pairs)
    lows, highs = _narrow(spans, pairs, ranks)
    best = {id_: (low + (highs[id_] - low) // 2, ranks.get(id_, 0), low) for id_, low in lows.items()}
    crowd = Counter(best.values())
    return tuple(sorted(known, key=lambda e: (best[e.id], place(e) if crowd[best[e.id]] > 1 else (), e.id)))


def _pairs(relations: Iterable[Relation], spans: Mapping[str, Bounds]) -> list[tuple[str, str]]:
    """Accepted (earlier, later) pairs that the clocks don't forbid."""
    pairs = set()
    for relation in relations:
        if relation.status != "accepted" or relation.a not in spans or relation.b not in spans:
            continue
        if relation.type in FORWARD:
            first, then = relation.a, relation.b
        elif relation.type in BACKWARD:
            first, then = relation.b, relation.a
        else:
            continue
        if first != then and spans[first].lo < spans[then].by:
            pairs.add((first, then))
    return sorted(pairs)


def _ranks(pairs: list[tuple[str, str]]) -> dict[str, int]:
    """How deep each event stands below others; members of a circle, which says nothing, stay at 0."""
    after: dict[str, list[str]] = {}
    waits: dict[str, int] = {}
    for first, then in pairs:
        after.setdefault(first, []).append(then)
        waits[then] = waits.get(then, 0) + 1
    ranks = {first: 0 for first in after if first not in waits}
    ready = list(ranks)
    for first in ready:
        for then in after.get(first, ()):
            waits[then] -= 1
            ranks[then] = max(ranks.get(then, 0), ranks[first] + 1)
            if waits[then] == 0:
                ready.append(then)
    whole = set(ready)
    return {id_: rank for id_, rank in ranks.items() if id_ in whole}


def _narrow(
    spans: Mapping[str, Bounds], pairs: list[tuple[str, str]], ranks: Mapping[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """The earliest and latest beginning of each event once the pairs are believed; never outside its own interval."""
    lows = {id_: span.lo for id_, span in spans.items()}
    highs = {id_: span.hi for id_, span in spans.items()}
    usable = sorted((p for p in pairs if p[0] in ranks and p[1] in ranks), key=lambda p: (ranks[p[0]], ranks[p[1]], p))
    for first, then in usable:
        if lows[first] < spans[then].by:
            lows[then] = max(lows[then], lows[first])
            highs[then] = max(highs[then], lows[then])
    for first, then in sorted(usable, key=lambda p: (-ranks[p[1]], -ranks[p[0]], p)):
        if highs[then] >= lows[first]:
            highs[first] = min(highs[first], highs[then])
    return lows, highs
