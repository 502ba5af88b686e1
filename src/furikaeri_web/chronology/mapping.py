"""Rows of what people said to core objects and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.bundle.statements import Entry as Line
from furikaeri.model.timespan import iso
from furikaeri_web.incidents.mapping import incident_of
from furikaeri_web.parts.moments import microseconds

if TYPE_CHECKING:
    from furikaeri_web.chronology.models import Entry


def line_of(row: Entry) -> Line:
    """The line of `statements.jsonl` that a row is."""
    return Line(
        no=row.no, at=iso(microseconds(row.at)) or "", by=row.by_name, says=row.says,
        body=msgspec.Raw(row.body.encode()), takes_back=row.takes_back,
    )  # fmt: skip


__all__ = ["incident_of", "line_of"]
