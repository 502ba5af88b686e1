"""The first run: a code, the organisation, its first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.forms import WelcomeForm
from furikaeri_web.accounts.selectors import nobody_yet
from furikaeri_web.accounts.services.first import open_house
from furikaeri_web.accounts.views.door import zones
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Moves the organisation in; once somebody is here it leads to the door like any other page."""
    if not nobody_yet():
        return redirect("home")
    lang = tongue()
    initial = {"code": request.GET.get("code", ""), "lang": lang, "zone": "Asia/Tokyo" if lang == "ja" else "UTC"}
    form = WelcomeForm(request.POST or None, initial=initial)
    trouble = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = open_house(
                code_given=given["code"],
                organisation_name=given["organisation"],
                lang=given["lang"],
                zone=given["zone"],
                private_at_first=given["private"] == "1",
                name=given["name"],
                email=given["email"],
                password=given["password"],
                now=now(),
            )
        except FurikaeriError as fault:
            trouble = fault
        else:
            login(request, person, backend=BACKEND)
            messages.success(request, told(Text("Welcome. This house is yours.", "ようこそ。準備ができました。")))
            return redirect("home")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/welcome.html", {"form": form, "trouble": trouble, "zones": zones()}, status=status)
