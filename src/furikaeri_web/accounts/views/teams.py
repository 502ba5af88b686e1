"""Teams: who works with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts import selectors
from furikaeri_web.accounts.forms import MembersForm, TeamForm
from furikaeri_web.accounts.models import Team
from furikaeri_web.accounts.services import teams as service
from furikaeri_web.accounts.views.door import facilitators, me
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@facilitators
@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """Every team, and a field for a new one."""
    form, trouble = TeamForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = service.make(name=form.cleaned_data["name"], by=me(request), now=now())
        except FurikaeriError as fault:
            trouble = fault
        else:
            return redirect("team", made.pk)
    kept = {"form": form, "trouble": trouble, "teams": selectors.teams()}
    return render(request, "accounts/teams.html", kept, status=422 if request.method == "POST" else 200)


@facilitators
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team: its name, and who belongs to it."""
    one = get_object_or_404(Team, pk=pk)
    posted = request.method == "POST"
    name = TeamForm(request.POST if posted else None, initial={"name": one.name})
    members = MembersForm(
        request.POST if posted else None, initial={"members": list(one.members.values_list("pk", flat=True))}
    )
    trouble = None
    if posted and name.is_valid() and members.is_valid():
        try:
            service.rename(team=one, name=name.cleaned_data["name"], by=me(request), now=now())
            gone = one.members.filter(is_active=False)  # the form doesn't offer them; they stay as they are
            service.gather(team=one, members=[*members.cleaned_data["members"], *gone], by=me(request), now=now())
        except FurikaeriError as fault:
            trouble = fault
        else:
            messages.success(request, told(Text("{team} is kept.", "{team} を保存しました。").fill(team=one)))
            return redirect("teams")
    kept = {"team": one, "name": name, "members": members, "trouble": trouble}
    return render(request, "accounts/team.html", kept, status=422 if posted else 200)
