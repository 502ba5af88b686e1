"""Factors, the rubric, and words that stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from furikaeri.documents.checked import checked
from furikaeri.documents.factors import factors
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.reviews.live.joined import is_known
from furikaeri_web.reviews.models import Dismissal, Factor, Review, RubricMark
from furikaeri_web.reviews.rubric import rubric
from furikaeri_web.reviews.services.noting import noted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from furikaeri_web.accounts.models import User

_MOST = 2_000
_PERSON = Text(
    "This names a person's doing and no condition around it. What did the tools, the procedure and the situation look "
    "like to whoever stood there?",
    "人の行いだけで、まわりの条件が書かれていません。その場に立った人から、道具や手順、状況はどう見えていましたか？",
)


def names_a_person_only(now: str) -> bool:
    """Whether a factor says what a person did and nothing of the conditions around it, as the core's check reads it."""
    flat = " ".join(now.split())
    found = factors(checked(f"## Contributing factors\n\n- {flat}\n"))
    return bool(found) and all(f.person for f in found)


@transaction.atomic
def put_factor(
    *, review: Review, before: str, now_known: str, area: str, facet: str, events: Sequence[str], by: User,
    now: datetime, factor: Factor | None = None,
) -> Factor:  # fmt: skip
    """Writes a factor, a new one or in place of another; FurikaeriError says what it lacks."""
    known = now_known.replace("\0", "\ufffd").strip()[:_MOST]
    if not known:
        raise FurikaeriError(
            Text("What do we know now that we did not know before?", "以前は知らず、今わかったことは何ですか？")
        )
    if names_a_person_only(known):
        raise FurikaeriError(_PERSON)
    if area not in Factor.Area.values:
        raise FurikaeriError(Text("Say where it lies.", "どこにあった要因かを選んでください。"))
    if area == Factor.Area.PEOPLE and facet not in Factor.Facet.values:
        raise FurikaeriError(
            Text(
                "Say what of the situation: staffing, knowledge, tools or pressure.",
                "状況のうち、体制・知識・道具・切迫のどれかを選んでください。",
            )
        )
    incidents = list(review.incidents.all())
    for event in events:
        if not is_known(incidents, event):
            raise FurikaeriError(
                Text("“{id}” is no event of this chronology.", "「{id}」という事象は、この時系列にありません。").fill(
                    id=event
                )
            )
    row = factor or Factor(review=review, order=(review.factors.aggregate(m=Max("order"))["m"] or 0) + 1)
    row.before = before.replace("\0", "\ufffd").strip()[:_MOST]
    row.now, row.area, row.facet = known, area, facet if area == Factor.Area.PEOPLE else ""
    row.events, row.by, row.at = list(dict.fromkeys(events)), by, now
    row.save()
    noted("factor-written", review, by=by, now=now, factor=row.pk)
    return row


@transaction.atomic
def drop_factor(*, factor: Factor, by: User, now: datetime) -> dict[str, object]:
    """Takes a factor out; what it said comes back, so that it can be put again (undo)."""
    said: dict[str, object] = {
        "before": factor.before, "now": factor.now, "area": factor.area, "facet": factor.facet, "events": factor.events,
    }  # fmt: skip
    review = factor.review
    factor.delete()
    noted("factor-dropped", review, by=by, now=now)
    return said


@transaction.atomic
def mark(*, review: Review, key: str, level: str, note: str, by: User, now: datetime) -> None:
    """Says in a word how the review stands under one question of the rubric; "" takes the word back."""
    if key not in rubric():
        raise FurikaeriError(Text("There is no such question.", "その項目はありません。"))
    if not level:
        RubricMark.objects.filter(review=review, key=key).delete()
        return
    if level not in RubricMark.Level.values:
        raise FurikaeriError(Text("Choose one of the three words.", "三つの言葉から選んでください。"))
    RubricMark.objects.update_or_create(
        review=review, key=key, defaults={"level": level, "note": " ".join(note.split())[:300], "by": by, "at": now}
    )
    noted("rubric-marked", review, by=by, now=now, key=key)


@transaction.atomic
def dismiss(*, review: Review, rule: str, words: str, reason: str, by: User, now: datetime) -> Dismissal:
    """Leaves words that the linter asks about as they are; FurikaeriError without a reason."""
    why = " ".join(reason.split())[:300]
    if not why:
        raise FurikaeriError(
            Text(
                "What should the next reader know about this choice?",
                "次に読む人に、この判断の何を伝えておきたいですか。",
            )
        )
    found, _ = Dismissal.objects.update_or_create(
        review=review, rule=rule[:80], words=spoken(words), defaults={"reason": why, "by": by, "at": now}
    )
    noted("question-left", review, by=by, now=now, rule=rule[:80])
    return found


@transaction.atomic
def ask_again(*, dismissal: Dismissal, by: User, now: datetime) -> None:
    """Has the linter ask about these words again."""
    review = dismissal.review
    dismissal.delete()
    noted("question-asked-again", review, by=by, now=now)


def spoken(words: str) -> str:
    """Words as a dismissal keeps them: without line ends, not too many."""
    return " ".join(words.split())[:400]
