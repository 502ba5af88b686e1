"""The page of one incident."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.views.decorators.http import require_GET

from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.access import may, seen
from furikaeri_web.incidents.selectors import checklist, doings, severity_history
from furikaeri_web.incidents.told import PHASES, PHASES_MEAN
from furikaeri_web.parts.moments import now

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident


@require_GET
def incident(request: HttpRequest, number: int) -> HttpResponse:
    """What is said of it, how grave it was, its process, who may see it, what was done last."""
    user, found = cast("User", request.user), seen(request.user, number)
    met = set(found.criteria)
    words = {
        **head(found),
        **process(found, now()),
        "severities": severity_history(found),
        "criteria_met": [c for c in policy.criteria() if c.key in met],
        "judged": found.judgements.select_related("by").first(),
        "phases": [(key, PHASES[key], PHASES_MEAN[key]) for key in PHASES],
        "people": list(found.people.filter(is_active=True).order_by("name")) if found.private else [],
        "teams": list(found.teams.order_by("name")) if found.private else [],
        "may_admit": may(user, "admit", found),
        "may_hold": may(user, "hold", found),
        "doings": doings(found, user),
    }
    return render(request, "incidents/incident.html", words)


def head(found: Incident) -> dict[str, object]:
    """What the head of every page about an incident shows."""
    lasted = found.ended - found.began if found.began and found.ended else None
    return {
        "incident": found,
        "phase_told": PHASES[found.phase],
        "service_names": [s.name for s in found.services.all()],
        "tag_names": [t.name for t in found.tags.all()],
        "lasted": lasted,
    }


def process(found: Incident, moment: datetime) -> dict[str, object]:
    """What the checklist shows; its moments stand in the organisation's zone."""
    stages = checklist(found, moment)
    undated = all(due.step.due is None for stage in stages for due in stage.steps)
    return {"stages": stages, "undated": undated, "house_zone": organisation().zone or "UTC", "incident": found}
