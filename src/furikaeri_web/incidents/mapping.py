"""Rows of incidents to core objects."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from furikaeri.model.chronology import SeveritySpan
from furikaeri.model.incident import Incident as CoreIncident
from furikaeri_web.parts.moments import microseconds

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident


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
