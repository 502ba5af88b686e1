"""Names to choose from while one types: only those that stand on something the reader may see."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.db.models import Exists, OuterRef, Q

from furikaeri_web.accounts.models import Team, User
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.models import Incident, Service, Tag
from furikaeri_web.incidents.selectors.listing import Filters, incident_list

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMED = ("services", "tags", "severities", "people", "teams", "zones")
_MOST = 40


def suggest(user: User, text: str, most: int = 8) -> list[Incident]:
    """Incidents to pick from: the one of that number first, then those that hold the words, the latest first."""
    rows = incident_list(user, Filters(text=text)) if text.strip() else incident_list(user)
    digits = text.strip().lower().removeprefix("inc").lstrip("-0")
    exact = list(rows.filter(number=int(digits))[:1]) if digits.isdecimal() and len(digits) < 10 else []
    return list(islice(chain(exact, (i for i in rows[: most + 1] if i not in exact)), most))


def names(user: User, kind: str, text: str = "") -> list[str]:
    """Names of a kind (one of NAMED) that hold a text, in order; those of people end with their mail address."""
    if kind == "services":
        return _worn(user, Service.objects.all(), "services", text)
    if kind == "tags":
        return _worn(user, Tag.objects.all(), "tags", text)
    if kind == "severities":
        return _holding((level.key for level in policy.levels()), text)
    if kind == "zones":
        return _holding(sorted(z for z in available_timezones() if "/" in z or z == "UTC"), text, most=700)
    if kind == "teams":
        return list(Team.objects.filter(name__icontains=text).order_by("name").values_list("name", flat=True)[:_MOST])
    people = User.objects.filter(Q(name__icontains=text) | Q(email__icontains=text), is_active=True)
    return [f"{p.name} <{p.email}>" for p in people.order_by("name", "pk")[:_MOST]]


def _worn(user: User, rows, field: str, text: str) -> list[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001  # services or tags
    seen = Incident.objects.visible_to(user).filter(**{field: OuterRef("pk")}).order_by()
    return list(rows.filter(Exists(seen), name__icontains=text).order_by("name").values_list("name", flat=True)[:_MOST])


def _holding(words: Iterable[str], text: str, most: int = _MOST) -> list[str]:
    return [w for w in words if text.casefold() in w.casefold()][:most]
