"""What the home page shows to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from furikaeri.text import Text
from furikaeri_web.incidents.selectors import steps_due
from furikaeri_web.notices.selectors import waiting

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.selectors import Due

_AHEAD = timedelta(days=2)  # steps that are due until then need somebody now
_STEPS, _NOTICES = 60, 6
_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that waits for a person: where it leads, what it is, by when (`late`: that has passed), and why."""

    url: str
    title: Text
    why: Text
    due: datetime | None = None
    asked: datetime | None = None
    late: bool = False


def needs(user: User, now: datetime) -> list[Need]:
    """What waits for this person: the next step of every incident they own, then what others asked of them."""
    due: dict[int, list[Due]] = {}
    for one in steps_due(user, now=now, by=now + _AHEAD, most=_STEPS):
        due.setdefault(one.step.incident_id, []).append(one)
    asked = [
        Need(url=reverse("inbox-open", args=[notice.pk]), title=notice.says, why=_NOTHING, asked=notice.at)
        for notice in waiting(user, most=_NOTICES)
        if notice.what != "step-due"  # stands above as the step itself
    ]
    return [_next(steps) for steps in due.values()] + asked


def _next(steps: list[Due]) -> Need:
    """The step that is due first of those of one incident, and how many come after it."""
    first, incident = steps[0], steps[0].step.incident
    why = Text("{of}.", "{of}。").fill(of=incident)
    if len(steps) > 1:
        why = Text("{of}. {n} more after it.", "{of}。このあと{n}件。").fill(of=incident, n=len(steps) - 1)
    return Need(
        url=reverse("incident", args=[incident.number]) + "#process",
        title=first.title, why=why, due=first.step.due, late=first.late,
    )  # fmt: skip
