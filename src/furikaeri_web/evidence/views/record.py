"""The exact record behind an event: what stands at its place in the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from furikaeri.store.body import unpack
from furikaeri.text import FurikaeriError
from furikaeri_web.evidence import selectors
from furikaeri_web.evidence.views.shared import found, words
from furikaeri_web.incidents.access import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def record(request: HttpRequest, number: int) -> HttpResponse:
    """By `item` (digest) and `at` (locator), or by `event` (id)."""
    incident = seen(request.user, number)
    event = None
    at = request.GET.get("at", "")[:2000]
    if asked := request.GET.get("event", ""):
        row = selectors.event_row(incident, asked)
        if row is None:
            raise Http404
        item, at = row.item, row.locator
        event = unpack(bytes(row.body), item.digest, row.locator, deleted=row.deleted)
    else:
        item = found(incident, request.GET.get("item", ""))
    trouble = exact = None
    try:
        exact = selectors.record(item, at)
    except FurikaeriError as caught:
        trouble = caught
    given = words(
        request, incident, item=item, at=at, event=event, exact=exact, trouble=trouble, picture=selectors.picture(item),
        missing=exact is None and trouble is None,
    )  # fmt: skip
    return render(request, "evidence/record.html", given)
