"""Several incidents' courses as one, for a review that tells of them together."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING

import msgspec

from furikaeri.model.chronology import Chronology
from furikaeri_web.chronology.selectors import chronicle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.model.event import Event
    from furikaeri_web.incidents.models import Incident

_SAID = (
    "relations", "key_moments", "accounts", "beliefs", "decisions", "contests", "severities", "faults", "clocks", "measures",
)  # fmt: skip


def joined(incidents: Sequence[Incident]) -> Chronology:
    """One chronology of all; each incident's own order stays, a record that several hold stands once."""
    courses = [chronicle(incident).chronology for incident in incidents]
    if len(courses) == 1:
        return courses[0]
    events: dict[str, Event] = {}
    for event in merge(*(c.events for c in courses), key=lambda e: e.span.lo):
        events.setdefault(event.id, event)
    lanes = dict.fromkeys(lane for c in courses for lane in c.lanes)
    return Chronology(
        events=tuple(events.values()),
        assessments={k: v for c in courses for k, v in c.assessments.items()},
        lanes=tuple(lanes),
        zone=courses[0].zone if courses else "UTC",
        **{name: tuple(x for c in courses for x in getattr(c, name)) for name in _SAID},
    )


def is_known(incidents: Sequence[Incident], event: str) -> bool:
    """Whether an event of that id stands in the course of one of them."""
    return any(e.id == event for incident in incidents for e in chronicle(incident).chronology.events)


assert set(_SAID) < set(msgspec.structs.asdict(Chronology()))
