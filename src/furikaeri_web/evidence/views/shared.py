"""What the pages of the records have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404

from furikaeri_web.evidence.forms import COLUMNS, source_choices, zones
from furikaeri_web.evidence.models import Item
from furikaeri_web.incidents.access import may
from furikaeri_web.incidents.views.incident import head

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident


def person(request: HttpRequest) -> User:
    """Who is at the page; the doorkeeper let nobody else through."""
    return cast("User", request.user)


def found(incident: Incident, digest: str) -> Item:
    """The item of that digest, 404 where the incident has none."""
    item = Item.objects.filter(incident=incident, digest=digest).select_related("incident", "added_by").first()
    if item is None:
        raise Http404
    return item


def words(request: HttpRequest, incident: Incident, **more: object) -> dict[str, object]:
    """What every page of the records speaks of."""
    return {
        **head(incident),
        "sources": source_choices(),
        "zones": zones(),
        "columns": COLUMNS,
        "may_expunge": may(person(request), "expunge", incident),
        **more,
    }
