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
from furikaeri_web.evidence.models import EventRow, Item, Run, Tombstone, Warning
from furikaeri_web.evidence.running import GOING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from furikaeri.model.event import ReadWarning
    from furikaeri_web.incidents.models import Incident

PAGE = 50
_RECENT = 8
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True, slots=True)
class Alike:
    """Warnings of one code: how many, and one of them to show."""

    code: str
    count: int
    row: Warning
    warning: ReadWarning


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


def alike(incident: Incident, item: Item | None = None) -> list[Alike]:
    """The warnings by their code, those that cost most records first: a thousand alike are one line."""
    rows = Warning.objects.filter(incident=incident)
    if item is not None:
        rows = rows.filter(item=item)
    numbers = {
        code: (first, count)
        for code, count, first in rows.order_by().values_list("code").annotate(n=Count("id"), first=Min("id"))
    }
    examples = {row.pk: row for row in rows.filter(pk__in=[first for first, _ in numbers.values()]).select_related("item")}
    found = [
        Alike(code, count, examples[first], warning_of(examples[first])) for code, (first, count) in numbers.items()
    ]
    return sorted(found, key=lambda a: (a.warning.noted, -a.count, a.code))


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
