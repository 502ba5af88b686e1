"""The history of how grave it was: stated, corrected, taken away, put back. Nothing that was stated is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.incidents.models import Incident, SeverityChange, SeverityRevision
from furikaeri_web.incidents.services.process import replan

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri_web.accounts.models import User


@transaction.atomic
def state_severity(
    *,
    incident: Incident,
    severity: str,
    at: datetime,
    by: User,
    now: datetime,
    until: datetime | None = None,
    reason: str = "",
) -> SeverityChange:
    """From `at` on it stood at `severity`, until the next change, `until`, or its end."""
    _check(at, until, now)
    stated = SeverityChange.objects.create(
        incident=incident, severity=severity, at=at, until=until, by=by, reason=reason
    )
    _settle(incident, "severity-stated", by, now)
    return stated


@transaction.atomic
def correct_severity(
    *,
    stated: SeverityChange,
    severity: str,
    at: datetime,
    until: datetime | None,
    by: User,
    now: datetime,
    why: str = "",
) -> None:
    """Says it better; what stood before is kept beside it."""
    _check(at, until, now)
    if (severity, at, until) == (stated.severity, stated.at, stated.until):
        return
    _keep(stated, by, now, why)
    stated.severity, stated.at, stated.until, stated.by, stated.reason = severity, at, until, by, why
    stated.save()
    _settle(stated.incident, "severity-corrected", by, now)


@transaction.atomic
def withdraw_severity(*, stated: SeverityChange, by: User, now: datetime, why: str = "") -> SeverityRevision:
    """Takes it out of the history; `restore_severity` puts it back."""
    kept = _keep(stated, by, now, why, withdrawn=True)
    incident = stated.incident
    stated.delete()
    kept.refresh_from_db()
    _settle(incident, "severity-withdrawn", by, now)
    return kept


@transaction.atomic
def restore_severity(*, kept: SeverityRevision, by: User, now: datetime) -> SeverityChange:
    """Puts back what was taken away, as it stood; FurikaeriError where it was put back already."""
    if not kept.restorable:
        raise FurikaeriError(
            Text("This stands in the history already.", "これはすでに履歴に戻っています。"),
        )
    stated = SeverityChange.objects.create(
        incident=kept.incident, severity=kept.severity, at=kept.at, until=kept.until, by=kept.by, reason=kept.reason
    )
    kept.change = stated
    kept.save(update_fields=["change"])
    _settle(kept.incident, "severity-restored", by, now)
    return stated


def _check(at: datetime, until: datetime | None, now: datetime) -> None:
    if at > now or (until and until > now):
        raise FurikaeriError(
            Text(
                "That moment has not come yet. Look at the time once more, and at its zone.",
                "その時刻はまだ来ていません。時刻とタイムゾーンをもう一度ご確認ください。",
            )
        )
    if until and until <= at:
        raise FurikaeriError(
            Text(
                "It would be over before it began. Look at the two times once more.",
                "終わりが始まりより前になっています。二つの時刻をもう一度ご確認ください。",
            )
        )


def _keep(stated: SeverityChange, by: User, now: datetime, why: str, *, withdrawn: bool = False) -> SeverityRevision:
    return SeverityRevision.objects.create(
        incident=stated.incident, change=stated, severity=stated.severity, at=stated.at, until=stated.until, by=stated.by,
        reason=stated.reason, replaced_at=now, replaced_by=by, why=why, withdrawn=withdrawn,
    )  # fmt: skip


def _settle(incident: Incident, what: str, by: User, now: datetime) -> None:
    last = incident.severity_changes.order_by("at", "id").last()
    incident.severity = last.severity if last else ""
    incident.save(update_fields=["severity"])
    replan(incident)
    incident.touch()
    note(what=what, by=by, now=now, about=incident.code, incident=incident.number)
