"""Which events belong together: proposals by rule with a reason, and what people said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.chronology.scene import Scene, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.model.chronology import Assessment, Relation, Verdict
    from furikaeri.model.event import Event

SURE_ENOUGH = 0.6
"""From this score on a proposed sameness collapses in a story; all records stay."""
NOTABLE = 0.1
"""A change that scores less than this against every symptom matches nothing."""


def relate(
    events: Iterable[Event] | Scene, assessments: Mapping[str, Assessment] | None = None
) -> tuple[Relation, ...]:
    """Every proposal of every rule, best first; of two rules that see the same pair the surer one speaks."""
    scene = events if isinstance(events, Scene) else Scene(events, assessments)
    best: dict[str, Relation] = {}
    for rule in rules().values():
        for relation in rule.propose(scene):
            known = best.get(relation.id)
            if known is None or known.score < relation.score:
                best[relation.id] = relation
    return tuple(sorted(best.values(), key=lambda relation: (-relation.score, relation.id)))


def judged(
    proposals: Iterable[Relation], stated: Iterable[Relation] = (), verdicts: Iterable[Verdict] = ()
) -> tuple[Relation, ...]:
    """Proposals and people's own relations with people's verdicts upon them; the last verdict counts."""
    known = {relation.id: relation for relation in proposals}
    known.update((relation.id, relation) for relation in stated)
    for verdict in verdicts:
        relation = known.get(verdict.relation)
        if relation is not None:
            known[verdict.relation] = msgspec.structs.replace(relation, status=verdict.status, by=verdict.by)
    return tuple(sorted(known.values(), key=lambda relation: (-relation.score, relation.id)))


def unmatched_changes(scene: Scene, relations: Iterable[Relation]) -> tuple[str, ...]:
    """The changes that match no symptom, in time order: looked at, and nothing found."""
    matched = {r.a for r in relations if r.type in {"precedes", "leads-to"} and r.score >= NOTABLE}
    return tuple(change.id for change in scene.changes if change.id not in matched)


def clusters(relations: Iterable[Relation]) -> dict[str, str]:
    """For every event that is the same as others, the one id that stands for all of them: the smallest."""
    parent: dict[str, str] = {}

    def root(id_: str) -> str:
        while parent.setdefault(id_, id_) != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for relation in relations:
        if relation.type != "same-as" or relation.status == "rejected":
            continue
        if relation.status == "accepted" or relation.score >= SURE_ENOUGH:
            one, two = sorted((root(relation.a), root(relation.b)))
            parent[two] = one
    return {id_: root(id_) for id_ in parent}
