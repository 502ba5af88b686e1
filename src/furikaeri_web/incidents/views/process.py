"""The checklist of the process: ticking, leaving out, moving, adding."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.incidents import services
from furikaeri_web.incidents.access import seen
from furikaeri_web.incidents.forms import StepForm
from furikaeri_web.incidents.forms.fields import MomentField, clock_in, in_zone
from furikaeri_web.incidents.selectors.process import in_words
from furikaeri_web.incidents.views.incident import head, process
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident, Step


@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """A step of people's own."""
    incident = seen(request.user, number)
    form = StepForm(request.POST, zone=organisation().zone or "UTC")
    if not form.is_valid():
        return render(request, "incidents/step.html", {**head(incident), "form": form}, status=422)
    services.add_step(incident=incident, by=cast("User", request.user), now=now(), **form.cleaned_data)
    return _answer(request, incident)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """What one does with a step: `do` is tick, untick, skip (with a reason), move (with `due`), follow, remove."""
    incident = seen(request.user, number)
    found: Step = get_object_or_404(incident.steps.select_related("incident"), pk=pk)
    trouble = ""
    if request.method == "POST":
        try:
            _do(request, found)
        except FurikaeriError as fault:
            trouble = told(fault.message)
        except ValidationError as fault:
            trouble = " ".join(fault.messages)
        else:
            return _answer(request, incident)
    zone = organisation().zone or "UTC"
    words = {
        **head(incident),
        "due": in_words(found, now()),
        "house_zone": zone,
        "clock": request.POST.get("due", clock_in(found.due, zone)),
        "reason": request.POST.get("reason", found.skipped),
        "trouble": trouble,
    }
    return render(request, "incidents/step.html", words, status=422 if trouble else 200)


def _do(request: HttpRequest, found: Step) -> None:
    by, moment, do = cast("User", request.user), now(), request.POST.get("do", "")
    if do == "tick":
        services.tick(step=found, by=by, now=moment)
    elif do == "untick":
        services.untick(step=found, by=by, now=moment)
    elif do == "skip":
        services.skip(step=found, reason=request.POST.get("reason", ""), by=by, now=moment)
    elif do == "move":
        due = in_zone(MomentField(required=True).clean(request.POST.get("due", "")), organisation().zone or "UTC")
        services.move_due(step=found, due=due, by=by, now=moment)
    elif do == "follow":
        services.move_due(step=found, due=None, by=by, now=moment)
    elif do == "remove":
        services.remove_step(step=found, by=by, now=moment)
        messages.success(request, told(Text("Taken away.", "取り除きました。")))
    else:
        raise FurikaeriError(Text("Nothing was chosen.", "何も選ばれていません。"))


def _answer(request: HttpRequest, incident: Incident) -> HttpResponse:
    """The checklist alone for a page that is open, else the way back to it."""
    if request.headers.get("HX-Request"):
        return render(request, "incidents/parts/process.html", process(incident, now()))
    return HttpResponseRedirect(reverse("incident", args=[incident.number]) + "#process")
