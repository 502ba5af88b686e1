"""The checklist of an incident in words, and what is due for whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.text import Text
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.models import Incident, Step
from furikaeri_web.incidents.told import PHASES

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User


_STALE = timedelta(days=30)


class Due(NamedTuple):
    """A step in words. `late`: its moment has passed; `rule` is None for people's own."""

    step: Step
    title: Text
    why: Text | None
    source: str
    late: bool


class Stage(NamedTuple):
    """The steps of one phase; people's own come last, under no phase ("")."""

    phase: str
    title: Text
    steps: list[Due]


def checklist(incident: Incident, now: datetime) -> list[Stage]:
    """The steps of an incident by phase, in the order of the policy."""
    rules = {rule.key: rule for rule in policy.step_rules()}
    stages: dict[str, list[Due]] = {}
    for step in incident.steps.select_related("done_by").order_by("order", "id"):
        rule = rules.get(step.key)
        stages.setdefault(rule.phase if rule else "", []).append(in_words(step, now))
    return [Stage(phase, PHASES.get(phase, Text("Your own", "自分たちで足したもの")), s) for phase, s in stages.items()]


def steps_due(user: User, *, now: datetime, by: datetime, most: int = 20) -> list[Due]:
    """Open steps of incidents that this person owns and that are due until `by`, the longest due first.

    What was due more than a month ago, such as the steps of a past that was brought along, calls nobody any more.
    """
    own = Incident.objects.visible_to(user).filter(owner=user).order_by().values("pk")
    rows = Step.objects.filter(incident__in=own, done_at=None, skipped="", due__lte=by, due__gt=now - _STALE)
    return [in_words(step, now) for step in rows.select_related("incident").order_by("due", "order", "id")[:most]]


def in_words(step: Step, now: datetime) -> Due:
    """A step as it is told."""
    rule = next((r for r in policy.step_rules() if r.key == step.key), None) if step.key else None
    title = rule.title if rule else Text(step.title or step.key, step.title or step.key)
    late = step.open and step.due is not None and step.due < now
    return Due(step, title, rule.why if rule else None, rule.source if rule else "", late)
