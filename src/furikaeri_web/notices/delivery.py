"""Bringing letters to the mail server: one worker at a letter, each try later than the one before, none lost."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F

from furikaeri_web.notices.letters import sealed, written
from furikaeri_web.notices.models import Letter, Notice
from furikaeri_web.notices.office import NotNow, Refused, hand_over, read_office

if TYPE_CHECKING:
    from datetime import datetime

PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))
_LEASE = timedelta(minutes=10)  # a worker that died with a letter in hand gives it back after this


def due(now: datetime) -> list[int]:
    """The letters whose next try has come."""
    return list(Letter.objects.filter(due__lte=now).order_by("due").values_list("pk", flat=True)[:500])


def try_letter(pk: int, now: datetime) -> bool:
    """Tries to bring one letter to the server; whether it is gone. Another worker's letter is left to them.

    The server may have taken a letter whose worker then died: it goes again, under the same Message-ID.
    """
    if not Letter.objects.filter(pk=pk, due__lte=now).update(due=now + _LEASE, tries=F("tries") + 1):
        return False
    letter = Letter.objects.select_related("person").get(pk=pk)
    sender, to, mime = letter.sender, letter.to, bytes(letter.mime)
    if letter.person is not None:
        mail = written(letter)
        if mail is None:
            letter.delete()
            return True
        sender, to = parseaddr(mail.from_email)[1], mail.recipients()
        mime = sealed(mail, letter.name)
    try:
        office = read_office(settings.ENVIRONMENT.mail)
        hand_over(office, me=settings.ENVIRONMENT.address.hostname or "localhost", sender=sender, to=to, mime=mime)
    except Refused as fault:
        _put_back(letter, str(fault), None)
        return False
    except NotNow as fault:
        pause = PAUSES[letter.tries - 1] if letter.tries <= len(PAUSES) else None
        _put_back(letter, str(fault), now + pause if pause else None)
        return False
    with transaction.atomic():
        Notice.objects.filter(letter=letter).update(mailed_at=now)
        letter.delete()
    return True


def _put_back(letter: Letter, fault: str, due: datetime | None) -> None:
    Letter.objects.filter(pk=letter.pk).update(fault=fault[:500], due=due)
