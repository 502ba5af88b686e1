"""One record: where it comes from, how it is read, its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.evidence import selectors, services
from furikaeri_web.evidence.forms import said
from furikaeri_web.evidence.keeping import where
from furikaeri_web.evidence.views.shared import found, person, words
from furikaeri_web.incidents.access import seen
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.evidence.models import Item

_ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, number: int, digest: str) -> HttpResponse:
    """Its provenance, its warnings, how it begins; POST has it read otherwise."""
    incident = seen(request.user, number)
    one = found(incident, digest)
    trouble = None
    if request.method == "POST":
        try:
            services.reread(item=one, said=said(request.POST, incident.zone), by=person(request), now=now())
        except FurikaeriError as caught:
            trouble = caught
            one.refresh_from_db()
        else:
            messages.success(
                request,
                told(Text("{name} is read again now.", "{name} を読み直しています。").fill(name=one.name)),
            )
            return redirect("evidence", number)
    given = words(
        request, incident, trouble=trouble, said=request.POST, item=one, groups=selectors.with_warnings(incident, [one])[0].groups,
        exact=_beginning(one), picture=selectors.picture(one),
    )  # fmt: skip
    return render(request, "evidence/item.html", given, status=422 if trouble else 200)


@require_GET
def data(request: HttpRequest, number: int, digest: str) -> FileResponse:
    """The bytes to keep: never shown, always saved."""
    return _served(found(seen(request.user, number), digest), "application/octet-stream", inline=False)


@require_GET
def picture(request: HttpRequest, number: int, digest: str) -> FileResponse:
    """A picture of one of the few kinds that can do no harm, under the type its first bytes have; nothing else."""
    one = found(seen(request.user, number), digest)
    kind = selectors.picture(one)
    if not kind:
        raise Http404
    return _served(one, kind, inline=True)


def _served(one: Item, kind: str, *, inline: bool) -> FileResponse:
    path = where(one.incident_id, one.digest)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=kind)
    name = one.name.rpartition("/")[2].replace("\\", "_") or "record"
    way = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _ALONE
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _beginning(one: Item) -> object:
    try:
        return selectors.record(one, "")
    except (FurikaeriError, OSError):
        return None
