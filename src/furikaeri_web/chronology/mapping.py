"""Rows of what people said to core objects and back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from furikaeri.bundle.statements import Entry as Line
from furikaeri.model.chronology import SeveritySpan
from furikaeri.model.incident import Incident as CoreIncident
from furikaeri.model.timespan import iso
from furikaeri_web.parts.moments import microseconds

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.text import Lang
    from furikaeri_web.chronology.models import Entry
    from furikaeri_web.incidents.models import Incident


def line_of(row: Entry) -> Line:
    """The line of `statements.jsonl` that a row is."""
    return Line(
        no=row.no, at=iso(microseconds(row.at)) or "", by=row.by_name, says=row.says,
        body=msgspec.Raw(row.body.encode()), takes_back=row.takes_back,
    )  # fmt: skip


def incident_of(row: Incident) -> CoreIncident:
    """The core's incident of a row, as `incident.toml` would say it."""
    lang: Lang = "ja" if row.lang == "ja" else "en"
    changes = list(row.severity_changes.all())
    ends: list[datetime | None] = [change.until or after.at for change, after in pairwise(changes)]
    ends += [change.until or row.ended for change in changes[-1:]]
    spans = [
        SeveritySpan(
            severity=change.severity,
            lo=microseconds(change.at),
            hi=microseconds(end) if end else None,
            basis=change.by.name if change.by else "",
        )
        for change, end in zip(changes, ends, strict=True)
    ]
    return CoreIncident(
        title=row.title, zone=row.zone, lang=lang, services=tuple(s.name for s in row.services.all()),
        lanes=tuple(row.lanes), severities=tuple(spans), aliases=dict(row.aliases), roles=dict(row.roles),
    )  # fmt: skip
