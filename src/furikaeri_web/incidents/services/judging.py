"""Triage: whether this deserves a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.models import Incident, Judgement
from furikaeri_web.incidents.services.process import replan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from furikaeri_web.accounts.models import User


@transaction.atomic
def judge(
    *,
    incident: Incident,
    deserves: bool,
    criteria: Iterable[str],
    by: User,
    now: datetime,
    reason: str = "",
) -> Judgement:
    """Writes down whether it deserves a review, and why. It may be judged again; the former judgements stay.

    A review needs a criterion that is met or a reason; to go without one needs a reason, so that it can be read later.
    """
    asked = set(criteria)
    met = [c.key for c in policy.criteria() if c.key in asked]
    if deserves and not met and not reason:
        raise FurikaeriError(
            Text(
                "Tick what is met, or say in your own words what makes it worth a look.",
                "当てはまるものを選ぶか、振り返りたい理由を一言お書きください。",
            )
        )
    if not deserves and not reason:
        raise FurikaeriError(
            Text(
                "Say in a few words why it can go without a review. Somebody may wonder later.",
                "振り返りをしない理由を一言お書きください。あとで読む人のためです。",
            )
        )
    found = Judgement.objects.create(incident=incident, deserves=deserves, criteria=met, reason=reason, at=now, by=by)
    incident.deserves, incident.criteria, incident.triage_reason = deserves, met, reason
    incident.save(update_fields=["deserves", "criteria", "triage_reason"])
    ticked = [rule.key for rule in policy.step_rules() if rule.done_by == "triage"]
    incident.steps.filter(key__in=ticked, done_at=None).update(done_at=now, done_by=by, skipped="")
    replan(incident)
    note(
        what="incident-judged", by=by, now=now, about=incident.code, incident=incident.number,
        detail={"deserves": deserves, "criteria": met},
    )  # fmt: skip
    return found
