"""A chronology from its parts: events as the store keeps them, facts, and everything that people stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.chronology.faults import record_faults
from furikaeri.chronology.key_moments import chosen, key_moment_faults, key_moments
from furikaeri.chronology.measures import measures
from furikaeri.chronology.order import order
from furikaeri.chronology.relate import judged, relate
from furikaeri.chronology.scene import Scene, default_reading
from furikaeri.chronology.severity import severity_spans
from furikaeri.model.chronology import Assessment, Chronology, Fault, Relation, Statements
from furikaeri.model.event import LANES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.model.chronology import Correction
    from furikaeri.model.event import Event, IncidentFact


class Proposals(msgspec.Struct, frozen=True, array_like=True):
    """What the machine alone reads from the events: it changes only with them, so it can be kept.

    Assessments by event id, every proposed relation before anybody judged it, and the faults of the record.
    """

    assessments: dict[str, Assessment]
    relations: tuple[Relation, ...]
    faults: tuple[Fault, ...]


def build(
    events: Iterable[Event],
    facts: Iterable[IncidentFact] = (),
    statements: Statements | None = None,
    *,
    assessments: Mapping[str, Assessment] | None = None,
    proposals: Proposals | None = None,
    scopes: Iterable[str] = (),
    zone: str = "UTC",
    lanes: tuple[str, ...] = (),
) -> Chronology:
    """The whole chronology: corrected, related, ordered, with its faults, key moments, severities and measures.

    `events` are latest revisions in any order; `facts` what records say of the incident as a whole; `scopes` what
    exports promise to hold whole. `assessments` by event id; None reads the messages here; `proposals` as kept from the
    same events, which saves reading them again. `lanes` in the order to draw; lanes that only events know come after.
    The result is the same for any order of the input.
    """
    said = statements or Statements()
    known = gathered(events, said)
    if proposals is not None:
        scene = Scene(known, proposals.assessments, said.clocks)
    else:
        scene = Scene(known, dict(default_reading()(known) if assessments is None else assessments), said.clocks)
        proposals = propose(scene, said, scopes)
    return assembled(scene, proposals, said, facts, zone=zone, lanes=lanes)


def gathered(events: Iterable[Event], said: Statements) -> tuple[Event, ...]:
    """All events, those that people told among them, with people's corrections upon them; by id."""
    return corrected([*{event.id: event for event in (*events, *said.events)}.values()], said.corrections)


def propose(scene: Scene, said: Statements, scopes: Iterable[str] = ()) -> Proposals:
    """Everything that rules read from the events, before anybody judged it."""
    return Proposals(
        {id_: scene.assessments[id_] for id_ in sorted(scene.assessments) if id_ in scene.by_id},
        relate(scene),
        record_faults(scene, said.clocks, scopes),
    )


def assembled(
    scene: Scene,
    proposals: Proposals,
    said: Statements,
    facts: Iterable[IncidentFact] = (),
    *,
    zone: str = "UTC",
    lanes: tuple[str, ...] = (),
) -> Chronology:
    """The chronology of a scene, its proposals and what people said of them."""
    relations = judged(proposals.relations, said.relations, said.verdicts)
    severities = said.severities or severity_spans(scene.events, facts)
    moments = chosen(key_moments(scene, relations, severities), said.key_moments)
    chronology = Chronology(
        events=order(scene.events, relations, said.clocks, spans=scene.spans),
        assessments=proposals.assessments,
        relations=relations,
        key_moments=moments,
        accounts=said.accounts,
        beliefs=said.beliefs,
        decisions=said.decisions,
        contests=said.contests,
        severities=severities,
        faults=(*proposals.faults, *key_moment_faults(scene, moments)),
        clocks=said.clocks,
        lanes=_lanes(scene.events, lanes),
        zone=zone,
    )
    return msgspec.structs.replace(chronology, measures=measures(chronology, scene))


def corrected(events: Iterable[Event], corrections: Iterable[Correction]) -> tuple[Event, ...]:
    """The events with people's corrections upon them, by id; the last word on each field counts."""
    known = {event.id: event for event in events}
    for correction in corrections:
        event = known.get(correction.event)
        if event is not None:
            fields = ((name, getattr(correction, name)) for name in ("span", "text", "kind", "lane"))
            known[event.id] = msgspec.structs.replace(event, **{k: v for k, v in fields if v is not None})
    return tuple(known[id_] for id_ in sorted(known))


def _lanes(events: Iterable[Event], stated: tuple[str, ...]) -> tuple[str, ...]:
    used = {event.lane for event in events}
    first = stated or tuple(lane for lane in LANES if lane in used)
    return (*first, *sorted(used - set(first)))
