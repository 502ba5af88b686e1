"""Lines of the audit log about reviews, and word to the people concerned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from furikaeri_web.accounts.models import AuditEntry
from furikaeri_web.accounts.services import note

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri_web.accounts.models import User
    from furikaeri_web.reviews.models import Review

_ONE_LINE = timedelta(hours=1)


def noted(what: str, review: Review, *, by: User | None, now: datetime, quiet: bool = False, **detail: object) -> None:
    """Writes that somebody did something with a review: by its number, never its words.

    It is filed under an incident of the review, a private one first, so that who may not see that one sees no line.
    `quiet`: saving by the same person within the hour is one line.
    """
    about = f"review {review.pk}"
    if quiet and AuditEntry.objects.filter(what=what, about=about, by=by, at__gt=now - _ONE_LINE).exists():
        return
    numbers = review.incidents.order_by("-private", "number").values_list("number", flat=True)
    note(what=what, by=by, now=now, about=about, incident=numbers.first(), review=review.pk, detail=detail)
