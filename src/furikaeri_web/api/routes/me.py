"""Who is asking."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja import Router, Schema

from furikaeri_web.accounts.models import User
from furikaeri_web.api.entry import Routes, entry

router = Router()


class Me(Schema):
    """The person whose token it is."""

    name: str
    email: str
    role: str
    lang: str
    zone: str


@router.get("", response=Me, auth=entry("incidents:read"), operation_id="me")
def me(request: HttpRequest) -> User:
    """The person who is asking."""
    return cast("User", request.user)


ROUTES = Routes(name="me", prefix="/me", router=router)
