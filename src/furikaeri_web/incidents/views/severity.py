"""The history of how grave it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.incidents import policy, services
from furikaeri_web.incidents.access import seen
from furikaeri_web.incidents.forms import SeverityForm
from furikaeri_web.incidents.selectors import severity_history
from furikaeri_web.incidents.views.incident import head
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident, SeverityChange


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest, number: int) -> HttpResponse:
    """The whole history with what was corrected in it, and a form for one more."""
    incident = seen(request.user, number)
    form = SeverityForm(request.POST or None, zone=incident.zone)
    if request.method == "POST" and form.is_valid():
        try:
            services.state_severity(incident=incident, by=cast("User", request.user), now=now(), **form.cleaned_data)
        except FurikaeriError as fault:
            form.add_error(None, told(fault.message))
        else:
            messages.success(request, told(Text("Stated.", "書きました。")))
            return redirect("incident-severity", number)
    return _page(request, incident, form)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Correcting one severity, or taking it out; what stood before stays readable."""
    incident = seen(request.user, number)
    stated: SeverityChange = get_object_or_404(incident.severity_changes, pk=pk)
    user, moment = cast("User", request.user), now()
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        services.withdraw_severity(stated=stated, by=user, now=moment, why=request.POST.get("reason", "").strip()[:300])
        messages.success(
            request, told(Text("Taken out; it can be put back below.", "取り下げました。下から元に戻せます。"))
        )
        return redirect("incident-severity", number)
    form = SeverityForm(request.POST or None, zone=incident.zone, stated=stated)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            services.correct_severity(stated=stated, by=user, now=moment, why=said.pop("reason"), **said)
        except FurikaeriError as fault:
            form.add_error(None, told(fault.message))
        else:
            messages.success(request, told(Text("Corrected.", "訂正しました。")))
            return redirect("incident-severity", number)
    return _page(request, incident, form, stated)


@require_POST
def restore(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Putting back what was taken out."""
    incident = seen(request.user, number)
    kept = get_object_or_404(incident.severity_revisions, pk=pk)
    try:
        services.restore_severity(kept=kept, by=cast("User", request.user), now=now())
    except FurikaeriError as fault:
        messages.error(request, told(fault.message))
    else:
        messages.success(request, told(Text("Put back.", "元に戻しました。")))
    return redirect("incident-severity", number)


def _page(
    request: HttpRequest, incident: Incident, form: SeverityForm, stated: SeverityChange | None = None
) -> HttpResponse:
    words = {
        **head(incident),
        "form": form,
        "stated": stated,
        "severities": severity_history(incident),
        "revisions": incident.severity_revisions.select_related("by", "replaced_by"),
        "levels": policy.levels(),
    }
    return render(request, "incidents/severity.html", words, status=422 if form.errors else 200)
