"""One document of the past as a review with its incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.incidents.services import declare
from furikaeri_web.reviews.models import Review, Revision
from furikaeri_web.reviews.services.making import begin

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.text import Lang
    from furikaeri_web.accounts.models import User
    from furikaeri_web.archive.models import Paper


def kept_as(paper: Paper, *, by: User, author: User | None, now: datetime, private: bool) -> Review:
    """The published review of a paper: its text untouched, its incident with the severity and the dates it tells.

    Who brought it does not own it: its owner is its author, where they are known here, and else nobody.
    """
    when = paper.began or paper.day
    lang: Lang = "ja" if paper.lang == "ja" else "en"
    incident = declare(
        title=paper.title, by=by, now=when or now, severity=paper.severity, lang=lang, private=private, began=paper.began,
        ended=paper.ended,
    )  # fmt: skip
    incident.owner, incident.phase, incident.deserves = author, incident.Phase.READINESS, True
    incident.save(update_fields=["owner", "phase", "deserves"])
    review = begin(
        incidents=[incident], by=by, now=now, lang=lang, title=paper.title, text=paper.text, private=private, owner=author,
        status=Review.Status.PUBLISHED, published_at=when or now, happened_at=when,
        origin={"file": paper.path, "batch": paper.batch_id, "digest": paper.digest},
    )  # fmt: skip
    Review.objects.filter(pk=review.pk).update(owner=author)
    Revision.objects.filter(review=review).update(by_name=author.name if author else paper.author)
    return review
