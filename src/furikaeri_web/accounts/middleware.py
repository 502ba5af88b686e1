"""Which language a page speaks, and that nobody comes in unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from furikaeri_web.accounts.selectors import nobody_yet

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

COOKIE = "lang"
OPEN = ("/accounts/login/", "/accounts/logout/", "/accounts/password/reset/", "/accounts/invitation/", "/accounts/welcome/", "/accounts/inactive/",
        "/accounts/2fa/authenticate/", "/static/", "/language/", "/theme/", "/api/", "/health/")  # fmt: skip
ALWAYS = ("/accounts/welcome/", "/static/", "/language/", "/theme/", "/api/", "/health/")


class Tongue:
    """Speaks the language a person chose: on this device, else in their profile, else what the browser asks for."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, in that language."""
        chosen = request.COOKIES.get(COOKIE, "") or getattr(request.user, "lang", "")
        if chosen not in {"en", "ja"}:
            chosen = translation.get_language_from_request(request)
        with translation.override(chosen if chosen in {"en", "ja"} else "en"):
            response = self.answer(request)
            response.headers.setdefault("Content-Language", "ja" if chosen == "ja" else "en")
            return response


class Doorkeeper:
    """Every page asks who comes, save those by which one comes in. A view can't forget to ask.

    While nobody is here at all, every page leads to the first run.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or the way to the door."""
        if request.user.is_authenticated:
            return self.answer(request)
        if not request.path.startswith(ALWAYS) and nobody_yet():
            return redirect("welcome")
        if request.path.startswith(OPEN):
            return self.answer(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
        return redirect_to_login(request.get_full_path(), login_url=settings.LOGIN_URL)
