"""Incidents, by number, title, summary, services and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from furikaeri.text import Text
from furikaeri_web.incidents.finding import WORDS
from furikaeri_web.incidents.models import Incident, IncidentQuerySet
from furikaeri_web.parts.tokens import excerpt
from furikaeri_web.search.finder import Finder, Hit, Query
from furikaeri_web.search.streams import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri_web.accounts.models import User


def _find(user: User, query: Query) -> Iterator[Hit]:
    visible = _filtered(Incident.objects.visible_to(user), query)
    for incident in in_order(WORDS, query.text, visible):
        yield _hit(incident, query)


def _filtered(rows: IncidentQuerySet, query: Query) -> IncidentQuerySet:
    if query.service:
        rows = rows.filter(services__name=query.service)
    if query.severity:
        rows = rows.filter(severity=query.severity)
    if query.state:
        rows = rows.filter(phase=query.state)
    if query.since:
        rows = rows.filter(declared_at__gte=query.since)
    if query.until:
        rows = rows.filter(declared_at__lt=query.until)
    return rows


def _hit(incident: Incident, query: Query) -> Hit:
    return Hit(
        url=reverse("incident", args=[incident.number]),
        title=excerpt(f"{incident.code} {incident.title}", query.text, 200),
        passage=excerpt(incident.summary, query.text) if incident.summary else [],
        beside=Text(incident.severity, incident.severity),
        at=incident.began or incident.declared_at,
        zone=incident.zone,
    )


FINDER = Finder(
    name="incidents",
    title=Text("Incidents", "インシデント"),
    order=1,
    filters=frozenset({"service", "severity", "state"}),
    find=_find,
)
