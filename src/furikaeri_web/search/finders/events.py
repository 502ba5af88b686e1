"""Events, by what they say and who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from furikaeri.text import Text
from furikaeri_web.evidence.finding import WORDS
from furikaeri_web.evidence.models import EventRow
from furikaeri_web.incidents.models import Incident
from furikaeri_web.parts.moments import microseconds, moment
from furikaeri_web.parts.tokens import excerpt
from furikaeri_web.search.finder import Finder, Hit, Query
from furikaeri_web.search.streams import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri_web.accounts.models import User

from furikaeri.export.scene import anchor
from furikaeri.store.body import unpack


def _find(user: User, query: Query) -> Iterator[Hit]:
    if not query.text.strip():  # a million events are no answer to nothing
        return
    incidents = Incident.objects.visible_to(user)
    if query.service:
        incidents = incidents.filter(services__name=query.service)
    if query.severity:
        incidents = incidents.filter(severity=query.severity)
    rows = EventRow.objects.filter(incident__in=incidents).select_related("incident")
    if query.since:
        rows = rows.filter(lo__gte=microseconds(query.since))
    if query.until:
        rows = rows.filter(lo__lt=microseconds(query.until))
    for row in in_order(WORDS, query.text, rows):
        event = unpack(bytes(row.body), "", row.locator, deleted=row.deleted)
        told = f"{event.actor}: {event.text}" if event.actor and event.lane == "people" else event.text
        where = f"{row.incident.code} {row.incident.title}"
        yield Hit(
            url=f"{reverse('chronology', args=[row.incident.number])}?{urlencode({'event': anchor(event.id), 'level': 'raw'})}",
            title=excerpt(told, query.text, 60),
            passage=[],
            beside=Text(where, where),
            at=moment(row.lo),
            zone=row.incident.zone,
        )


FINDER = Finder(
    name="events",
    title=Text("Events", "事象"),
    order=3,
    filters=frozenset({"service", "severity"}),
    find=_find,
)
