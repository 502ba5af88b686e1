"""Making reviews found soon after they are saved; what a crash left out is made up for."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from furikaeri_web.parts.jobs import every, job
from furikaeri_web.reviews.models import Review
from furikaeri_web.search.indexing import put_review
from furikaeri_web.search.models import Passage


@job
def index(review: int) -> None:
    """Makes one review found as it stands now."""
    found = Review.objects.filter(pk=review).first()
    if found is not None:
        put_review(found)


@every(minutes=5)
def make_up() -> None:
    """Reviews of which nothing, or an earlier version, can be found."""
    current = Passage.objects.filter(review=OuterRef("pk"), version=OuterRef("version"))
    for review in Review.objects.exclude(Exists(current)).order_by("pk")[:1_000]:
        put_review(review)
