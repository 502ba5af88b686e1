"""Declaring an incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from furikaeri_web.accounts.services import note
from furikaeri_web.incidents.models import Incident, SeverityChange
from furikaeri_web.incidents.services.changing import check_span, name
from furikaeri_web.incidents.services.process import replan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from furikaeri_web.accounts.models import Team, User

_TRIES = 20


def declare(
    *,
    title: str,
    by: User,
    now: datetime,
    severity: str = "",
    services: Iterable[str] = (),
    tags: Iterable[str] = (),
    zone: str = "UTC",
    lang: str = "en",
    private: bool = False,
    people: Iterable[User] = (),
    teams: Iterable[Team] = (),
    near_miss: bool = False,
    summary: str = "",
    began: datetime | None = None,
    ended: datetime | None = None,
) -> Incident:
    """A new incident with the next number, owned by who declares it; private from its first moment where asked.

    FurikaeriError where it ends before it begins.
    """
    check_span(began, ended)
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                last = Incident.objects.aggregate(last=Max("number"))["last"] or 0
                incident = Incident.objects.create(
                    number=last + 1, title=title, summary=summary, declared_at=now, declared_by=by, owner=by, zone=zone, lang=lang,
                    private=private, near_miss=near_miss, severity=severity, began=began, ended=ended,
                )  # fmt: skip
                if severity:
                    SeverityChange.objects.create(incident=incident, severity=severity, at=began or now, by=by)
                if private:
                    incident.people.set(people)
                    incident.teams.set(teams)
                name(incident=incident, services=services, tags=tags)
                replan(incident)
                note(what="incident-declared", by=by, now=now, about=incident.code, incident=incident.number)
                return incident
        except IntegrityError:  # somebody else took that number at the same moment
            continue
    raise RuntimeError(f"no free incident number in {_TRIES} tries")
