"""How programs come in: by a token with scopes, or by the session of the page that asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from furikaeri.registry import discover
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.api.tokens import holder
from furikaeri_web.parts.moments import now

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri_web.accounts.models import User


class Trouble(Schema):
    """What went wrong, in both languages."""

    en: str
    ja: str


class Bearer(HttpBearer):
    """A token that has the scope."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person of the token; 403 where it lacks the scope."""
        found = holder(token, now())
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise HttpError(403, f"this token lacks the scope {self.scope}")
        request.user = found.person
        return found.person


class Session(SessionAuth):
    """The person who is signed in, with the page's CSRF token for every change."""

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:  # noqa: ARG002  # ninja's signature
        """The person, if there is one."""
        return request.user if request.user.is_authenticated else None


def entry(scope: str) -> list[Any]:
    """Who may come in to an operation."""
    return [Bearer(scope), Session()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """The operations about one kind of thing: where they stand, and what they are."""

    name: str
    prefix: str
    router: Router


def routes() -> Mapping[str, Routes]:
    """Every kind of thing by its name."""
    return discover("furikaeri_web.api.routes", Routes)


def told(trouble: FurikaeriError) -> dict[str, str]:
    """A trouble as the API tells it."""
    message: Text = trouble.message
    return {"en": message.en, "ja": message.ja}
