"""A chronology from its parts: events as the store keeps them, facts, and everything that people stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.chronology.faults import scene_faults
from furikaeri.chronology.key_moments import chosen, key_moments
from furikaeri.chronology.measures import measures
from furikaeri.chronology.order import order
from furikaeri.chronology.relate import judged, relate
from furikaeri.chronology.scene import Scene, default_reading
from furikaeri.chronology.severity import severity_spans
from furikaeri.model.chronology import Assessment, Chronology, Statements
from furikaeri.model.event import LANES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.model.chronology import Correction
    from furikaeri.model.event import Event, IncidentFact


def build(
    events: Iterable[Event],
    facts: Iterable[IncidentFact] = (),
    statements: Statements | None = None,
    *,
    assessments: Mapping[str, Assessment] | None = None,
    scopes: Iterable[str] = (),
    zone: str = "UTC",
    lanes: tuple[str, ...] = (),
) -> Chronology:
    """The whole chronology: corrected, related, ordered, with its faults, key moments, severities and measures.

    `events` are latest revisions in any order; `facts` what records say of the incident as a whole; `scopes` what
    exports promise to hold whole. `assessments` by event id; None reads the messages here. `lanes` in the order to
    draw; lanes that only events know come after. The result is the same for any order of the input.
    """
    said = statements or Statements()
    known = corrected([*{event.id: event for event in (*events, *said.events)}.values()], said.corrections)
    read = dict(default_reading()(known) if assessments is None else assessments)
    scene = Scene(known, read, said.clocks)
    relations = judged(relate(scene), said.relations, said.verdicts)
    severities = said.severities or severity_spans(scene.events, facts)
    moments = chosen(key_moments(scene, relations, severities), said.key_moments)
    chronology = Chronology(
        events=order(known, relations, said.clocks),
        assessments={id_: read[id_] for id_ in sorted(read) if id_ in scene.by_id},
        relations=relations,
        key_moments=moments,
        accounts=said.accounts,
        beliefs=said.beliefs,
        decisions=said.decisions,
        contests=said.contests,
        severities=severities,
        faults=scene_faults(scene, moments, said.clocks, scopes),
        clocks=said.clocks,
        lanes=_lanes(known, lanes),
        zone=zone,
    )
    return msgspec.structs.replace(chronology, measures=measures(chronology))


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
