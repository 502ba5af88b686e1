"""Making, checking and revoking tokens."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db.models import Q

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.api.models import Token

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from furikaeri_web.accounts.models import User

PREFIX = "fk_"
"""So that a leaked token is recognised as one."""
SCOPES: dict[str, Text] = {
    "incidents:read": Text("read incidents", "インシデントを読む"),
    "incidents:write": Text("declare and change incidents", "インシデントを登録・変更する"),
    "evidence:read": Text("read records and how they were read", "記録とその読み取り結果を読む"),
    "evidence:write": Text("bring records in", "記録を取り込む"),
    "chronology:read": Text("read chronologies", "時系列を読む"),
    "chronology:write": Text("add and correct events, judge proposals", "事象を加える・直す、提案を判断する"),
    "reviews:read": Text("read reviews", "振り返りを読む"),
    "reviews:write": Text("write reviews", "振り返りを書く"),
    "search:read": Text("search", "検索する"),
    "inbox:read": Text("read the inbox", "受信箱を読む"),
}
_USED_AGAIN = timedelta(minutes=5)  # how often its last use is written down


def make(*, person: User, name: str, scopes: Collection[str], now: datetime, days: int | None) -> str:
    """A new token, told this once. FurikaeriError where it would have no name or may do nothing."""
    known = [scope for scope in SCOPES if scope in scopes]
    if not name.strip():
        raise FurikaeriError(
            Text("Give the token a name, so that you know it later.", "あとで見分けられるよう、名前を付けてください。")
        )
    if not known:
        raise FurikaeriError(Text("Choose what the token may do.", "このトークンにできることを選んでください。"))
    secret = PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(
        person=person, name=name.strip()[:120], digest=_digest(secret), scopes=known, at=now,
        expires=now + timedelta(days=days) if days else None,
    )  # fmt: skip
    note(what="token-made", by=person, now=now, detail={"scopes": known})
    return secret


def revoke(*, person: User, pk: int, now: datetime) -> None:
    """Ends a token of one's own; one that is not there is gone already."""
    for token in Token.objects.filter(person=person, pk=pk):
        note(what="token-revoked", by=person, now=now)
        token.delete()


def holder(secret: str, now: datetime) -> Token | None:
    """The token of this secret, if it stands and its person is still here."""
    alive = Q(expires=None) | Q(expires__gt=now)
    token = Token.objects.filter(alive, digest=_digest(secret), person__is_active=True).select_related("person").first()
    if token is not None and (token.used is None or now - token.used > _USED_AGAIN):
        Token.objects.filter(pk=token.pk).update(used=now)
    return token


def _digest(secret: str) -> str:
    return blake2b(secret.encode(), digest_size=32).hexdigest()
