"""Reading about reviews: lists, what hangs on one, its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from furikaeri_web.incidents.models import Incident
from furikaeri_web.reviews.models import Comment, Covers, Review, Revision, Thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from furikaeri_web.accounts.models import User

A_PAGE = 50
_ONE_SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is to show; everything where nothing is said. `since`, `until`: when it happened, both days included."""

    status: str = ""
    text: str = ""
    service: str = ""
    mine: bool = False
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list; `after` leads to the next, "" at the end."""

    reviews: Sequence[Review]
    after: str


def review_list(user: User, filters: Filters, *, after: str = "", most: int = A_PAGE) -> Leaf:
    """The reviews that this person may see, those whose text changed last first."""
    found = _filtered(Review.objects.visible_to(user), user, filters)
    if place := _place(after):
        at, key = place
        found = found.filter(Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=key))
    rows = list(
        found.order_by("-changed_at", "-pk").defer("markdown").select_related("owner").prefetch_related(_about())[: most + 1]
    )  # fmt: skip
    more = len(rows) > most
    rows = rows[:most]
    return Leaf(rows, f"{rows[-1].changed_at.astimezone(UTC).isoformat()}~{rows[-1].pk}" if more else "")


def newest_published(user: User, *, most: int = 5) -> list[Review]:
    """What was published last, of what this person may see."""
    found = Review.objects.visible_to(user).filter(status=Review.Status.PUBLISHED)
    newest = found.order_by("-published_at", "-pk").defer("markdown").select_related("owner")
    return list(newest.prefetch_related(_about())[:most])


def reviews_of(user: User, incident: Incident) -> list[Review]:
    """The reviews of an incident that this person may see."""
    found = Review.objects.visible_to(user).filter(incidents=incident).defer("markdown").select_related("owner")
    return list(found.order_by("lang", "pk"))


def incidents_of(review: Review) -> list[Incident]:
    """What a review is about, by number."""
    found = review.incidents.order_by("number").select_related("owner")
    return list(found.prefetch_related("severity_changes__by", "services"))


def threads_of(review: Review) -> list[Thread]:
    """Every thread with its comments, in the order in which they were begun."""
    comments = Comment.objects.select_related("by").order_by("id")
    found = review.threads.select_related("by", "resolved_by").prefetch_related(Prefetch("comments", comments))
    return list(found.order_by("id"))


@dataclass(frozen=True, slots=True)
class Sitting:
    """Versions that one person saved in one go; `last` is what stood at the end, `first` the number it began with."""

    last: Revision
    first: int


def sittings(review: Review, *, most: int = 500) -> list[Sitting]:
    """The versions, newest first, one line for what somebody saved while writing in one go."""
    rows = Revision.objects.filter(review=review).order_by("-version").defer("markdown").select_related("by")[:most]
    found: list[Sitting] = []
    begun: Revision | None = None
    for row in rows:
        if begun is not None and _same_sitting(begun, row):
            found[-1] = Sitting(found[-1].last, row.version)
        else:
            found.append(Sitting(row, row.version))
        begun = row
    return found


def _same_sitting(later: Revision, row: Revision) -> bool:
    """Whether a version is only a step on the way to the next one."""
    alike = row.by_id == later.by_id and later.at - row.at < _ONE_SITTING
    return alike and row.version > 1 and not row.note and not later.note


def open_talk(reviews: Sequence[Review]) -> dict[int, int]:
    """How many threads are open, by the key of the review."""
    rows = Thread.objects.filter(review__in=reviews, resolved_at=None).values_list("review").annotate(n=Count("pk"))
    return dict(rows.order_by())


def _filtered(found: QuerySet[Review], user: User, filters: Filters) -> QuerySet[Review]:
    if filters.status in Review.Status.values:
        found = found.filter(status=filters.status)
    if filters.text:
        named = Covers.objects.filter(review=OuterRef("pk"), incident__title__icontains=filters.text)
        found = found.filter(Q(title__icontains=filters.text) | Exists(named) | _coded(filters.text))
    if filters.mine:
        found = found.filter(Q(owner=user) | Q(made_by=user))
    covered = Covers.objects.filter(review=OuterRef("pk"))
    if filters.service:
        found = found.filter(Exists(covered.filter(incident__services__name=filters.service)))
    if filters.since:
        found = found.filter(
            Exists(covered.filter(incident__happened__gte=filters.since)) | Q(happened_at__gte=filters.since)
        )
    if filters.until:
        end = filters.until + timedelta(days=1)
        found = found.filter(Exists(covered.filter(incident__happened__lt=end)) | Q(happened_at__lt=end))
    return found


def _coded(text: str) -> Q:
    """Those about the incident of that code: INC-0231, 231."""
    digits = text.strip().upper().removeprefix("INC-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        return Q(pk__in=[])
    return Q(pk__in=Covers.objects.filter(incident__number=int(digits)).values("review"))


def _about() -> Prefetch[str]:
    return Prefetch("incidents", Incident.objects.order_by("number").only("number", "title"))


def _place(after: str) -> tuple[datetime, int] | None:
    at, _, key = after.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if not key.isascii() or not key.isdigit() or len(key) > 18 or moment.tzinfo is None:
        return None
    return moment, int(key)
