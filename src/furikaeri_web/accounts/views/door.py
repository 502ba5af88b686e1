"""Who may open a page of the house: a word for everybody else, and where they can turn."""

from __future__ import annotations

from functools import cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast
from zoneinfo import available_timezones

from django.shortcuts import render

from furikaeri_web.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")


def me(request: HttpRequest) -> User:
    """The person at the page; the doorkeeper has let nobody else through."""
    return cast("User", request.user)


def administrators(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Opens a page to administrators alone."""
    return _only(view, lambda person: person.administers)


def facilitators(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Opens a page to facilitators and administrators alone."""
    return _only(view, lambda person: person.facilitates)


def _only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse], may: Callable[[User], bool]
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if may(me(request)):
            return view(request, *args, **kwargs)
        return render(request, "accounts/not_yours.html", status=403)

    return guarded


def page_of(request: HttpRequest) -> int:
    """The number of the page asked for; the first where it can't be read."""
    asked = request.GET.get("page", "")
    return min(int(asked), 10_000) if asked.isascii() and asked.isdigit() and asked != "0" * len(asked) else 1


@cache
def zones() -> list[str]:
    """The names that are offered for a zone."""
    return sorted(
        z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    )
