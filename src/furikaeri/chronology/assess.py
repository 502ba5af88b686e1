"""How the machine reads events: the kind of each message, the practice's marks, and how much a story needs each.

Works without any model to download: named flags (words by class, form, stance, place in the exchange) with readable
weights. It abstains where it is unsure; a kind that a source states is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.prominence import Prominence, prominences
from furikaeri.chronology.reading import flags_of
from furikaeri.chronology.ties import in_order
from furikaeri.chronology.weighing import weigh
from furikaeri.model.chronology import Assessment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from furikaeri.model.event import Event, Mark

SPOKEN_LANES = frozenset({"people", "public", "vendors"})
"""Lanes whose events are read as messages."""

MARKS: tuple[Mark, ...] = ("worked", "failed", "hesitated", "tried-before")


def assess(events: Sequence[Event]) -> dict[str, Assessment]:
    """An assessment for each event by its id; the order of `events` makes no difference.

    Messages (people, public, vendors) get a kind or None, marks and salience; an event whose kind its source states
    keeps it with certainty 1; what machines recorded gets salience alone. Linear in the length of all texts.
    """
    ordered = in_order(events)
    flags = flags_of(event for event in ordered if _spoken(event))
    recorded = prominences([event for event in ordered if event.lane == "public" or not _spoken(event)])
    found: dict[str, Assessment] = {}
    for event in ordered:
        shown = recorded.get(event.id)
        if event.id not in flags:
            found[event.id] = _recorded(event, shown or Prominence(0.0, ()))
            continue
        told = flags[event.id]
        reading = weigh(told)
        found[event.id] = Assessment(
            kind=event.kind or reading.kind,
            certainty=1.0 if event.kind else reading.certainty,
            salience=max(reading.salience, shown.salience if shown else 0.0),
            marks=tuple(dict.fromkeys((*event.marks, *_marks(told)))),
            cues=(*reading.cues, *(shown.parts if shown else ())),
        )
    return found


def _spoken(event: Event) -> bool:
    return event.lane in SPOKEN_LANES and event.kind not in {"alert", "change", "state"}


def _recorded(event: Event, shown: Prominence) -> Assessment:
    return Assessment(
        kind=event.kind,
        certainty=1.0 if event.kind else 0.0,
        salience=shown.salience,
        marks=event.marks,
        cues=shown.parts,
    )


def _marks(flags: AbstractSet[str]) -> tuple[Mark, ...]:
    """The practice's marks a message bears; a question whether something worked doesn't say that it did."""
    asks = "stance:asks" in flags
    return tuple(
        mark
        for mark in MARKS
        if f"says:{mark}" in flags
        and not (asks and mark in {"worked", "failed"})
        and not (mark == "worked" and "says:failed" in flags)
    )
