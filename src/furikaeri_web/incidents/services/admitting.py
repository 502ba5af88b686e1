"""Who may see an incident: opening it, closing it, letting people in and out; the legal hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from furikaeri_web.accounts.models import Team, User
from furikaeri_web.accounts.services import note
from furikaeri_web.notices.services import tell

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri_web.incidents.models import Incident


@transaction.atomic
def set_private(*, incident: Incident, private: bool, by: User, now: datetime) -> None:
    """Closes it to all but those let in, or opens it to the organisation. Whoever closes it stays in themselves."""
    if incident.private == private:
        return
    incident.private = private
    incident.save(update_fields=["private"])
    if private and by.pk not in {incident.owner_id, incident.declared_by_id}:
        incident.people.add(by)
    _noted(incident, "incident-closed" if private else "incident-opened", by, now)


@transaction.atomic
def let_in(*, incident: Incident, whom: User | Team, by: User, now: datetime) -> bool:
    """Lets a person or a team in; False where they were already."""
    through = _list(incident, whom)
    if through.filter(pk=whom.pk).exists():
        return False
    through.add(whom)
    _noted(incident, "let-in", by, now, _key(whom))
    tell(
        whom.members.filter(is_active=True) if isinstance(whom, Team) else [whom], "let-in", by=by, now=now,
        about=str(incident), url=reverse("incident", args=[incident.number]), incident=incident.number,
    )  # fmt: skip
    return True


@transaction.atomic
def let_out(*, incident: Incident, whom: User | Team, by: User, now: datetime) -> bool:
    """Takes a person or a team off the list; False where they were not on it. Owner and declarer see it all the same."""
    through = _list(incident, whom)
    if not through.filter(pk=whom.pk).exists():
        return False
    through.remove(whom)
    _noted(incident, "let-out", by, now, _key(whom))
    return True


@transaction.atomic
def hold(*, incident: Incident, held: bool, by: User, now: datetime) -> None:
    """Sets or lifts the legal hold: while it stands nothing of the incident is destroyed, by nobody and by no sweep."""
    if incident.legal_hold == held:
        return
    incident.legal_hold = held
    incident.save(update_fields=["legal_hold"])
    _noted(incident, "hold-set" if held else "hold-lifted", by, now)


def _list(incident: Incident, whom: User | Team):  # type: ignore[no-untyped-def]  # noqa: ANN202  # one of two managers
    return incident.teams if isinstance(whom, Team) else incident.people


def _key(whom: User | Team) -> dict[str, object]:
    return {"team" if isinstance(whom, Team) else "person": whom.pk}


def _noted(incident: Incident, what: str, by: User, now: datetime, detail: dict[str, object] | None = None) -> None:
    note(what=what, by=by, now=now, about=incident.code, incident=incident.number, detail=detail)
