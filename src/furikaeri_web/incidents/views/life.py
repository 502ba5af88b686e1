"""The phases of an incident's life, and triage."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.incidents import policy, services
from furikaeri_web.incidents.access import seen
from furikaeri_web.incidents.forms import PhaseForm, TriageForm
from furikaeri_web.incidents.selectors import criteria
from furikaeri_web.incidents.told import PHASES, PHASES_MEAN
from furikaeri_web.incidents.views.incident import head
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, number: int) -> HttpResponse:
    """The phases with their history; moving on, or back."""
    incident = seen(request.user, number)
    form = PhaseForm(request.POST or None, zone=incident.zone, initial={"phase": incident.phase})
    if request.method == "POST" and form.is_valid():
        try:
            moved = services.move(incident=incident, by=cast("User", request.user), now=now(), **form.cleaned_data)
        except FurikaeriError as fault:
            form.add_error(None, told(fault.message))
        else:
            if moved:
                done = Text("It is in {phase} now.", "「{phase}」に移しました。").fill(phase=PHASES[incident.phase])
                messages.success(request, told(done))
            return redirect("incident", number)
    words = {
        **head(incident),
        "form": form,
        "phases": [(key, PHASES[key], PHASES_MEAN[key]) for key in PHASES],
        "changes": [(c, PHASES[c.phase]) for c in incident.phase_changes.select_related("by")],
    }
    return render(request, "incidents/phase.html", words, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: HttpRequest, number: int) -> HttpResponse:
    """Whether it deserves a review, by the criteria of the policy; judged anew as often as one likes."""
    user, incident, moment = cast("User", request.user), seen(request.user, number), now()
    asked = criteria(incident, user, moment)
    form = TriageForm(
        request.POST or None, keys=[a.criterion.key for a in asked], initial={"reason": incident.triage_reason}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.judge(
                incident=incident, deserves=form.cleaned_data["deserves"] == "yes",
                criteria=form.cleaned_data["criteria"], reason=form.cleaned_data["reason"].strip(), by=user, now=moment,
            )  # fmt: skip
        except FurikaeriError as fault:
            form.add_error("reason", told(fault.message))
        else:
            messages.success(
                request,
                told(Text("Judged. It can be judged anew at any time.", "判断を書きました。いつでも変えられます。")),
            )
            return redirect("incident", number)
    ticked = (
        set(request.POST.getlist("criteria")) if request.method == "POST" else {a.criterion.key for a in asked if a.met}
    )
    named = {c.key: c.asks for c in policy.criteria()}
    words = {
        **head(incident),
        "form": form,
        "asked": [(a, a.criterion.key in ticked) for a in asked],
        "judgements": [
            (j, [named[k] for k in j.criteria if k in named]) for j in incident.judgements.select_related("by")
        ],
    }
    return render(request, "incidents/triage.html", words, status=422 if form.errors else 200)
