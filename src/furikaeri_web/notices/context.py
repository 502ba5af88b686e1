"""What every page says of the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import SimpleLazyObject

from furikaeri_web.accounts.models import User
from furikaeri_web.notices.selectors import MOST, unread_count

if TYPE_CHECKING:
    from django.http import HttpRequest


def waiting(request: HttpRequest) -> dict[str, object]:
    """`unread`: how many notices wait, "" for none, "99+" for many; asked of the database where a page shows it."""
    return {"unread": SimpleLazyObject(lambda: _unread(request))}


def _unread(request: HttpRequest) -> str:
    person = getattr(request, "user", None)
    count = unread_count(person) if isinstance(person, User) else 0
    return f"{MOST}+" if count > MOST else str(count or "")
