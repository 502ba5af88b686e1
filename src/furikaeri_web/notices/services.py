"""Telling people things, and what they do with what they were told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from furikaeri_web.accounts import sight
from furikaeri_web.notices import jobs
from furikaeri_web.notices.models import Letter, Notice, Wishes
from furikaeri_web.parts.jobs import wake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from furikaeri_web.accounts.models import User
    from furikaeri_web.notices.kinds import How


@transaction.atomic
def tell(
    people: Iterable[User],
    what: str,
    *,
    by: User | None,
    now: datetime,
    about: str,
    url: str,
    incident: int | None = None,
    review: int | None = None,
    words: Mapping[str, object] | None = None,
) -> list[Notice]:
    """Tells each of these people once, save who did it and who may not see that incident (number) or review (key).

    `what` is the key of a kind; `about` the title of the thing, `url` its address here; `words` fills other blanks of the
    sentence, `excerpt` among them is shown beneath it. The same that is still unread is told anew, not twice.
    """
    told = []
    filled = {"who": str(by) if by else "", "about": about[:300], **(words or {})}
    for person in {p.pk: p for p in people}.values():
        if (by and person.pk == by.pk) or not sight.sees(person, incident=incident, review=review):
            continue
        same = Notice.objects.filter(
            person=person,
            what=what,
            url=url,
            incident=incident,
            review=review,
            read_at=None,
            mailed_at=None,
            letter=None,
        ).first()
        if same:
            Notice.objects.filter(pk=same.pk).update(at=now, words=filled, times=F("times") + 1)
            same.refresh_from_db()
            told.append(same)
        else:
            told.append(
                Notice.objects.create(
                    person=person, what=what, words=filled, url=url[:500], incident=incident, review=review, at=now
                )
            )
        wake(jobs.mail, person.pk)
    return told


def read(*, person: User, pk: int, now: datetime) -> Notice | None:
    """Marks one as read; None where this person has none such that they may see."""
    found: Notice | None = Notice.objects.visible_to(person).filter(pk=pk).first()
    if found is not None and found.read_at is None:
        found.read_at = now
        found.save(update_fields=["read_at"])
    return found


def unread(*, person: User, pk: int) -> Notice | None:
    """Marks one as unread again."""
    found: Notice | None = Notice.objects.visible_to(person).filter(pk=pk).first()
    if found is not None and found.read_at is not None:
        found.read_at = None
        found.save(update_fields=["read_at"])
    return found


def read_all(*, person: User, now: datetime) -> int:
    """Marks as read whatever they may see; how many there were."""
    return Notice.objects.visible_to(person).filter(read_at=None).update(read_at=now)


def unread_all(*, person: User, at: datetime) -> int:
    """Takes `read_all` of that very moment back; how many wait again."""
    return Notice.objects.visible_to(person).filter(read_at=at).update(read_at=None)


def wish(
    *,
    person: User,
    choices: Mapping[str, How],
    quiet_from: int | None,
    quiet_until: int | None,
    digest_at: int,
) -> Wishes:
    """Keeps how this person wants to hear of things."""
    return Wishes.objects.update_or_create(
        person=person,
        defaults={
            "choices": dict(choices),
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "digest_at": digest_at,
        },
    )[0]


def expunge(*, incident: int, mask: Callable[[str], str]) -> int:
    """Masks the words of every notice about that incident; how many were changed. Mail on its way is written anew."""
    changed = 0
    for notice in Notice.objects.filter(incident=incident).iterator(chunk_size=500):
        words = {k: mask(v) if isinstance(v, str) else v for k, v in notice.words.items()}
        if words != notice.words:
            Notice.objects.filter(pk=notice.pk).update(words=words)
            changed += 1
    return changed


def try_again(*, now: datetime) -> int:
    """Has letters that were given up tried once more; how many."""
    given_up = list(Letter.objects.filter(due=None).values_list("pk", flat=True))
    Letter.objects.filter(pk__in=given_up).update(due=now, tries=0)
    for letter in given_up:
        wake(jobs.deliver, letter)
    return len(given_up)
