"""A review's way: read by those who were asked, approved where the organisation asks for it, published, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import User
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.reviews.access import may, waiting
from furikaeri_web.reviews.models import Approval, Reader, Review
from furikaeri_web.reviews.services.making import check_sight
from furikaeri_web.reviews.services.noting import noted
from furikaeri_web.reviews.services.telling import tell

if TYPE_CHECKING:
    from datetime import datetime

_WORD = 300


@transaction.atomic
def ask(*, review: Review, person: User, by: User, now: datetime) -> Reader:
    """Asks somebody to read it; a draft is in review from then on. Asked again, they may read it anew."""
    check_sight(review, person)
    reader, new = Reader.objects.get_or_create(
        review=review, person=person, defaults={"asked_by": by, "asked_at": now}
    )  # fmt: skip
    if not new and reader.done_at is not None:
        reader.done_at, reader.word, reader.asked_by, reader.asked_at = None, "", by, now
        reader.save()
    if review.status == Review.Status.DRAFT:
        _move(review, Review.Status.IN_REVIEW)
    noted("review-asked", review, by=by, now=now, person=person.pk)
    tell([person], "review-asked", review, by=by, now=now)
    return reader


@transaction.atomic
def unask(*, review: Review, person: User, by: User, now: datetime) -> None:
    """Takes the asking back; what they have said of it already stays."""
    if Reader.objects.filter(review=review, person=person, done_at=None).delete()[0]:
        noted("review-unasked", review, by=by, now=now, person=person.pk)


@transaction.atomic
def read(*, review: Review, word: str, by: User, now: datetime) -> Reader:
    """Says that one has read it, with a word. Nobody has to be asked first."""
    reader, _ = Reader.objects.get_or_create(review=review, person=by, defaults={"asked_at": now})
    reader.done_at, reader.word, reader.version = now, " ".join(word.split())[:_WORD], review.version
    reader.save()
    if review.status == Review.Status.DRAFT:
        _move(review, Review.Status.IN_REVIEW)
    noted("review-read", review, by=by, now=now)
    tell([p for p in (reader.asked_by, review.owner) if p], "review-done", review, by=by, now=now, excerpt=reader.word)
    return reader


@transaction.atomic
def mark_reviewed(*, review: Review, by: User, now: datetime) -> None:
    """Says that enough people have read it: at least one other than who wrote it."""
    if not review.readers.exclude(done_at=None).exists():
        raise FurikaeriError(
            Text(
                "Nobody has read it yet. Ask somebody who was there, or somebody who knows nothing of it.",
                "まだ誰も読んでいません。その場にいた人か、何も知らない人に読んでもらってください。",
            )
        )
    _move(review, Review.Status.REVIEWED)
    noted("review-reviewed", review, by=by, now=now)
    _tell_next(review, by, now)


@transaction.atomic
def back_to_draft(*, review: Review, by: User, now: datetime) -> None:
    """Takes it back to be written on."""
    _move(review, Review.Status.DRAFT)
    noted("review-back-to-draft", review, by=by, now=now)


@transaction.atomic
def add_approver(*, review: Review, person: User, by: User, now: datetime) -> Approval:
    """Adds a step at the end of the approval."""
    check_sight(review, person)
    if review.approvals.filter(person=person).exists():
        raise FurikaeriError(
            Text("{name} is among them already.", "{name}さんはすでに入っています。").fill(name=person.name)
        )
    last = review.approvals.aggregate(last=Max("order"))["last"] or 0
    step = Approval.objects.create(review=review, person=person, order=last + 1)
    noted("approver-added", review, by=by, now=now, person=person.pk)
    if review.status == Review.Status.REVIEWED:
        _tell_next(review, by, now)
    return step


@transaction.atomic
def remove_approver(*, review: Review, person: User, by: User, now: datetime) -> None:
    """Takes a step out; one that has spoken stays on record."""
    gone, _ = review.approvals.filter(person=person, verdict="").delete()
    if not gone:
        raise FurikaeriError(
            Text("They have spoken already; that stays on record.", "すでに回答があるため、記録として残します。")
        )
    noted("approver-removed", review, by=by, now=now, person=person.pk)


@transaction.atomic
def delegate(*, review: Review, step: Approval, to: User | None, by: User, now: datetime) -> None:
    """Lets somebody else speak for a step: by the person of the step themselves, or by who may publish."""
    if by.pk != step.person_id and not may(by, "publish", review):
        raise FurikaeriError(Text("Only they themselves can name a delegate.", "代理を決められるのは本人だけです。"))
    if to is not None:
        check_sight(review, to)
    step.delegate = to
    step.save(update_fields=["delegate"])
    noted("approval-delegated", review, by=by, now=now, step=step.order, to=to.pk if to else None)
    if to is not None:
        tell([to], "approval-waits", review, by=by, now=now)


@transaction.atomic
def judge(*, review: Review, verdict: str, note: str, by: User, now: datetime) -> Approval:
    """Approves the text as it stands, or sends it back with a note, for the step whose turn it is."""
    review = Review.objects.select_for_update().get(pk=review.pk)
    step = waiting(review)
    if step is None or by.pk not in {step.person_id, step.delegate_id}:
        raise FurikaeriError(Text("It is somebody else's turn.", "いまは別の人の番です。"))
    if review.status != Review.Status.REVIEWED:
        raise FurikaeriError(
            Text("It is not reviewed yet; approval comes after.", "まだ確認済みではありません。承認はそのあとです。")
        )
    words = " ".join(note.split())[:_WORD]
    if verdict == Approval.Verdict.RETURNED and not words:
        raise FurikaeriError(Text("Say what is missing.", "何が足りないかを書いてください。"))
    step.verdict = Approval.Verdict(verdict)
    step.by, step.at, step.note, step.version = by, now, words, review.version
    step.save()
    noted("approval-given", review, by=by, now=now, step=step.order, verdict=verdict)
    tell([p for p in (review.owner,) if p], "approval-given", review, by=by, now=now, excerpt=words)
    if step.verdict == Approval.Verdict.RETURNED:
        _move(review, Review.Status.IN_REVIEW)
    else:
        _tell_next(review, by, now)
    return step


@transaction.atomic
def publish(*, review: Review, by: User, now: datetime) -> None:
    """Publishes the text as it stands. What the checks ask is shown before; it does not hinder anybody.

    FurikaeriError where it is not reviewed yet, or the organisation's approval is not complete.
    """
    review_now = Review.objects.select_for_update().get(pk=review.pk)
    if review_now.status not in {Review.Status.REVIEWED, Review.Status.PUBLISHED}:
        raise FurikaeriError(
            Text(
                "It is published once somebody has read it: ask a reader, then mark it reviewed.",
                "公開は、誰かが読んだあとです。読む人を頼み、「確認済み」にしてください。",
            )
        )
    if organisation().approval:
        if not review_now.approvals.exists():
            raise FurikaeriError(Text("Choose who approves it first.", "先に、承認する人を決めてください。"))
        if (step := waiting(review_now)) is not None:
            raise FurikaeriError(
                Text("The approval of {name} is still open.", "{name}さんの承認がまだです。").fill(
                    name=step.person.name
                )
            )
    _move(review, Review.Status.PUBLISHED)
    Review.objects.filter(pk=review.pk).update(published_at=now)
    review.published_at = now
    noted("review-published", review, by=by, now=now, version=review_now.version)
    concerned = User.objects.filter(pk__in=review.readers.values("person")) | User.objects.filter(
        pk__in=review.revisions.values("by")
    )
    tell(concerned.distinct(), "published", review, by=by, now=now)


@transaction.atomic
def unpublish(*, review: Review, by: User, now: datetime) -> None:
    """Takes it back from being published; it stands as reviewed."""
    _move(review, Review.Status.REVIEWED)
    Review.objects.filter(pk=review.pk).update(published_at=None)
    review.published_at = None
    noted("review-unpublished", review, by=by, now=now)


def _move(review: Review, status: Review.Status) -> None:
    Review.objects.filter(pk=review.pk).update(status=status)
    review.status = status


def _tell_next(review: Review, by: User, now: datetime) -> None:
    if organisation().approval and (step := waiting(review)) is not None:
        people = [p for p in (step.person, step.delegate) if p]
        tell(people, "approval-waits", review, by=by, now=now)
