"""Triage: the criteria as they stand for one incident, and what waits to be judged."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from furikaeri.text import Text
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.models import Incident, Judgement

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import IncidentQuerySet
    from furikaeri_web.incidents.policy import Criterion


class Asked(NamedTuple):
    """A criterion, what the incident's own record says of it (None: only people know), and whether it was found met."""

    criterion: Criterion
    record: Text | None
    met: bool


def criteria(incident: Incident, user: User, now: datetime) -> list[Asked]:
    """Every criterion of the policy for one incident. Before anybody judged, what the record says is taken as met."""
    found = []
    for criterion in policy.criteria():
        record = _record(criterion, incident, user, now)
        met = criterion.key in incident.criteria if incident.deserves is not None else record is not None
        found.append(Asked(criterion, record, met))
    return found


def unjudged(user: User, now: datetime) -> IncidentQuerySet:
    """Incidents of this person's own that are over, and of which nobody has said whether they deserve a review."""
    over = Q(ended__lte=now) | Q(near_miss=True) | Q(phase__in=[Incident.Phase.ANALYSIS, Incident.Phase.READINESS])
    return Incident.objects.visible_to(user).filter(over, owner=user, deserves=None)


def _record(criterion: Criterion, incident: Incident, user: User, now: datetime) -> Text | None:
    known = criterion.known
    if known.severity:
        stood = [c for c in incident.severity_changes.all() if c.severity in known.severity]
        if stood:
            return Text("The record says {s}.", "記録では {s} です。").fill(s=stood[0].severity)
    if known.near_miss and incident.near_miss:
        return Text("It was declared as a near miss.", "ヒヤリハットとして登録されています。")
    if known.minutes and incident.began and incident.ended:
        lasted = (incident.ended - incident.began) // timedelta(minutes=1)
        if lasted >= known.minutes:
            return Text("By the record it lasted {n} minutes.", "記録では{n}分続きました。").fill(n=lasted)
    if known.quiet_days and _quiet(known.quiet_days, incident, user, now):
        return Text(
            "Nothing you can see was chosen for a review in the last {n} days.",
            "この{n}日間、あなたに見える範囲で振り返りに選ばれたものはありません。",
        ).fill(n=known.quiet_days)
    return None


def _quiet(days: int, incident: Incident, user: User, now: datetime) -> bool:
    seen = Incident.objects.visible_to(user).exclude(pk=incident.pk).order_by().values("pk")
    recent = Judgement.objects.filter(deserves=True, at__gte=now - timedelta(days=days), incident__in=seen)
    return not recent.exists()
