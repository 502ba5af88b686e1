"""Looking after people: what they may do, whether they are here, how they come in; and what they say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import Organisation, User
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.accounts.services.audit import note

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def change_role(*, person: User, role: str, by: User, now: datetime) -> None:
    """Gives a person another role; FurikaeriError where nobody would be left to look after people."""
    if person.role == role:
        return
    if role != User.Role.ADMINISTRATOR:
        _somebody_else_administers(person)
    before, person.role = person.role, role
    person.save(update_fields=["role"])
    note(what="role-changed", by=by, now=now, about=person.email, detail={"from": before, "to": role})


@transaction.atomic
def send_off(*, person: User, by: User, now: datetime) -> None:
    """Shuts the door for a person: every session of theirs ends, for good; what they told and wrote stays.

    FurikaeriError where nobody would be left to look after people.
    """
    if not person.is_active:
        return
    _somebody_else_administers(person)
    User.objects.filter(pk=person.pk).update(is_active=False, doors=F("doors") + 1)
    person.refresh_from_db(fields=["is_active", "doors"])
    note(what="sent-off", by=by, now=now, about=person.email)


def let_back(*, person: User, by: User, now: datetime) -> None:
    """Opens the door again for a person who was here before; sessions of then stay ended."""
    if person.is_active:
        return
    person.is_active = True
    person.save(update_fields=["is_active"])
    note(what="let-back", by=by, now=now, about=person.email)


def end_sessions(*, person: User, now: datetime) -> None:
    """Ends every session of a person, as they ask; the page they ask from keeps theirs if it signs them in anew."""
    User.objects.filter(pk=person.pk).update(doors=F("doors") + 1)
    person.refresh_from_db(fields=["doors"])
    note(what="sessions-ended", by=person, now=now, about=person.email)


@transaction.atomic
def drop_second_factor(*, person: User, by: User, now: datetime) -> bool:
    """Takes the second factor off somebody who lost it; whether there was one. Their sessions end."""
    gone, _ = Authenticator.objects.filter(user=person).delete()
    if not gone:
        return False
    User.objects.filter(pk=person.pk).update(doors=F("doors") + 1)
    note(what="second-factor-dropped", by=by, now=now, about=person.email)
    return True


def way_in(*, person: User, by: User, now: datetime) -> str:
    """An address by which a person sets a new password, for where no mail is sent; it works once.

    FurikaeriError where mail is set up: then they ask for it themselves, and nobody else holds the key.
    """
    if settings.ENVIRONMENT.mail:
        raise FurikaeriError(
            Text(
                "Mail is set up here: they can ask for a new password on the sign-in page, and nobody else holds the key.",
                "メールが設定されています。サインイン画面から本人がパスワードを再設定できます。ほかの人が鍵を持つ必要はありません。",
            )
        )
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    note(what="way-in-made", by=by, now=now, about=person.email)
    uid, _, rest = key.partition("-")
    return settings.ENVIRONMENT.url + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})


def describe(*, person: User, name: str, lang: str, zone: str) -> None:
    """Keeps what a person says of themselves."""
    person.name, person.lang, person.zone = name, lang, zone
    person.save(update_fields=["name", "lang", "zone"])


def arrange(
    *,
    name: str,
    lang: str,
    zone: str,
    retention_days: int | None,
    approval: bool,
    private_at_first: bool,
    by: User,
    now: datetime,
) -> Organisation:
    """Keeps the organisation's name and policy; the log says what changed."""
    house = organisation()
    new: dict[str, object] = {
        "name": name, "lang": lang, "zone": zone, "retention_days": retention_days,
        "approval": approval, "private_at_first": private_at_first,
    }  # fmt: skip
    changed = {
        key: {"from": getattr(house, key), "to": value} for key, value in new.items() if getattr(house, key) != value
    }
    if changed:
        for key, value in new.items():
            setattr(house, key, value)
        house.save()
        note(what="house-arranged", by=by, now=now, about=name, detail=changed)
    return house


def _somebody_else_administers(person: User) -> None:
    organisation()  # its row is the lock: two who leave at once leave one after the other
    Organisation.objects.select_for_update().get(pk=1)
    others = User.objects.filter(role=User.Role.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    if person.administers and person.is_active and not others.exists():
        raise FurikaeriError(
            Text(
                "{who} is the only administrator. Make somebody else one first, so that the door stays in somebody’s care.",
                "管理者は {who} さんだけです。先にほかの人を管理者にしてください。",
            ).fill(who=person)
        )
