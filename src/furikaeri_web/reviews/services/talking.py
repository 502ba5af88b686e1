"""Talk about a review: on a passage or on the whole, settled and taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import User
from furikaeri_web.notices.mentions import mentioned
from furikaeri_web.reviews.models import Comment, Review, Thread
from furikaeri_web.reviews.services.noting import noted
from furikaeri_web.reviews.services.telling import tell

if TYPE_CHECKING:
    from datetime import datetime

_MOST = 10_000
_QUOTE = 2_000
_AROUND = 80
_EXCERPT = 300


@transaction.atomic
def talk(
    *, review: Review, text: str, by: User, now: datetime, quote: str = "", before: str = "", after: str = ""
) -> Thread:
    """Begins a thread on a passage, given by its words and those around it; on the whole where there are none."""
    words = _said(text)
    thread = Thread.objects.create(
        review=review, quote=quote.strip()[:_QUOTE], before=before[-_AROUND:], after=after[:_AROUND], by=by, at=now
    )
    _comment(thread, words, by, now)
    return thread


@transaction.atomic
def answer(*, thread: Thread, text: str, by: User, now: datetime) -> Comment:
    """Adds a comment; a thread that was settled is taken up again by it."""
    words = _said(text)
    if thread.resolved_at is not None:
        reopen(thread=thread, by=by, now=now)
    return _comment(thread, words, by, now)


@transaction.atomic
def rephrase(*, comment: Comment, text: str, by: User, now: datetime) -> None:
    """Changes one's own comment; FurikaeriError for another's."""
    if comment.by_id != by.pk:
        raise FurikaeriError(
            Text(
                "Only who wrote a comment can change it. Answer it instead.",
                "コメントを直せるのは書いた本人だけです。返信してください。",
            )
        )
    words = _said(text)
    before = comment.text
    if words != before:
        comment.text, comment.edited_at = words, now
        comment.save(update_fields=["text", "edited_at"])
        _tell_mentioned(comment, by, now, already=before)


@transaction.atomic
def settle(*, thread: Thread, by: User, now: datetime) -> None:
    """Marks a thread as settled; it stays to be read."""
    Thread.objects.filter(pk=thread.pk, resolved_at=None).update(resolved_at=now, resolved_by=by)
    noted("comment-settled", thread.review, by=by, now=now, thread=thread.pk)


@transaction.atomic
def reopen(*, thread: Thread, by: User, now: datetime) -> None:
    """Takes a settled thread up again."""
    Thread.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    thread.resolved_at = thread.resolved_by = None
    noted("comment-reopened", thread.review, by=by, now=now, thread=thread.pk)


def _comment(thread: Thread, text: str, by: User, now: datetime) -> Comment:
    comment = Comment.objects.create(thread=thread, text=text, by=by, at=now)
    noted("commented", thread.review, by=by, now=now, thread=thread.pk)
    named = _tell_mentioned(comment, by, now)
    earlier = User.objects.filter(pk__in=thread.comments.values("by"))
    concerned = {p.pk: p for p in [*earlier, *([thread.review.owner] if thread.review.owner else [])]}
    rest = [p for pk, p in concerned.items() if pk not in named]
    tell(rest, "comment", thread.review, by=by, now=now, at=f"#thread-{thread.pk}", excerpt=text[:_EXCERPT])
    return comment


def _tell_mentioned(comment: Comment, by: User, now: datetime, *, already: str = "") -> set[int]:
    """Tells those whom the comment calls by name and did not call before; gives their keys."""
    if "@" not in comment.text and "＠" not in comment.text:
        return set()
    people = list(User.objects.filter(is_active=True))
    before = {p.pk for p in mentioned(already, people)} if already else set()
    named = [p for p in mentioned(comment.text, people) if p.pk not in before]
    review, thread = comment.thread.review, comment.thread
    tell(named, "mention", review, by=by, now=now, at=f"#thread-{thread.pk}", excerpt=comment.text[:_EXCERPT])
    return {p.pk for p in named}


def _said(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\0", "\ufffd").strip()
    if not words:
        raise FurikaeriError(Text("Write a few words first.", "ひとこと書いてください。"))
    if len(words) > _MOST:
        raise FurikaeriError(
            Text("A comment holds at most {n} characters.", "コメントは {n} 文字までです。").fill(n=f"{_MOST:,}")
        )
    return words
