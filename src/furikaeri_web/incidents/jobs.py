"""Telling owners what is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.incidents.models import Step
from furikaeri_web.incidents.selectors.process import in_words
from furikaeri_web.notices.services import tell
from furikaeri_web.parts.jobs import every
from furikaeri_web.parts.moments import now

if TYPE_CHECKING:
    from datetime import datetime

_AHEAD = timedelta(hours=4)
_STALE = timedelta(days=7)  # what was due long ago, such as the past that an import brought along, rings no bell


@every(minutes=20)
def tell_what_is_due() -> None:
    """Tells every owner once of each step that is due soon."""
    remind(now())


def remind(at: datetime) -> int:
    """The same at a stated moment; how many were told."""
    rows = Step.objects.filter(
        done_at=None, skipped="", told_at=None, due__gt=at - _STALE, due__lte=at + _AHEAD, incident__owner__isnull=False
    )
    told = 0
    house = organisation().lang
    for step in rows.select_related("incident__owner").order_by("due")[:1_000]:
        incident, owner = step.incident, step.incident.owner
        if owner is None:
            continue
        title = in_words(step, at).title["ja" if (owner.lang or house) == "ja" else "en"]
        url = reverse("incident", args=[incident.number]) + "#process"
        about = f"{incident.code}: {title}"
        told += len(tell([owner], "step-due", by=None, now=at, about=about, url=url, incident=incident.number))
        Step.objects.filter(pk=step.pk).update(told_at=at)
    return told
