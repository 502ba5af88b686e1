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

_AHEAD = timedelta(days=3)  # steps that are due until then need somebody now
_MOST = 8


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
    """What waits for this person: steps of incidents they own that are due, then what others asked of them."""
    steps = [
        Need(
            url=reverse("incident-step", args=[one.step.incident.number, one.step.pk]),
            title=one.title,
            why=Text("{of}. {why}", "{of}。{why}").fill(of=one.step.incident, why=one.why or ""),
            due=one.step.due,
            late=one.late,
        )
        for one in steps_due(user, now=now, by=now + _AHEAD, most=_MOST)
    ]
    asked = [
        Need(url=reverse("inbox-open", args=[notice.pk]), title=notice.says, why=Text("", ""), asked=notice.at)
        for notice in waiting(user, most=_MOST)
        if notice.what != "step-due"  # stands above as the step itself
    ]
    return steps + asked
