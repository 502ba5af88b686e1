"""Inviting people, and accepting an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts import selectors
from furikaeri_web.accounts.forms import AcceptForm, InviteForm
from furikaeri_web.accounts.services import invitations as service
from furikaeri_web.accounts.views.door import administrators, me, zones
from furikaeri_web.accounts.views.welcome import BACKEND
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@administrators
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Who is invited; a new invitation goes by mail, or its link is shown this once."""
    form = InviteForm(request.POST or None)
    link = trouble = None
    if request.method == "POST" and form.is_valid():
        try:
            invitation, link = service.invite(
                email=form.cleaned_data["email"], role=form.cleaned_data["role"], by=me(request), now=now()
            )
        except FurikaeriError as fault:
            trouble = fault
        else:
            if settings.ENVIRONMENT.mail and "show" not in request.POST:
                service.send(invitation=invitation, url=link)
                messages.success(
                    request,
                    told(
                        Text("An invitation is on its way to {to}.", "{to} に招待を送ります。").fill(
                            to=invitation.email
                        )
                    ),
                )
                return redirect("invitations")
            form = InviteForm()
    kept = {
        "form": form,
        "trouble": trouble,
        "link": link,
        "open": selectors.invitations()[:200],
        "by_mail": bool(settings.ENVIRONMENT.mail),
        "now": now(),
    }
    status = 422 if request.method == "POST" and link is None else 200
    return render(request, "accounts/invitations.html", kept, status=status)


@administrators
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Shuts the door of one invitation."""
    invitation = get_object_or_404(selectors.invitations(), pk=pk)
    email = invitation.email
    service.withdraw(invitation=invitation, by=me(request), now=now())
    messages.success(
        request,
        told(Text("The invitation of {to} is withdrawn.", "{to} への招待を取り消しました。").fill(to=email)),
    )
    return redirect("invitations")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where a person who was invited says who they are; a page of its own for a link that opens nothing any more."""
    invitation = service.opened_by(token, now())
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=404)
    house = selectors.organisation()
    initial = {"lang": tongue(), "zone": house.zone}
    form = AcceptForm(request.POST or None, email=invitation.email, initial=initial)
    trouble = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = service.accept(
                invitation=invitation,
                name=given["name"],
                password=given["password"],
                lang=given["lang"],
                zone=given["zone"],
                now=now(),
            )
        except FurikaeriError as fault:
            trouble = fault
        else:
            login(request, person, backend=BACKEND)
            messages.success(request, told(Text("Welcome, {name}.", "ようこそ、{name} さん。").fill(name=person.name)))
            return redirect("home")
    kept = {"form": form, "trouble": trouble, "invitation": invitation, "house": house, "zones": zones()}
    return render(request, "accounts/accept.html", kept, status=422 if request.method == "POST" else 200)
