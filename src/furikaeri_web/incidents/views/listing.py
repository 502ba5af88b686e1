"""The list of incidents, and names to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from furikaeri_web.incidents.forms import FilterForm
from furikaeri_web.incidents.selectors import NAMED, counts, incident_list, names, page_of, suggest

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from furikaeri_web.accounts.models import User


@require_GET
def incidents(request: HttpRequest) -> HttpResponse:
    """The incidents this person may see, filtered, the latest to happen first."""
    user = cast("User", request.user)
    form = FilterForm(request.GET)
    rows = incident_list(user, form.filters(user.zone or "UTC"))
    page = page_of(rows, older_than=request.GET.get("older_than", ""), newer_than=request.GET.get("newer_than", ""))
    filtered = any(form.cleaned_data.values())
    words = {
        "form": form,
        "page": page,
        "filtered": filtered,
        "found": rows.count() if filtered else None,
        "counts": counts(user),
        "chosen": [(label, value, _without(request.GET, name)) for name, label, value in form.chosen()],
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
    found = names(cast("User", request.user), kind, typed[cut:].strip())
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
