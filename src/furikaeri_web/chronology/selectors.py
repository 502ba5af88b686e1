"""Reading the course of an incident: computed by the core, kept in memory while nothing changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from furikaeri.bundle.chronicle import chronicled
from furikaeri.bundle.statements import Entry as Line
from furikaeri.bundle.statements import standing
from furikaeri.store.adding import key_of
from furikaeri.store.body import unpack
from furikaeri_web.chronology.mapping import incident_of, line_of
from furikaeri_web.chronology.models import Entry, Kept
from furikaeri_web.evidence.mapping import records_of
from furikaeri_web.evidence.models import EventRow
from furikaeri_web.parts.moments import microseconds

if TYPE_CHECKING:
    from furikaeri.model.chronology import Chronology, Relation, Statements
    from furikaeri.model.event import Event, IncidentFact
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident

_HELD = 60_000  # events of all chronologies kept in memory together: about 60 MB


@dataclass(frozen=True, slots=True)
class Course:
    """A chronology, the facts that records tell of the whole, and what people said, as of one version of the incident.

    `incident` is the key of its row.
    """

    incident: int
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
    course = Course(incident.pk, chronology, records.facts, said, incident.version)
    _memory.put(key, course)
    return course


def count(incident: Incident) -> int:
    """How many events its records hold."""
    return EventRow.objects.filter(incident=incident).count()


def as_recorded(incident: Incident, event: Event) -> Event | None:
    """The event as its record has it, before anybody corrected it; None where no record holds it."""
    row = EventRow.objects.filter(incident=incident, key=key_of(event.id)).select_related("item").first()
    if row is None:
        return next((told for told in chronicle(incident).said.events if told.id == event.id), None)
    return unpack(bytes(row.body), row.item.digest, row.locator, deleted=row.deleted)


def open_proposals(course: Course) -> list[Relation]:
    """What rules proposed and nobody has judged, surest first; both its events are there."""
    known = {event.id for event in course.chronology.events}
    return [r for r in course.chronology.relations if r.status == "proposed" and r.a in known and r.b in known]


def judged_proposals(course: Course) -> list[Relation]:
    """What people said of proposals or stated themselves, surest first."""
    return [r for r in course.chronology.relations if r.status != "proposed" and r.by]


def alike(course: Course, relation: Relation) -> list[Relation]:
    """Open proposals of the same rule and type, between events of the same two sources, surest first."""
    sources = {event.id: event.source for event in course.chronology.events}

    def sort(one: Relation) -> tuple[str, ...]:
        return (one.type, one.rule, sources.get(one.a, ""), sources.get(one.b, ""))

    return [one for one in open_proposals(course) if sort(one) == sort(relation)]


@lru_cache(1 << 16)
def number_of(relation: str) -> str:
    """A short name of a relation for addresses; the same tomorrow."""
    return blake2b(relation.encode("utf-8", "replace"), digest_size=8).hexdigest()


def numbered(course: Course, number: str) -> Relation | None:
    """The relation of that short name."""
    return next((r for r in course.chronology.relations if number_of(r.id) == number), None)


@dataclass(frozen=True, slots=True)
class Since:
    """What others did since a page was made: statements made or taken back, and whether records changed."""

    statements: int
    records: bool


def since(*, incident: Incident, no: int, version: int, user: User) -> Since:
    """What others did to an incident since its statement `no` and its `version`."""
    if incident.version <= version:
        return Since(0, records=False)
    after = Entry.objects.filter(incident=incident, no__gt=no)
    found = after.aggregate(all=Count("pk"), own=Count("pk", filter=Q(by=user)))
    own_batches = 1 if found["all"] else 0
    return Since(found["all"] - found["own"], records=not found["all"] and incident.version > version + own_batches)


def last_no(incident: Incident) -> int:
    """The number of the last statement, 0 where nobody said anything."""
    return Entry.objects.filter(incident=incident).aggregate(last=Max("no"))["last"] or 0


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
