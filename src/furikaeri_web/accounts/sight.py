"""Who may see what a row is about, asked from beneath: the apps of incidents and reviews answer once they are ready.

Notices and the audit log lie lower than the things they speak of, so they can't ask those for their `visible_to`.
They hold plain keys (`incident`: its number, `review`: its primary key) and ask here. What nobody answers for is hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from furikaeri_web.accounts.models import User

Thing = Literal["incident", "review"]

_answers: dict[Thing, tuple[Callable[[User], QuerySet[Any]], str]] = {}


def register(thing: Thing, visible_to: Callable[[User], QuerySet[Any]], *, key: str) -> None:
    """Has `visible_to(user)` answer for such things, which rows name by the value of their field `key`."""
    _answers[thing] = (visible_to, key)


def open_to(user: User) -> Q:
    """The rows with columns `incident` and `review` that this person may see, as a condition of the same query."""
    condition = Q()
    for thing in get_args(Thing):
        shown = Q(**{f"{thing}__isnull": True})
        if thing in _answers:
            visible_to, key = _answers[thing]
            shown |= Q(**{f"{thing}__in": visible_to(user).order_by().values(key)})
        condition &= shown
    return condition


def sees(user: User, *, incident: int | None = None, review: int | None = None) -> bool:
    """Whether this person may see what is about that incident and that review."""
    asked: dict[Thing, int | None] = {"incident": incident, "review": review}
    return user.is_active and all(key is None or _one(user, thing, key) for thing, key in asked.items())


def _one(user: User, thing: Thing, value: int) -> bool:
    if thing not in _answers:
        return False
    visible_to, key = _answers[thing]
    return visible_to(user).filter(**{key: value}).exists()
