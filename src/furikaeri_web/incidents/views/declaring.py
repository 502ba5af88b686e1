"""Declaring an incident, and changing what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.incidents import policy, services
from furikaeri_web.incidents.access import may, seen
from furikaeri_web.incidents.forms import ChangeForm, DeclareForm
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """One short form; what is amiss is said beside its field, and everything typed stays."""
    user, moment, house = cast("User", request.user), now(), organisation()
    first = {
        "zone": house.zone or user.zone or "UTC",
        "private": house.private_at_first,
        "near_miss": request.GET.get("near_miss") == "1",
        "title": request.GET.get("title", "")[:300],
    }
    form = DeclareForm(request.POST or None, now=moment, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            incident = services.declare(by=user, now=moment, lang=tongue(), **form.cleaned_data)
        except FurikaeriError as fault:
            form.add_error(None, told(fault.message))
        else:
            done = Text(
                "{code} is declared. Bring its records when you can.",
                "{code} を登録しました。記録は、できるときに持ち込んでください。",
            )
            messages.success(request, told(done.fill(code=incident.code)))
            return redirect("incident", incident.number)
    words = {"form": form, "levels": policy.levels()}
    return render(request, "incidents/declare.html", words, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Changing what is said of an incident."""
    user, incident = cast("User", request.user), seen(request.user, number)
    form = ChangeForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        try:
            changed = services.change(incident=incident, by=user, now=now(), **form.said)
        except FurikaeriError as fault:
            form.add_error(None, told(fault.message))
        else:
            if changed:
                messages.success(request, told(Text("Changed.", "変更しました。")))
            return redirect("incident", incident.number)
    words = {"form": form, "incident": incident, "may_admit": may(user, "admit", incident)}
    return render(request, "incidents/edit.html", words, status=422 if form.errors else 200)
