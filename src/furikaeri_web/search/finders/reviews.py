"""Reviews, by their titles and by what any of their sections says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from furikaeri.model.review import REVIEW_STATUSES
from furikaeri.text import Text
from furikaeri_web.parts.tokens import excerpt
from furikaeri_web.reviews.models import Review
from furikaeri_web.reviews.models.document import ReviewQuerySet
from furikaeri_web.search.finder import Finder, Hit, Query
from furikaeri_web.search.indexing import WORDS
from furikaeri_web.search.models import Mark, Passage
from furikaeri_web.search.streams import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri_web.accounts.models import User


def _find(user: User, query: Query) -> Iterator[Hit]:
    reviews = _filtered(Review.objects.visible_to(user), query)
    if not query.text.strip():
        for review in reviews.order_by("-changed_at", "-pk").defer("markdown").iterator(200):
            yield _hit(review, "", review.opening, query)
        return
    shown: set[int] = set()
    passages = Passage.objects.filter(review__in=reviews).select_related("review").defer("review__markdown")
    for passage in in_order(WORDS, query.text, passages):
        if passage.review_id not in shown:
            shown.add(passage.review_id)
            yield _hit(passage.review, passage.heading, passage.text, query)


def _filtered(rows: ReviewQuerySet, query: Query) -> ReviewQuerySet:
    if query.service:
        rows = rows.filter(pk__in=Review.objects.filter(incidents__services__name=query.service).values("pk"))
    if query.severity:
        rows = rows.filter(pk__in=Review.objects.filter(incidents__severity=query.severity).values("pk"))
    for name, value in (("trap", query.trap), ("rung", query.rung)):
        if value:
            rows = rows.filter(pk__in=Mark.objects.filter(name=f"{name}:{value}").values("review"))
    if query.since:
        rows = rows.filter(changed_at__gte=query.since)
    if query.until:
        rows = rows.filter(changed_at__lt=query.until)
    return rows


def _hit(review: Review, heading: str, text: str, query: Query) -> Hit:
    state = REVIEW_STATUSES[review.status]  # type: ignore[index]  # the same words
    where = "" if heading in {"", review.title} else f"{heading} · "
    return Hit(
        url=reverse("review", args=[review.pk]),
        title=excerpt(review.title, query.text, 200),
        passage=excerpt(text, query.text),
        beside=Text(f"{where}{state.en}", f"{where}{state.ja}"),
        at=review.happened_at or review.published_at or review.changed_at,
    )


FINDER = Finder(
    name="reviews",
    title=Text("Reviews", "振り返り"),
    order=2,
    filters=frozenset({"service", "severity", "trap", "rung"}),
    find=_find,
)
