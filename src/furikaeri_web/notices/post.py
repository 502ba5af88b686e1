"""Django's way out for mail: each message becomes a letter in the outbox, in the same transaction as what it tells of."""

from __future__ import annotations

from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.core.mail.backends.base import BaseEmailBackend

from furikaeri_web.notices import jobs
from furikaeri_web.notices.letters import new_name, sealed
from furikaeri_web.notices.models import Letter
from furikaeri_web.parts.jobs import wake
from furikaeri_web.parts.moments import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class Post(BaseEmailBackend):
    """Keeps what is sent until a mail server has taken it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many went into the outbox; those without a recipient do not."""
        kept = 0
        for message in email_messages:
            to = message.recipients()
            if not to:
                continue
            sender = parseaddr(str(message.from_email))[1]
            name, at = new_name(), now()
            letter = Letter.objects.create(
                sender=sender, to=to, mime=sealed(message, name), name=name, made_at=at, due=at
            )
            wake(jobs.deliver, letter.pk)
            kept += 1
        return kept
