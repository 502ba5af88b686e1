"""Writing about people: the audit log, the organisation, who is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.accounts.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from furikaeri_web.accounts.models import User


def note(
    *,
    what: str,
    by: User | None,
    now: datetime,
    about: str = "",
    incident: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Writes one line of the audit log. `detail` holds no secret and no text that somebody wrote."""
    return AuditEntry.objects.create(
        at=now, by=by, what=what, about=about[:300], incident=incident, detail=dict(detail or {})
    )
