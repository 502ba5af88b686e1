"""An incident's chronology as a review shows it: few rows, key moments as rules across, as known today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse

from furikaeri.chronology.key_moments import NAMES
from furikaeri.chronology.linearise import LEVELS, Level, chosen_events
from furikaeri.export.course import Happening, Turning, course
from furikaeri.export.drawing import columns
from furikaeri.export.edition import Edition
from furikaeri.export.scene import anchor
from furikaeri.export.wallclock import wall_clock
from furikaeri_web.chronology.selectors import chronicle

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.event import Event
    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident

_MOST = 60
"""So many rows stand in a review; the chronology itself holds the rest."""
_LONG = 220
_THOUGHTS = {"hypothesis", "decision", "question"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line. `moment`: the name of a key moment, a rule across; `chosen`: a person chose it. `mark`: the shape of its kind."""

    time: str
    machine: str | None
    day: str
    text: str
    href: str
    lane: int = 0
    mark: str = ""
    thought: bool = False
    moment: str = ""
    chosen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The rows of one incident; `version` says of which state they are, `more` how many events are not shown."""

    incident: Incident
    rows: tuple[Row, ...]
    lanes: int
    first: str
    last: str
    zone: str
    version: int
    more: int
    address: str
    at: str


def level_of(words: tuple[str, ...]) -> Level:
    """The level that the words of a live place ask for."""
    return next((level for level in LEVELS if level in words), "story")


def figure(incident: Incident, lang: Lang, level: Level = "story") -> Figure | None:
    """What a review shows of an incident's course; None where nothing is known of it yet."""
    chronology = chronicle(incident).chronology
    if not chronology.events:
        return None
    shown = chosen_events(chronology, level)
    clock = wall_clock(incident.zone or "UTC", lang)
    lanes = columns(Edition(None, chronology, incident.zone, shown))
    address = chronology_address(incident)
    rows: list[Row] = []
    day = clock.date(shown[0].span.lo) if shown else ""
    for entry in course(chronology, shown):
        if len(rows) >= _MOST:
            break
        match entry:
            case Turning():
                rows.append(
                    Row(
                        time=clock.time(entry.t),
                        machine=clock.machine(entry.t),
                        day="",
                        text=NAMES[entry.moment.name][lang],
                        href=event_address(incident, entry.event.id),
                        moment=entry.moment.name,
                        chosen=bool(entry.moment.by),
                    )
                )
            case Happening():
                today = clock.date(entry.t)
                rows.append(
                    _happening(incident, chronology, entry.event, clock, lanes.get(entry.event.lane, 0), today != day)
                )
                day = today
            case _:
                pass
    lo, hi = min(e.span.lo for e in shown), max(e.span.lo for e in shown)
    return Figure(
        incident=incident,
        rows=tuple(rows),
        lanes=max(lanes.values(), default=1),
        first=f"{clock.date(lo)} {clock.time(lo)}",
        last=clock.time(hi) if clock.date(lo) == clock.date(hi) else f"{clock.date(hi)} {clock.time(hi)}",
        zone=clock.name(lo),
        version=incident.version,
        more=len(chronology.events) - sum(not row.moment for row in rows),
        address=address,
        at=_middle(chronology, shown, clock),
    )


def _happening(  # noqa: PLR0917  # one call, one line above
    incident: Incident,
    chronology: Chronology,
    event: Event,
    clock: WallClock,
    lane: int,
    new_day: bool,  # noqa: FBT001  # private
) -> Row:
    read = chronology.assessments.get(event.id)
    kind = event.kind or (read.kind if read else None)
    text = " ".join(event.text.split())
    return Row(
        time=clock.time(event.span.lo, event.span.grain),
        machine=clock.machine(event.span.lo),
        day=clock.date(event.span.lo) if new_day else "",
        text=text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…",
        href=event_address(incident, event.id),
        lane=lane,
        mark={None: "observation", "knowledge": "observation"}.get(kind, kind) or "observation",
        thought=kind in _THOUGHTS,
    )


def _middle(chronology: Chronology, shown: tuple[Event, ...], clock: WallClock) -> str:
    """A moment worth looking at with the eyes of then: of the first decision, else of the middle entry."""
    decided = next(
        (e for e in shown if any(d.event == e.id for d in chronology.decisions) or e.kind == "decision"), None
    )
    event = decided or shown[len(shown) // 2]
    return clock.time(event.span.lo)


def chronology_address(incident: Incident) -> str:
    """The page of an incident's chronology; "" while there is none."""
    return _address("chronology", number=incident.number)


def event_address(incident: Incident, event: str) -> str:
    """Where an event stands in the chronology."""
    page = chronology_address(incident)
    return f"{page}?sel={quote(event, safe='')}#{anchor(event)}" if page else ""


@lru_cache(256)
def _address(name: str, number: int) -> str:
    try:
        return reverse(name, kwargs={"number": number})
    except NoReverseMatch:
        return ""


def resolver(incidents: list[Incident]) -> Callable[[str], str | None]:
    """From an event id to its address in the chronology of whichever incident it belongs to; looked up when first asked."""
    known: dict[str, Incident] = {}
    read = False

    def resolve(event: str) -> str | None:
        nonlocal read
        if not read:
            read = True
            for incident in incidents:
                known.update((e.id, incident) for e in chronicle(incident).chronology.events)
        found = known.get(event)
        return (event_address(found, event) or None) if found is not None else None

    return resolve
