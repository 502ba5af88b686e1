"""Home, and the small pages that belong to nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from furikaeri.text import Text
from furikaeri_web.accounts.middleware import COOKIE
from furikaeri_web.incidents.selectors import incident_list
from furikaeri_web.pages.selectors import needs
from furikaeri_web.pages.services import bring_sample
from furikaeri_web.parts.context import THEMES
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told
from furikaeri_web.parts.tongue import tongue
from furikaeri_web.reviews.selectors import Filters, newest_published, review_list

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri_web.accounts.models import User

_YEAR = 31_536_000
_RECENT, _PUBLISHED = 8, 6


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What needs this person, and what there is to read; on the first day, how to begin."""
    user, at = cast("User", request.user), now()
    recent = list(incident_list(user)[:_RECENT])
    published = newest_published(user, most=_PUBLISHED)
    waiting = needs(user, at)
    shown = {
        "today": at,
        "needs": waiting,
        "recent": recent,
        "published": published,
        "mine": review_list(user, Filters(mine=True), most=4).reviews,
        "first_day": not (recent or published or waiting or review_list(user, Filters(), most=1).reviews),
    }
    return render(request, "pages/home.html", shown)


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """A made-up incident to look around in, for this person alone."""
    incident = bring_sample(by=cast("User", request.user), now=now(), lang=tongue())
    messages.success(
        request,
        told(
            Text(
                "This one is made up, and only you see it. Change whatever you like.",
                "これは架空のもので、見えるのはあなただけです。自由に触ってみてください。",
            )
        ),
    )
    return redirect("incident", incident.number)


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
