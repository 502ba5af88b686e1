"""The list of reviews, a new one, and what an incident's page shows of its reviews."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from furikaeri.documents.template import templates
from furikaeri.text import FurikaeriError
from furikaeri_web.incidents.access import seen as incident_seen
from furikaeri_web.incidents.models import Incident, Service
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue
from furikaeri_web.reviews.forms import Beginning, numbers_in
from furikaeri_web.reviews.selectors import Filters, open_talk, review_list, reviews_of
from furikaeri_web.reviews.services.making import begin
from furikaeri_web.reviews.words import STATUSES

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What this person may read, newest first, a page at a time."""
    filters = _filters(request.GET)
    leaf = review_list(request.user, filters, after=request.GET.get("after", ""))  # type: ignore[arg-type]  # somebody is signed in
    kept = {k: v for k, v in request.GET.items() if k != "after" and v}
    return render(
        request,
        "reviews/list.html",
        {
            "leaf": leaf,
            "talk": open_talk(leaf.reviews) if leaf.reviews else {},
            "filters": filters,
            "kept": kept,
            "statuses": STATUSES,
            "services": Service.objects.filter(incidents__in=Incident.objects.visible_to(request.user)).distinct().order_by("name")[:200],
            "next": urlencode({**kept, "after": leaf.after}) if leaf.after else "",
            "first": "after" not in request.GET,
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def beginning(request: HttpRequest) -> HttpResponse:
    """Begins a review: of which incidents, in which form and language."""
    form = Beginning(request.POST or None, initial=_asked_for(request))
    trouble = None
    if request.method == "POST" and form.is_valid():
        wanted = numbers_in(form.cleaned_data["incidents"])
        found = list(Incident.objects.visible_to(request.user).filter(number__in=wanted).order_by("number"))
        missing = sorted(set(wanted) - {i.number for i in found})
        if missing:
            form.unknown_incidents(missing)
        else:
            try:
                review = begin(
                    incidents=found,
                    by=request.user,  # type: ignore[arg-type]  # somebody is signed in
                    now=now(),
                    lang=form.cleaned_data["lang"],
                    template=form.cleaned_data["template"],
                    title=form.cleaned_data["title"],
                    private=form.cleaned_data["private"],
                )
            except FurikaeriError as error:
                trouble = error
            else:
                return redirect("review-write", review.pk)
    return render(
        request, "reviews/begin.html", {"form": form, "trouble": trouble, "templates": templates().values()}
    )  # fmt: skip


@require_GET
def summary(request: HttpRequest, number: int) -> HttpResponse:
    """The reviews of one incident, as a part of its page."""
    incident = incident_seen(request.user, number)
    found = reviews_of(request.user, incident)  # type: ignore[arg-type]  # as above
    return render(
        request, "reviews/summary.html", {"incident": incident, "reviews": found, "talk": open_talk(found) if found else {}, "statuses": STATUSES}
    )  # fmt: skip


def _asked_for(request: HttpRequest) -> dict[str, object]:
    return {"incidents": request.GET.get("incident", ""), "lang": tongue(), "template": "pagerduty"}


def _filters(given: QueryDict) -> Filters:
    return Filters(
        status=given.get("status", ""),
        text=given.get("text", "").strip()[:200],
        service=given.get("service", ""),
        mine=given.get("mine") == "1",
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
    )


def _day(word: str) -> datetime | None:
    try:
        return datetime.strptime(word, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
