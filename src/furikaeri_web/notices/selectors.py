"""Reading what waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from furikaeri_web.notices.models import Letter, Notice

if TYPE_CHECKING:
    from collections.abc import Collection

    from furikaeri_web.accounts.models import User

PAGE = 50
MOST = 99  # more than that is said as "99+"


def inbox(person: User, *, page: int = 1) -> tuple[list[Notice], bool]:
    """One page of what they were told, unread first, newest first; and whether there is another."""
    start = (page - 1) * PAGE
    found = Notice.objects.visible_to(person).annotate(done=Q(read_at__isnull=False)).order_by("done", "-at", "-id")
    rows = list(found[start : start + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def unread_count(person: User) -> int:
    """How many wait for them, counted to a hundred; one query."""
    waiting = Notice.objects.visible_to(person).filter(read_at=None).order_by()
    return int(waiting[: MOST + 1].count())


def waiting(person: User, *, what: Collection[str] = (), most: int = 20) -> list[Notice]:
    """What is unread, newest first, of these kinds (of any where none is named); for the home page."""
    found = Notice.objects.visible_to(person).filter(read_at=None)
    return list((found.filter(what__in=what) if what else found)[:most])


def outbox() -> tuple[int, list[Letter]]:
    """How many letters are on their way, and those that were given up, newest first; for administrators.

    A letter shows whom it goes to and what the server said, never what stands in it.
    """
    counted = Letter.objects.aggregate(on_their_way=Count("id", filter=Q(due__isnull=False)))
    given_up = Letter.objects.filter(due=None).select_related("person").defer("mime").order_by("-made_at", "-id")
    return counted["on_their_way"], list(given_up[:PAGE])
