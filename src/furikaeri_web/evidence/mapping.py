"""Rows of records to core objects and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.bundle.chronicle import Records
from furikaeri.model.event import Event, IncidentFact, ReadWarning
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.timespan import iso
from furikaeri.store.body import unpack
from furikaeri_web.evidence.models import EventRow, Fact, Item, Scope, Warning
from furikaeri_web.parts.moments import microseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri_web.incidents.models import Incident

_fact = msgspec.msgpack.Decoder(IncidentFact).decode
_warning = msgspec.msgpack.Decoder(ReadWarning).decode


def item_of(row: Item) -> EvidenceItem:
    """The core's item of a row."""
    return EvidenceItem(
        digest=row.digest, name=row.name, size=row.size, media_type=row.media_type, source=row.source,
        added_at=iso(microseconds(row.added_at)) or "", added_by=row.added_as, chosen_by=row.chosen_by, origin=row.origin,
        zone=row.zone, captured_at=row.captured_at, mapping=dict(row.mapping),
    )  # fmt: skip


def records_of(incident: Incident) -> Records:
    """Everything that was read of one incident, for the chronology; events are streamed."""
    items = {row.digest: item_of(row) for row in Item.objects.filter(incident=incident)}
    return Records(
        items=items,
        events=events_of(incident),
        facts=tuple(
            _fact(bytes(b))
            for b in Fact.objects.filter(incident=incident).order_by("id").values_list("body", flat=True)
        ),
        scopes=lambda: (
            Scope.objects.filter(incident=incident).order_by("scope").values_list("scope", flat=True).distinct()
        ),
    )


def events_of(incident: Incident) -> Iterator[Event]:
    """The latest revision of every event, by its earliest moment."""
    rows = EventRow.objects.filter(incident=incident).order_by("lo", "id")
    for body, digest, locator, deleted in rows.values_list("body", "item__digest", "locator", "deleted").iterator(
        2_000
    ):
        yield unpack(bytes(body), digest, locator, deleted=deleted)


def warning_of(row: Warning) -> ReadWarning:
    """The core's warning of a row."""
    return _warning(bytes(row.body))
