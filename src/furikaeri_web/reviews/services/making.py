"""Reviews begun, set beside one in the other language, and told which incidents they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.incidents.models import Incident
from furikaeri_web.reviews.drafting import first_text
from furikaeri_web.reviews.models import Covers, Review
from furikaeri_web.reviews.services.noting import noted
from furikaeri_web.reviews.services.telling import tell
from furikaeri_web.reviews.services.writing import clean, keep_revision, set_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from furikaeri.text import Lang
    from furikaeri_web.accounts.models import User


@transaction.atomic
def begin(
    *,
    incidents: Iterable[Incident],
    by: User | None,
    now: datetime,
    lang: Lang,
    template: str = "pagerduty",
    title: str = "",
    text: str | None = None,
    private: bool = False,
    owner: User | None = None,
    status: str = Review.Status.DRAFT,
    published_at: datetime | None = None,
    happened_at: datetime | None = None,
    origin: Mapping[str, object] | None = None,
) -> Review:
    """A new review: from a template and the chronology, or with `text` as it is given (an import, a bundle).

    `incidents` must be visible to `by`: whoever calls this has looked them up so.
    """
    about = list(incidents)
    title = " ".join(title.split()) or (about[0].title if about else "")
    if not title:
        raise FurikaeriError(
            Text("Give the review a title, or choose an incident.", "題名を書くか、インシデントを選んでください。")
        )
    words = clean(text) if text is not None else first_text(about, template, lang, title=title)
    review = Review(
        title=title[:300], lang=lang, template="" if text is not None else template, status=status, private=private,
        owner=owner or by, made_by=by, made_at=now, changed_at=now, published_at=published_at, happened_at=happened_at,
        origin=dict(origin or {}),
    )  # fmt: skip
    set_text(review, words)
    review.save()
    Covers.objects.bulk_create([Covers(review=review, incident=incident) for incident in about])
    keep_revision(review, by=by, now=now)
    noted("review-begun", review, by=by, now=now)
    return review


@transaction.atomic
def set_beside(*, review: Review, by: User, now: datetime) -> Review:
    """The same review in the other language, begun from the same template; the one there is, where there is one."""
    if review.twin is not None:
        return review.twin
    lang: Lang = "en" if review.lang == "ja" else "ja"
    incidents = list(review.incidents.order_by("number"))
    twin = begin(
        incidents=incidents, by=by, now=now, lang=lang, template=review.template or "pagerduty", title=review.title,
        private=review.private, owner=review.owner,
    )  # fmt: skip
    Review.objects.filter(pk=review.pk).update(twin=twin)
    Review.objects.filter(pk=twin.pk).update(twin=review)
    review.twin, twin.twin = twin, review
    return twin


@transaction.atomic
def pair(*, review: Review, other: Review, by: User, now: datetime) -> None:
    """Sets two reviews of different languages beside each other."""
    if review.lang == other.lang or review.twin_id or other.twin_id:
        raise FurikaeriError(
            Text(
                "These two can't stand beside each other: one language each, and no other beside them.",
                "この二つは並べられません。言語が違い、どちらもまだ並べられていないものを選んでください。",
            )
        )
    Review.objects.filter(pk=review.pk).update(twin=other)
    Review.objects.filter(pk=other.pk).update(twin=review)
    noted("review-paired", review, by=by, now=now, other=other.pk)


@transaction.atomic
def cover(*, review: Review, incident: Incident, by: User, now: datetime) -> None:
    """Says that the review is about this incident too, in both languages."""
    for one in _both(review):
        Covers.objects.get_or_create(review=one, incident=incident)
    noted("review-covers", review, by=by, now=now, incident=incident.number)


@transaction.atomic
def uncover(*, review: Review, incident: Incident, by: User, now: datetime) -> None:
    """Says that the review is not about this incident after all.

    A review that told of a private incident becomes private with that: its words may still tell of it.
    """
    for one in _both(review):
        if Covers.objects.filter(review=one, incident=incident).delete()[0] and incident.private:
            Review.objects.filter(pk=one.pk).update(private=True)
    review.refresh_from_db(fields=["private"])
    noted("review-uncovers", review, by=by, now=now, incident=incident.number)


@transaction.atomic
def hand_over(*, review: Review, to: User | None, by: User, now: datetime) -> None:
    """Gives the review another owner, who must be able to see it."""
    if to is not None:
        check_sight(review, to)
    Review.objects.filter(pk=review.pk).update(owner=to)
    review.owner = to
    noted("review-handed-over", review, by=by, now=now, to=to.pk if to else None)
    if to is not None and to != by:
        tell([to], "owner", review, by=by, now=now)


@transaction.atomic
def keep_private(*, review: Review, private: bool, by: User, now: datetime) -> None:
    """Shows it to its owner and those they ask alone, or to everybody who may see its incidents."""
    Review.objects.filter(pk__in=[r.pk for r in _both(review)]).update(private=private)
    review.private = private
    noted("review-private" if private else "review-open", review, by=by, now=now)


def check_sight(review: Review, person: User) -> None:
    """FurikaeriError unless they may see every incident of the review.

    Being asked lets people into a private review, never into an incident.
    """
    seen = Incident.objects.visible_to(person).filter(reviews=review).count()
    if not person.is_active or seen != review.incidents.count():
        raise FurikaeriError(
            Text(
                "{name} may not see an incident of this review. Let them into it first.",
                "{name}さんは、この振り返りのインシデントを見られません。先にインシデントへ招いてください。",
            ).fill(name=person.name or person.email)
        )


def _both(review: Review) -> list[Review]:
    return [review, review.twin] if review.twin is not None else [review]
