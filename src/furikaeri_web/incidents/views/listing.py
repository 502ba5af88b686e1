"""The list of incidents, and names to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from furikaeri_web.incidents.forms import JUDGED, LABELS, chosen, filters_of, read_asked
from furikaeri_web.incidents.selectors import NAMED, counts, incident_list, names, page_of, suggest
from furikaeri_web.incidents.told import PHASES

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from furikaeri_web.accounts.models import User


@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    """The incidents this person may see, filtered, the latest to happen first."""
    user = cast("User", request.user)
    asked = read_asked(request.GET.dict())
    rows = incident_list(user, filters_of(asked, user.zone or "UTC"))
    page = page_of(rows, older_than=request.GET.get("older_than", ""), newer_than=request.GET.get("newer_than", ""))
    all_ = counts(user).all
    words = {
        "asked": {name: asked.get(name, "") for name in LABELS},
        "page": page,
        "phases": PHASES,
        "judged": JUDGED,
        "all": all_,
        "found": rows.count() if asked else all_,
        "chosen": [(label, value, _without(request.GET, name)) for name, label, value in chosen(asked)],
        "newer_address": _at(request.GET, newer_than=page.newer) if page.newer else "",
        "older_address": _at(request.GET, older_than=page.older) if page.older else "",
    }
    return render(request, "incidents/list.html", words)


@require_GET
def offered(request: HttpRequest, kind: str) -> HttpResponse:
    """Names of a kind as options of a field; where several stand in it, those typed before the last stay in front."""
    if kind not in NAMED:
        raise Http404
    typed = str(next(iter(request.GET.values()), ""))[:500]
    cut = max(typed.rfind(mark) for mark in ",、，;；") + 1
    before = typed[:cut].rstrip() + " " if cut else ""
    text = "" if kind == "zones" else typed[cut:].strip()  # asked for once, with a zone in the field already
    found = names(cast("User", request.user), kind, text)
    return render(request, "incidents/parts/options.html", {"options": [before + name for name in found]})


@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """Incidents to pick from by number or words in `q`: options for a page, or JSON where that is asked for."""
    found = suggest(cast("User", request.user), request.GET.get("q", "")[:300])
    if request.GET.get("format") == "json" or not request.accepts("text/html"):
        return JsonResponse(
            {
                "incidents": [
                    {"number": i.number, "code": i.code, "title": i.title, "url": reverse("incident", args=[i.number])}
                    for i in found
                ]
            }
        )
    return render(request, "incidents/parts/options.html", {"incidents": found})


def _without(given: QueryDict, name: str) -> str:
    left = _kept(given)
    left.pop(name, None)
    return f"?{left.urlencode()}"


def _at(given: QueryDict, **place: str) -> str:
    moved = _kept(given)
    for name, value in place.items():
        moved[name] = value
    return f"?{moved.urlencode()}"


def _kept(given: QueryDict) -> QueryDict:
    """The filters of an address, without the place in the list."""
    kept = given.copy()
    for name in ("older_than", "newer_than"):
        kept.pop(name, None)
    return kept
