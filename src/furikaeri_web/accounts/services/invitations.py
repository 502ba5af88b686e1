"""Doors opened for people: by mail, or by a link that is shown once."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from furikaeri.text import FurikaeriError, Lang, Text
from furikaeri_web.accounts.models import INVITED_FOR, Invitation, User
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.accounts.services.audit import note

if TYPE_CHECKING:
    from datetime import datetime

_SUBJECT = Text("{by} invites you to furikaeri", "{by} さんから furikaeri への招待が届いています")
_BODY = Text(
    "{by} invites you to furikaeri at {place}, where we look back on incidents together: to learn, not to judge.\n\n"
    "Come in within {days} days by this address. It is for you alone:\n\n{url}\n",
    "{place}の furikaeri に、{by} さんから招待が届いています。furikaeri は、インシデントをみんなで振り返る場所です。"
    "誰かを裁くためではなく、学ぶために使います。\n\n"
    "次のアドレスから {days} 日以内にお入りください。あなた専用のアドレスですので、ほかの人には渡さないでください。\n\n{url}\n",
)


def invite(*, email: str, role: str, by: User, now: datetime) -> tuple[Invitation, str]:
    """An open invitation and the one address that accepts it; an earlier one for the same person shuts.

    FurikaeriError where this person is here already.
    """
    email = email.strip().lower()
    there = User.objects.filter(email=email).first()
    if there is not None:
        raise FurikaeriError(
            Text(
                "{who} is here already." if there.is_active else "{who} was here before: open their page and let them in again.",
                "{who} さんはすでに登録されています。" if there.is_active else "{who} さんは以前登録されていました。その人のページで再開してください。",
            ).fill(who=there)
        )  # fmt: skip
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(email=email, accepted_at=None).delete()
        invitation = Invitation.objects.create(email=email, role=role, token=_digest(token), by=by, at=now)
        note(what="invited", by=by, now=now, about=email, detail={"role": role})
    return invitation, f"{settings.ENVIRONMENT.url}/accounts/invitation/{token}/"


def send(*, invitation: Invitation, url: str) -> None:
    """Sends the address by mail, in the organisation's language."""
    house = organisation()
    lang: Lang = "ja" if house.lang == "ja" else "en"
    values = {"by": invitation.by, "place": house.name or "furikaeri", "days": INVITED_FOR.days, "url": url}
    send_mail(_SUBJECT.fill(**values)[lang], _BODY.fill(**values)[lang], None, [invitation.email])


def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Shuts the door again."""
    note(what="invitation-withdrawn", by=by, now=now, about=invitation.email)
    invitation.delete()


def opened_by(token: str, now: datetime) -> Invitation | None:
    """The invitation that this token accepts now; None for one that is used, over, withdrawn or made up."""
    found = Invitation.objects.select_related("by").filter(token=_digest(token), accepted_at=None).first()
    return found if found is not None and now < found.ends else None


@transaction.atomic
def accept(*, invitation: Invitation, name: str, password: str, lang: str, zone: str, now: datetime) -> User:
    """The new person; FurikaeriError where the invitation was used at the same moment."""
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=now):
        raise FurikaeriError(Text("This invitation has just been used.", "この招待はすでに使われています。"))
    person = User.objects.create_user(invitation.email, password, name=name, role=invitation.role, lang=lang, zone=zone)
    note(what="came-in", by=person, now=now, about=person.email, detail={"role": person.role})
    return person


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
