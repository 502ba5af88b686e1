"""How grave it was, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from furikaeri_web.incidents.models import Incident, SeverityChange


class Interval(NamedTuple):
    """From `stated.at` until `until` it stood at a severity; None while it lasts, or where nobody said when it ended."""

    stated: SeverityChange
    until: datetime | None

    @property
    def lasted(self) -> timedelta | None:
        """How long; None where that is not known."""
        return self.until - self.stated.at if self.until else None


def severity_history(incident: Incident) -> list[Interval]:
    """The severities in their order, each until the next, its own end, or the end of the incident."""
    stated = list(incident.severity_changes.select_related("by").order_by("at", "id"))
    found = []
    for change, after in zip(stated, [*stated[1:], None], strict=False):
        ends = [end for end in (change.until, after.at if after else incident.ended) if end and end >= change.at]
        found.append(Interval(change, min(ends) if ends else None))
    return found
