"""Lists of incidents: filtered, in the order in which things happened, page by page from any place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.db.models import Count, Q

from furikaeri_web.incidents.finding import WORDS
from furikaeri_web.incidents.models import Incident
from furikaeri_web.parts.moments import microseconds, moment
from furikaeri_web.parts.tokens import phrases

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import IncidentQuerySet

_CODE = re.compile(r"(?:inc-?)?0*(\d{1,9})", re.IGNORECASE)
_LONG = ("summary", "triage_reason", "lanes", "aliases", "roles", "criteria", "owner__password")  # no list shows them
_PLACE = re.compile(r"(-?\d{1,18})\.(\d{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list shows; "" and None leave a filter out. `judged`: waiting for triage, worth a review, or not."""

    text: str = ""
    service: str = ""
    severity: str = ""
    tag: str = ""
    phase: str = ""
    judged: Literal["", "waiting", "yes", "no"] = ""
    near_miss: bool = False
    mine: bool = False
    since: datetime | None = None
    until: datetime | None = None


class Line(NamedTuple):
    """An incident of a list with the names of its services and tags, in order."""

    incident: Incident
    services: list[str]
    tags: list[str]


class Page(NamedTuple):
    """Part of a list, newest first; `newer` and `older` are the places where it goes on, "" where it ends."""

    lines: list[Line]
    newer: str
    older: str


class Counts(NamedTuple):
    """How many incidents a person sees: altogether, and those that nobody has judged yet."""

    all: int
    unjudged: int


def incident_list(user: User, filters: Filters | None = None) -> IncidentQuerySet:
    """The incidents that this person may see and that the filters let through, the latest to happen first."""
    asked = filters or Filters()
    rows: IncidentQuerySet = Incident.objects.visible_to(user)
    if asked.text.strip():
        rows = rows.filter(_holding(asked.text.strip()))
    if asked.service:
        rows = rows.filter(services__name=asked.service)
    if asked.tag:
        rows = rows.filter(tags__name=asked.tag)
    if asked.severity:
        rows = rows.filter(severity=asked.severity)
    if asked.phase:
        rows = rows.filter(phase=asked.phase)
    if asked.judged:
        rows = rows.filter(deserves={"waiting": None, "yes": True, "no": False}[asked.judged])
    if asked.near_miss:
        rows = rows.filter(near_miss=True)
    if asked.mine:
        rows = rows.filter(owner=user)
    if asked.since:
        rows = rows.filter(happened__gte=asked.since)
    if asked.until:
        rows = rows.filter(happened__lt=asked.until)
    return rows


def page_of(rows: IncidentQuerySet, *, older_than: str = "", newer_than: str = "", size: int = 50) -> Page:
    """One page of a list: its start, or what lies on one side of a place that another page gave.

    A place that can't be read is the start. Three queries whatever the size: rows, their services, their tags.
    """
    rows = rows.select_related("owner").defer(*_LONG)
    if (at := _read(newer_than)) is not None:
        found = list(rows.filter(_beyond(at, newer=True)).order_by("happened", "number")[: size + 1])
        more, found = len(found) > size, found[:size][::-1]
        return Page(_lines(found), _place(found[0]) if more else "", _place(found[-1]) if found else "")
    at = _read(older_than)
    if at is not None:
        rows = rows.filter(_beyond(at, newer=False))
    found = list(rows.order_by("-happened", "-number")[: size + 1])
    more, found = len(found) > size, found[:size]
    return Page(_lines(found), _place(found[0]) if at and found else "", _place(found[-1]) if more else "")


def counts(user: User) -> Counts:
    """How many incidents this person may see."""
    found = Incident.objects.visible_to(user).aggregate(all=Count("pk"), unjudged=Count("pk", filter=Q(deserves=None)))
    return Counts(**found)


def _lines(found: list[Incident]) -> list[Line]:
    """The incidents with their names, which are read as plain words: objects would cost more than the list itself."""
    keys = [i.pk for i in found]
    services = Incident.services.through.objects.filter(incident__in=keys).order_by("service__name")
    tags = Incident.tags.through.objects.filter(incident__in=keys).order_by("tag__name")
    worn: dict[int, tuple[list[str], list[str]]] = {key: ([], []) for key in keys}
    for key, name in services.values_list("incident_id", "service__name"):
        worn[key][0].append(name)
    for key, name in tags.values_list("incident_id", "tag__name"):
        worn[key][1].append(name)
    return [Line(i, *worn[i.pk]) for i in found]


def _holding(text: str) -> Q:
    """Those that hold every word of a text, or bear the number that it is."""
    words = Q(pk__in=WORDS.rows(text)) if phrases(text) else Q(pk__in=())
    if code := _CODE.fullmatch(text):
        return Q(number=int(code[1])) | words
    return words


def _place(row: Incident) -> str:
    return f"{microseconds(row.happened)}.{row.number}"


def _read(place: str) -> tuple[datetime, int] | None:
    found = _PLACE.fullmatch(place)
    return (moment(int(found[1])), int(found[2])) if found else None


def _beyond(at: tuple[datetime, int], *, newer: bool) -> Q:
    """Those on one side of a place. The first condition says nothing new, but lets the index begin there."""
    happened, number = at
    if newer:
        return Q(happened__gte=happened) & (Q(happened__gt=happened) | Q(number__gt=number))
    return Q(happened__lte=happened) & (Q(happened__lt=happened) | Q(number__lt=number))
