"""Reading the course of an incident: computed by the core, kept in memory while nothing changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.bundle.chronicle import chronicled
from furikaeri.bundle.statements import Entry as Line
from furikaeri.bundle.statements import standing
from furikaeri_web.chronology.mapping import incident_of, line_of
from furikaeri_web.chronology.models import Entry, Kept
from furikaeri_web.evidence.mapping import records_of
from furikaeri_web.evidence.models import EventRow
from furikaeri_web.parts.moments import microseconds

if TYPE_CHECKING:
    from furikaeri.model.chronology import Chronology, Statements
    from furikaeri.model.event import IncidentFact
    from furikaeri_web.incidents.models import Incident

_HELD = 60_000  # events of all chronologies kept in memory together: about 60 MB


@dataclass(frozen=True, slots=True)
class Course:
    """A chronology, the facts that records tell of the whole, and what people said, as of one version of the incident."""

    chronology: Chronology
    facts: tuple[IncidentFact, ...]
    said: Statements
    version: int


def lines(incident: Incident) -> list[Line]:
    """Everything that people said of it, taken back or not, in order."""
    return [line_of(row) for row in Entry.objects.filter(incident=incident)]


def chronicle(incident: Incident) -> Course:
    """The course of an incident as it stands now."""
    key = (incident.pk, _mark(incident))
    if (held := _memory.get(key)) is not None:
        return held
    said = standing(lines(incident))
    records = records_of(incident)
    chronology = chronicled(records, incident_of(incident), said, _Keeper(incident.pk))
    course = Course(chronology, records.facts, said, incident.version)
    _memory.put(key, course)
    return course


def count(incident: Incident) -> int:
    """How many events its records hold."""
    return EventRow.objects.filter(incident=incident).count()


def _mark(incident: Incident) -> str:
    """Another string whenever the course may be another: the version counts records and statements, the rest is here."""
    changes = ";".join(f"{c.severity}@{microseconds(c.at)}-{c.until}" for c in incident.severity_changes.all())
    return repr((incident.version, incident.zone, incident.lanes, incident.aliases, incident.roles, changes))


@dataclass(frozen=True, slots=True)
class _Keeper:
    """What the machine read last time, in the database: any process may use it."""

    incident: int

    def get(self, fingerprint: bytes) -> bytes | None:
        body = (
            Kept.objects.filter(incident=self.incident, fingerprint=fingerprint).values_list("body", flat=True).first()
        )
        return None if body is None else bytes(body)

    def put(self, fingerprint: bytes, body: bytes) -> None:
        Kept.objects.update_or_create(incident_id=self.incident, defaults={"fingerprint": fingerprint, "body": body})


class _Memory:
    """The courses read last, up to a number of events altogether; the one unused for longest goes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[int, str], Course] = OrderedDict()

    def get(self, key: tuple[int, str]) -> Course | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            return None

    def put(self, key: tuple[int, str], course: Course) -> None:
        with self._lock:
            for old in [k for k in self._held if k[0] == key[0]]:
                del self._held[old]
            self._held[key] = course
            while len(self._held) > 1 and sum(len(c.chronology.events) for c in self._held.values()) > _HELD:
                self._held.popitem(last=False)


_memory = _Memory()
