"""Home, and the small pages that belong to nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from furikaeri_web.accounts.middleware import COOKIE
from furikaeri_web.incidents.models import Incident
from furikaeri_web.incidents.selectors import incident_list, steps_due
from furikaeri_web.notices.selectors import waiting
from furikaeri_web.parts.context import THEMES
from furikaeri_web.parts.moments import now
from furikaeri_web.reviews.selectors import Filters, newest_published, review_list

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri_web.accounts.models import User

_YEAR = 31_536_000
_AHEAD = timedelta(days=3)  # steps that are due until then need somebody now


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person, and what there is to read; on the first day, how to begin."""
    user = cast("User", request.user)
    at = now()
    due = steps_due(user, now=at, by=at + _AHEAD, most=8)
    asked = waiting(user, most=8)
    shown = {
        "today": at, "due": due, "asked": asked, "n": len(due) + len(asked), "recent": incident_list(user)[:8],
        "published": newest_published(user, most=6), "mine": review_list(user, Filters(mine=True), most=4).reviews,
        "first_day": not Incident.objects.visible_to(user).exists(),
    }  # fmt: skip
    return render(request, "pages/home.html", shown)


@require_GET
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """That the server answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language this device speaks from now on."""
    return _chosen(request, COOKIE, request.POST.get("lang", ""), ("en", "ja"))


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Paper or ink on this device from now on; choosing the one that is chosen follows the system again."""
    value = request.POST.get("theme", "")
    return _chosen(request, "theme", "" if request.COOKIES.get("theme") == value else value, (*THEMES, ""))


def _chosen(request: HttpRequest, cookie: str, value: str, known: tuple[str, ...]) -> HttpResponse:
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    response = HttpResponseRedirect(onward)
    if value in known:
        response.set_cookie(cookie, value, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response
