"""Word to the people concerned; who may not see the review is told nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from furikaeri_web.notices.services import tell as told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from furikaeri_web.accounts.models import User
    from furikaeri_web.reviews.models import Review


def tell(
    people: Iterable[User], what: str, review: Review, *, by: User | None, now: datetime, at: str = "", **words: object
) -> None:
    """Tells them; `what` is the key of a kind of notice, `at` a fragment of the review's page."""
    url = reverse("review", args=[review.pk]) + at
    told(people, what, by=by, now=now, about=review.title, url=url, review=review.pk, words=words)
