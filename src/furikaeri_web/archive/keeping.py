"""One document of the past as a review with its incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.incidents.services import declare
from furikaeri_web.reviews.models import Covers, Review, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri_web.accounts.models import User
    from furikaeri_web.archive.models import Paper


def kept_as(paper: Paper, *, by: User, author: User | None, now: datetime, private: bool) -> Review:
    """The published review of a paper: its text untouched, its incident with the severity and the dates it tells."""
    when = paper.began or paper.day
    incident = declare(
        title=paper.title, by=by, now=when or now, severity=paper.severity, lang=paper.lang, private=private, began=paper.began,
        ended=paper.ended,
    )  # fmt: skip
    incident.owner = author
    incident.phase = incident.Phase.READINESS
    incident.deserves = True
    incident.save(update_fields=["owner", "phase", "deserves"])
    review = Review.objects.create(
        title=paper.title, lang=paper.lang, markdown=paper.text, opening=opening(paper.text), status=Review.Status.PUBLISHED,
        private=private, owner=author, made_by=by, made_at=now, changed_at=now, published_at=when or now,
        happened_at=when, origin={"file": paper.path, "batch": paper.batch_id, "digest": paper.digest},
    )  # fmt: skip
    Covers.objects.create(review=review, incident=incident)
    Revision.objects.create(
        review=review, version=1, title=review.title, markdown=review.markdown, by=author or by,
        by_name=author.name if author else paper.author, at=when or now,
    )  # fmt: skip
    return review
