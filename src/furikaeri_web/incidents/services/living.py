"""Moving an incident through the phases of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri_web.accounts.services import note
from furikaeri_web.incidents.models import Incident, PhaseChange
from furikaeri_web.incidents.services.changing import check_span
from furikaeri_web.incidents.services.process import replan

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri_web.accounts.models import User


@transaction.atomic
def move(
    *,
    incident: Incident,
    phase: str,
    by: User,
    now: datetime,
    reason: str = "",
    ended: datetime | None = None,
) -> bool:
    """Moves it into `phase`, and says when it ended where that is given; False where it stands there already.

    Any phase may follow any other: an incident that comes back is in response again.
    """
    check_span(incident.began, ended)
    if phase == incident.phase and (ended is None or ended == incident.ended):
        return False
    if phase != incident.phase:
        PhaseChange.objects.create(incident=incident, phase=phase, at=now, by=by, reason=reason)
    incident.phase = phase
    incident.ended = ended or incident.ended
    incident.save(update_fields=["phase", "ended"])
    replan(incident)
    if ended is not None:
        incident.touch()
    note(what="phase-moved", by=by, now=now, about=incident.code, incident=incident.number, detail={"phase": phase})
    return True
