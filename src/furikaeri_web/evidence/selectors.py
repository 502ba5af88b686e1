"""Reading about records: what there is, what needs a look, how far a run is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q

from furikaeri.bundle.exact import Exact, exact
from furikaeri.evidence.opened import Opened
from furikaeri.store.adding import key_of
from furikaeri_web.evidence.keeping import where
from furikaeri_web.evidence.mapping import warning_of
from furikaeri_web.evidence.mends import Mend, mend
from furikaeri_web.evidence.models import EventRow, Item, Retention, Run, Tombstone, Warning
from furikaeri_web.evidence.running import GOING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from furikaeri.model.event import ReadWarning
    from furikaeri_web.incidents.models import Incident

PAGE = 50
UNNAMED = "unknown-user"
_RECENT = 8
_DOZEN = 12
_MOST = 2_000  # warnings that are looked through for whom nothing names
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True, slots=True)
class Looked:
    """A warning with its row, and what a person can do about it."""

    row: Warning
    warning: ReadWarning
    mend: Mend


@dataclass(frozen=True, slots=True)
class Alike:
    """The warnings of one code in one item: how many, one of them, and the unnamed people among them (a dozen)."""

    count: int
    one: Looked
    unnamed: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with its warnings, those that cost most records first."""

    item: Item
    groups: list[Alike]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of one incident."""

    items: int
    events: int
    warnings: int
    going: int


def counts(incident: Incident) -> Counts:
    """How much there is."""
    return Counts(
        Item.objects.filter(incident=incident).count(),
        EventRow.objects.filter(incident=incident).count(),
        Warning.objects.filter(incident=incident).count(),
        Run.objects.filter(incident=incident, state__in=GOING).count(),
    )


def items(incident: Incident) -> QuerySet[Item]:
    """Every item with who added it, newest first."""
    return Item.objects.filter(incident=incident).select_related("added_by").order_by("-id")


def tombstones(incident: Incident) -> QuerySet[Tombstone]:
    """What is left of what was destroyed, newest first."""
    return Tombstone.objects.filter(incident=incident).select_related("by").order_by("-id")


def runs(incident: Incident) -> list[Run]:
    """Those that are going or need a person, and the few that were done last; newest first."""
    needing = Q(state__in=(*GOING, Run.State.FAILED, Run.State.STOPPED))
    every = Run.objects.filter(incident=incident).select_related("by")
    found = {run.pk: run for run in every.filter(needing)[:PAGE]} | {run.pk: run for run in every[:_RECENT]}
    return sorted(found.values(), key=lambda run: -run.pk)


def with_warnings(incident: Incident, some: list[Item]) -> list[Shown]:
    """Items with their warnings, grouped by code: a thousand alike are one."""
    every = Warning.objects.filter(incident=incident, item__in=some).select_related("item")
    numbers = every.order_by().values_list("item", "code").annotate(n=Count("id"), first=Min("id"))
    counted = {first: count for _, _, count, first in numbers}
    groups: dict[int, list[Alike]] = {}
    unnamed = _unnamed(incident, every) if counted else {}
    for row in every.filter(pk__in=list(counted)):
        people = unnamed.get(row.item_id, []) if row.code == UNNAMED else []
        if row.code != UNNAMED or people:
            groups.setdefault(row.item_id, []).append(Alike(counted[row.pk], looked(row), people))
    for some_groups in groups.values():
        some_groups.sort(key=lambda g: (g.one.row.noted, -g.count, g.one.row.code))
    return [Shown(item, groups.get(item.pk, [])) for item in some]


def _unnamed(incident: Incident, rows: QuerySet[Warning]) -> dict[int, list[str]]:
    """Whom nothing names, by item, each once, save those who were given a name since."""
    found: dict[int, list[str]] = {}
    for row in rows.filter(code=UNNAMED).order_by("id")[:_MOST]:
        who = warning_of(row).excerpt
        people = found.setdefault(row.item_id, [])
        if who and who not in people and who not in incident.aliases and len(people) < _DOZEN:
            people.append(who)
    return found


def looked(row: Warning) -> Looked:
    """A warning with what can be done about it; its item must be at hand."""
    warning = warning_of(row)
    return Looked(row, warning, mend(row.code, row.item.source, warning.ask))


def codes(incident: Incident) -> list[tuple[str, int]]:
    """Every code of a warning there is, with how many bear it."""
    rows = Warning.objects.filter(incident=incident).order_by()
    return sorted(rows.values_list("code").annotate(n=Count("id")), key=lambda pair: (-pair[1], pair[0]))


def retention(incident: Incident) -> Retention | None:
    """That its records are about to go, or are gone, by their age; None where nothing was announced."""
    return Retention.objects.filter(incident=incident).first()


def warnings(incident: Incident, *, code: str = "", digest: str = "", after: int = 0) -> list[Warning]:
    """A page of warnings after the row of that key, one more than a page to tell that there are more."""
    rows = Warning.objects.filter(incident=incident, pk__gt=after).select_related("item")
    if code:
        rows = rows.filter(code=code)
    if digest:
        rows = rows.filter(item__digest=digest)
    return list(rows.order_by("id")[: PAGE + 1])


def opened(item: Item) -> Opened | None:
    """The bytes of an item; None where they are missing from the data folder."""
    path = where(item.incident_id, item.digest)
    return Opened(name=item.name, path=path, digest=item.digest) if path.is_file() else None


def record(item: Item, locator: str) -> Exact | None:
    """The exact record at a locator; None where the bytes of the item are missing."""
    found = opened(item)
    return None if found is None else exact(found, locator)


def event_row(incident: Incident, event: str) -> EventRow | None:
    """The row of an event by its id."""
    return EventRow.objects.filter(incident=incident, key=key_of(event)).select_related("item").first()


def picture(item: Item) -> str:
    """The type under which an item may be shown as a picture: by its first bytes, of the few safe kinds; else ""."""
    return item.media_type if item.media_type in _PICTURES else ""
