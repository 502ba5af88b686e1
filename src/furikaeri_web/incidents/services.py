"""Writing about incidents: declaring one, changing what people state of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from furikaeri_web.accounts.services import note
from furikaeri_web.incidents.models import Incident, Service, SeverityChange, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from furikaeri_web.accounts.models import User


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
    near_miss: bool = False,
    summary: str = "",
    began: datetime | None = None,
    ended: datetime | None = None,
) -> Incident:
    """A new incident with the next number, owned by who declares it; private from its first moment where asked."""
    for _ in range(20):
        try:
            with transaction.atomic():
                last = Incident.objects.aggregate(last=Max("number"))["last"] or 0
                incident = Incident.objects.create(
                    number=last + 1, title=title, summary=summary, declared_at=now, declared_by=by, owner=by, zone=zone, lang=lang,
                    private=private, near_miss=near_miss, severity=severity, began=began, ended=ended,
                )  # fmt: skip
                if severity:
                    SeverityChange.objects.create(incident=incident, severity=severity, at=began or now, by=by)
                name(incident=incident, services=services, tags=tags)
                note(what="incident-declared", by=by, now=now, about=incident.code, incident=incident.number)
                return incident
        except IntegrityError:  # somebody else took that number at the same moment
            continue
    raise RuntimeError("no free incident number in twenty tries")


def name(*, incident: Incident, services: Iterable[str], tags: Iterable[str]) -> None:
    """Sets the services and tags by their names; new names are made."""
    incident.services.set([Service.objects.get_or_create(name=n)[0] for n in _clean(services)])
    incident.tags.set([Tag.objects.get_or_create(name=n)[0] for n in _clean(tags)])


def _clean(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n.strip()[:80] for n in names if n.strip()))
