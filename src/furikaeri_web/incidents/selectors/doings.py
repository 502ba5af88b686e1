"""What was done last about an incident, from the audit log, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from furikaeri_web.accounts import sight
from furikaeri_web.accounts.deeds import named
from furikaeri_web.accounts.models import AuditEntry

if TYPE_CHECKING:
    from furikaeri.text import Text
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident


class Doing(NamedTuple):
    """One thing that somebody did; `what` in words."""

    entry: AuditEntry
    what: Text


def doings(incident: Incident, user: User, most: int = 8) -> list[Doing]:
    """The last things done about an incident, the latest first; of a review that this person may not see, nothing."""
    rows = AuditEntry.objects.filter(sight.open_to(user), incident=incident.number).select_related("by")
    return [Doing(entry, named(entry.what)) for entry in rows.order_by("-at", "-id")[:most]]
