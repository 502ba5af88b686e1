"""Who may see an incident, and the legal hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import Text
from furikaeri_web.accounts.models import Team, User
from furikaeri_web.incidents import services
from furikaeri_web.incidents.access import may, seen
from furikaeri_web.incidents.forms import AccessForm
from furikaeri_web.incidents.views.incident import head
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.incidents.models import Incident


@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest, number: int) -> HttpResponse:
    """Opening, closing, letting in and out; who may not admit reads who is let in, and whom to ask."""
    user, incident = cast("User", request.user), seen(request.user, number)
    admits = may(user, "admit", incident)
    form = AccessForm(request.POST if request.POST.get("do") == "let-in" else None)
    if request.method == "POST":
        if not admits:
            raise Http404
        if request.POST.get("do") != "let-in" or form.is_valid():
            _do(request, incident, form)
            if not type(incident).objects.visible_to(user).filter(pk=incident.pk).exists():  # they let themselves out
                return redirect("incident-list")
            return redirect("incident-access", number)
    words = {
        **head(incident),
        "form": form,
        "people": list(incident.people.order_by("name")),
        "teams": list(incident.teams.order_by("name")),
        "may_admit": admits,
        "may_hold": may(user, "hold", incident),
    }
    return render(request, "incidents/access.html", words, status=422 if form.errors else 200)


@require_POST
def hold(request: HttpRequest, number: int) -> HttpResponse:
    """Setting or lifting the legal hold."""
    user, incident = cast("User", request.user), seen(request.user, number)
    if not may(user, "hold", incident):
        raise Http404
    services.hold(incident=incident, held=request.POST.get("held") == "1", by=user, now=now())
    return redirect("incident-access", number)


def _do(request: HttpRequest, incident: Incident, form: AccessForm) -> None:
    by, moment, do = cast("User", request.user), now(), request.POST.get("do", "")
    if do in {"close", "open"}:
        services.set_private(incident=incident, private=do == "close", by=by, now=moment)
        said = (
            Text("Only those let in see it now.", "招いた人だけが見られるようにしました。")
            if do == "close"
            else Text("Everybody here sees it now.", "社内の全員が見られるようにしました。")
        )
        messages.success(request, told(said))
    elif do == "let-in":
        for whom in [*form.cleaned_data["people"], *form.cleaned_data["teams"]]:
            services.let_in(incident=incident, whom=whom, by=by, now=moment)
    elif do == "let-out":
        kind: type[User | Team] = Team if request.POST.get("kind") == "team" else User
        key = request.POST.get("pk", "")
        whom = kind.objects.filter(pk=int(key)).first() if key.isdecimal() else None
        if whom is not None:
            services.let_out(incident=incident, whom=whom, by=by, now=moment)
            messages.success(request, told(Text("{who} is off the list.", "{who} を外しました。").fill(who=whom)))
