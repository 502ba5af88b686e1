"""The checklist of the process: steps of the policy and people's own, ticked, skipped with a reason, moved."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.accounts.services import note
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.models import Incident, Step
from furikaeri_web.incidents.schedule import Facts, Window, plan
from furikaeri_web.incidents.workdays import Workdays

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri_web.accounts.models import User

_LAST = 1_000  # people's own steps stand after those of the policy


def replan(incident: Incident) -> None:
    """Brings the steps into line with the policy and with what is known of the incident now.

    Steps that the policy gained are added, open ones that it lost or that no longer apply are taken away; what somebody
    ticked or skipped stays. Due moments follow what they are counted from, save those that were set by hand.
    """
    rules = policy.step_rules()
    rows = {step.key: step for step in incident.steps.all() if step.key}
    windows = plan(rules, _facts(incident, rows), Workdays(policy.calendar(), ZoneInfo(organisation().zone or "UTC")))
    wanted = {rule.key: n for n, rule in enumerate(rules) if not (rule.review and incident.deserves is False)}
    Step.objects.filter(pk__in=[s.pk for k, s in rows.items() if k not in wanted and s.open]).delete()
    new, old = [], []
    for key, order in wanted.items():
        window = windows[key]
        if (step := rows.get(key)) is None:
            new.append(Step(incident=incident, key=key, order=order, earliest=window.earliest, due=window.due))
        elif (step.order, Window(step.earliest, step.due)) != (order, window):
            step.told_at = step.told_at if step.due == window.due else None
            step.order, (step.earliest, step.due) = order, window
            old.append(step)
    Step.objects.bulk_create(new, ignore_conflicts=True)
    Step.objects.bulk_update(old, ["order", "earliest", "due", "told_at"])


@transaction.atomic
def tick(*, step: Step, by: User, now: datetime) -> None:
    """It is done; ticking it twice changes nothing."""
    if step.done_at is None:
        step.done_at, step.done_by, step.skipped = now, by, ""
        _keep(step, "step-done", by, now)


@transaction.atomic
def untick(*, step: Step, by: User, now: datetime) -> None:
    """It is open again, whether it was done or skipped."""
    if not step.open:
        step.done_at, step.done_by, step.skipped = None, None, ""
        _keep(step, "step-reopened", by, now)


@transaction.atomic
def skip(*, step: Step, reason: str, by: User, now: datetime) -> None:
    """It is left out, for a reason that whoever looks later can read."""
    if not reason.strip():
        raise FurikaeriError(
            Text(
                "Say in a few words why this step is left out.",
                "このステップを省く理由を一言お書きください。",
            )
        )
    step.skipped, step.done_at, step.done_by = reason.strip()[:300], None, by
    _keep(step, "step-skipped", by, now)


@transaction.atomic
def add_step(*, incident: Incident, title: str, by: User, now: datetime, due: datetime | None = None) -> Step:
    """A step of people's own, after those of the policy."""
    step = Step.objects.create(incident=incident, title=title, due=due, moved=due is not None, order=_LAST)
    _noted(step, "step-added", by, now)
    return step


@transaction.atomic
def remove_step(*, step: Step, by: User, now: datetime) -> None:
    """Takes a step of people's own away; those of the policy are skipped, with a reason, instead."""
    if step.key:
        raise FurikaeriError(
            Text(
                "This step belongs to the process. Leave it out with a reason instead.",
                "これは共通の手順のステップです。取り除くかわりに、理由を添えて省いてください。",
            )
        )
    _noted(step, "step-removed", by, now)
    step.delete()


@transaction.atomic
def move_due(*, step: Step, due: datetime | None, by: User, now: datetime) -> None:
    """Sets when a step is due by hand; None lets it follow the policy again. What is counted from it moves along."""
    step.due, step.moved, step.told_at = due, due is not None, None
    step.earliest = None if step.moved else step.earliest
    _keep(step, "step-moved", by, now)


def _facts(incident: Incident, rows: dict[str, Step]) -> Facts:
    stated = {change.severity for change in incident.severity_changes.all()}
    return Facts(
        declared=incident.declared_at,
        ended=_over(incident),
        severities=frozenset(stated),
        done={key: step.done_at for key, step in rows.items() if step.done_at},
        moved={key: step.due for key, step in rows.items() if step.moved and step.due},
    )


def _over(incident: Incident) -> datetime | None:
    """When it was over: as stated; a near miss when it came close; else when somebody moved on to looking back."""
    if incident.ended is not None:
        return incident.ended
    if incident.near_miss:
        return incident.began or incident.declared_at
    moved = incident.phase_changes.filter(phase__in=[Incident.Phase.ANALYSIS, Incident.Phase.READINESS])
    return moved.values_list("at", flat=True).first()


def _keep(step: Step, what: str, by: User, now: datetime) -> None:
    step.save()
    _noted(step, what, by, now)
    replan(step.incident)


def _noted(step: Step, what: str, by: User, now: datetime) -> None:
    incident = step.incident
    detail = {"step": step.key} if step.key else {}
    note(what=what, by=by, now=now, about=incident.code, incident=incident.number, detail=detail)
