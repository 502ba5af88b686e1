"""Changing what is said of an incident: its words, times, services, tags, owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.urls import reverse

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.incidents.access import may
from furikaeri_web.incidents.finding import put_words
from furikaeri_web.incidents.models import Incident, Service, Tag
from furikaeri_web.incidents.services.process import replan
from furikaeri_web.notices.services import tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Unpack

    from furikaeri_web.accounts.models import User

_COUNTED_FROM = {"began", "ended", "near_miss"}


class Said(TypedDict, total=False):
    """What may be changed; what is left out stays."""

    title: str
    summary: str
    zone: str
    lang: str
    began: datetime | None
    ended: datetime | None
    near_miss: bool
    owner: User | None
    services: list[str]
    tags: list[str]


@transaction.atomic
def change(*, incident: Incident, by: User, now: datetime, **said: Unpack[Said]) -> list[str]:
    """Changes what is given and gives the names of the fields that are other than before.

    FurikaeriError where it would end before it begins, or where a new owner would be let in by somebody who may not.
    """
    check_span(said.get("began", incident.began), said.get("ended", incident.ended))
    changed = [field for field, value in said.items() if _now(incident, field) != _in_order(value)]
    if not changed:
        return []
    if "owner" in changed:
        _hand_over(incident, said["owner"], by)
    for field in set(changed) - {"services", "tags"}:
        setattr(incident, field, said[field])  # type: ignore[literal-required]  # a key of Said
    incident.save(update_fields=sorted(set(changed) - {"services", "tags"}))
    if {"services", "tags", "title", "summary"} & set(changed):
        name(
            incident=incident,
            services=said.get("services", _now(incident, "services")),  # type: ignore[arg-type]  # names
            tags=said.get("tags", _now(incident, "tags")),  # type: ignore[arg-type]  # names
        )
    incident.refresh_from_db(fields=["happened"])
    if _COUNTED_FROM & set(changed):
        replan(incident)
    if {"zone", "began", "ended", "lang"} & set(changed):
        incident.touch()
    note(
        what="incident-changed", by=by, now=now, about=incident.code, incident=incident.number,
        detail={"fields": sorted(changed)},
    )  # fmt: skip
    if "owner" in changed and incident.owner:
        tell(
            [incident.owner], "owner", by=by, now=now, about=str(incident),
            url=reverse("incident", args=[incident.number]), incident=incident.number,
        )  # fmt: skip
    return sorted(changed)


def name(*, incident: Incident, services: Iterable[str], tags: Iterable[str]) -> None:
    """Sets the services and tags by their names, and makes the incident found by its words; new names are made."""
    incident.services.set([Service.objects.get_or_create(name=n)[0] for n in _clean(services)])
    incident.tags.set([Tag.objects.get_or_create(name=n)[0] for n in _clean(tags)])
    put_words(incident)


def check_span(began: datetime | None, ended: datetime | None) -> None:
    """FurikaeriError where it ends before it begins."""
    if began and ended and ended < began:
        raise FurikaeriError(
            Text(
                "It would end before it began. Look at the two times once more, and at the zone.",
                "終わりが始まりより前になっています。二つの時刻とタイムゾーンをもう一度ご確認ください。",
            )
        )


def _now(incident: Incident, field: str) -> object:
    if field in {"services", "tags"}:
        return sorted(row.name for row in getattr(incident, field).all())
    return getattr(incident, field)


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value


def _hand_over(incident: Incident, owner: User | None, by: User) -> None:
    """Whoever becomes owner of a private incident is let in by that; whoever was, stays in."""
    if not incident.private:
        return
    outside = owner is not None and not Incident.objects.visible_to(owner).filter(pk=incident.pk).exists()
    if outside and not may(by, "admit", incident):
        raise FurikaeriError(
            Text(
                "{name} is not let in yet. Ask the owner to let them in first.",
                "{name} さんはまだ閲覧できません。先に、担当者に許可してもらってください。",
            ).fill(name=owner)
        )
    if incident.owner_id is not None:
        incident.people.add(incident.owner_id)


def _clean(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(n.strip()[:80] for n in names if n.strip()))
