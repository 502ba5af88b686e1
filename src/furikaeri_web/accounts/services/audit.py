"""The log of who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.accounts.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from furikaeri_web.accounts.models import User


def note(
    *,
    what: str,
    by: User | None,
    now: datetime,
    about: str = "",
    incident: int | None = None,
    review: int | None = None,
    detail: Mapping[str, object] | None = None,
) -> AuditEntry:
    """Writes one line of the audit log. `detail` holds no secret and no text that somebody wrote.

    Who may not see that incident (number) or that review (key) will not see the line.
    """
    return AuditEntry.objects.create(
        at=now, by=by, what=what, about=about[:300], incident=incident, review=review, detail=dict(detail or {})
    )


def expunge(*, incident: int, mask: Callable[[str], str]) -> int:
    """Masks the words of every line about that incident; how many were changed. The lines themselves stay."""
    changed = 0
    for entry in AuditEntry.objects.filter(incident=incident).iterator(chunk_size=500):
        about, detail = mask(entry.about), _masked(entry.detail, mask)
        if (about, detail) != (entry.about, entry.detail):
            AuditEntry.objects.filter(pk=entry.pk).update(about=about, detail=detail)
            changed += 1
    return changed


def _masked(value: object, mask: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(one, mask) for one in value]
    if isinstance(value, dict):
        return {key: _masked(one, mask) for key, one in value.items()}
    return value
