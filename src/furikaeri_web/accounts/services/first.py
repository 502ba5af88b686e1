"""The first minutes of an installation: the code that proves whose it is, and the first administrator."""

from __future__ import annotations

import base64
import hmac
import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import Organisation, User
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.accounts.services.audit import note
from furikaeri_web.parts.places import place

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FILE = "first-run-code"


def code() -> str:
    """The code that the wizard asks for, the same on every machine that shares the secret key: ABCD-EFGH-JKLM."""
    digest = salted_hmac("furikaeri.accounts.first", "first run", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode("ascii")[:12]
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def announce() -> str:
    """The address that opens the wizard, the code in it, "" once somebody is here. The code also stands in a file.

    `serve` prints it when it starts: only who can read the machine's output or its data folder can claim it.
    """
    if User.objects.exists():
        _file().unlink(missing_ok=True)
        return ""
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(code() + "\n")
    return f"{settings.ENVIRONMENT.url}/accounts/welcome/?code={code()}"


def _file() -> Path:
    return place() / FILE


@transaction.atomic
def open_house(
    *,
    code_given: str,
    organisation_name: str,
    lang: str,
    zone: str,
    private_at_first: bool,
    name: str,
    email: str,
    password: str,
    now: datetime,
) -> User:
    """The organisation with its first administrator; FurikaeriError for a wrong code, or where somebody is here already."""
    given = "".join(c for c in code_given.upper() if c.isalnum())
    if not hmac.compare_digest(given.encode(), code().replace("-", "").encode()):
        raise FurikaeriError(
            Text(
                "That is not the code of this installation. It was printed where furikaeri was started, and stands in the file first-run-code of its data folder.",
                "コードが一致しません。furikaeri を起動した画面、またはデータフォルダの first-run-code ファイルに書かれているコードを入力してください。",
            )
        )
    organisation()  # its row is the lock: of two who come at once, one waits here
    Organisation.objects.select_for_update().get(pk=1)
    if User.objects.exists():
        raise FurikaeriError(
            Text(
                "Somebody has set this installation up already. Ask them for an invitation.",
                "初期設定はすでに完了しています。管理者に招待を依頼してください。",
            )
        )
    Organisation.objects.filter(pk=1).update(
        name=organisation_name, lang=lang, zone=zone, private_at_first=private_at_first
    )
    first = User.objects.create_user(email, password, name=name, role=User.Role.ADMINISTRATOR, lang=lang, zone=zone)
    note(what="house-opened", by=first, now=now, about=organisation_name)
    transaction.on_commit(lambda: _file().unlink(missing_ok=True))
    return first
