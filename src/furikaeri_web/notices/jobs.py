"""The work behind the inbox: letters are gathered and brought to the mail server."""

from __future__ import annotations

from django.conf import settings

from furikaeri_web.accounts.models import User
from furikaeri_web.notices.delivery import due, try_letter
from furikaeri_web.notices.letters import STALE, gather
from furikaeri_web.notices.models import Notice
from furikaeri_web.parts.jobs import every, job
from furikaeri_web.parts.moments import now


@job
def deliver(letter: int) -> None:
    """Brings one letter to the mail server."""
    try_letter(letter, now())


@job
def mail(person: int) -> None:
    """Writes to one person what they are to hear at once."""
    _mail(person, digest=False)


@every(minutes=2)
def letters() -> None:
    """What waited for quiet hours to end, digests whose hour has come, and letters whose next try has."""
    if not settings.ENVIRONMENT.mail:
        return
    waiting = Notice.objects.filter(read_at=None, mailed_at=None, letter=None, at__gt=now() - STALE)
    for person in waiting.order_by().values_list("person", flat=True).distinct():
        _mail(person, digest=False)
        _mail(person, digest=True)
    for letter in due(now()):
        try_letter(letter, now())


def _mail(pk: int, *, digest: bool) -> None:
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None or not settings.ENVIRONMENT.mail:
        return
    letter = gather(person, now(), digest=digest)
    if letter is not None:
        try_letter(letter.pk, now())
