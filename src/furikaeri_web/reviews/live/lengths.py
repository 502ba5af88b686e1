"""How long things took, as ranges, and the time in each severity: the part of the impact that the record knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from furikaeri.documents import wording as say
from furikaeri.export.front import length
from furikaeri.export.wallclock import wall_clock
from furikaeri_web.chronology.selectors import chronicle

if TYPE_CHECKING:
    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident

_NAMES = {
    "to-detect": say.TO_DETECT,
    "to-acknowledge": say.TO_ACKNOWLEDGE,
    "to-mitigate": say.TO_MITIGATE,
    "to-resolve": say.TO_RESOLVE,
}


class Length(NamedTuple):
    """One line: the range, what it measures, and why it is that wide."""

    value: str
    name: str
    why: str


def lengths(incident: Incident, lang: Lang) -> tuple[Length, ...]:
    """What the chronology measures of an incident; unknown stays unknown."""
    clock = wall_clock(incident.zone or "UTC", lang)
    found = []
    for m in chronicle(incident).chronology.measures:
        name = say.TIME_IN.fill(severity=m.of) if m.name == "in-severity" else _NAMES[m.name]
        found.append(Length(length(m.lo, m.hi, clock), name[lang], m.why[lang]))
    return tuple(found)
