"""Events to choose from, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from furikaeri.chronology.linearise import chosen_events
from furikaeri.export.wallclock import wall_clock
from furikaeri_web.chronology.selectors import chronicle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident

_LABEL = 100


class Offer(NamedTuple):
    """One event: its id, its time, its words."""

    event: str
    time: str
    words: str


def offered_events(incidents: Iterable[Incident], lang: Lang, *, keep: Collection[str] = ()) -> list[Offer]:
    """The events that tell most, up to a hundred an incident, and those in `keep` in any case; in order of time."""
    found = []
    for incident in incidents:
        chronology = chronicle(incident).chronology
        clock = wall_clock(incident.zone or "UTC", lang)
        shown = {e.id for e in chosen_events(chronology, "moments")} | set(keep)
        found += [
            Offer(e.id, f"{clock.date(e.span.lo)} {clock.time(e.span.lo)}", " ".join(e.text.split())[:_LABEL])
            for e in chronology.events
            if e.id in shown
        ]
    return found
