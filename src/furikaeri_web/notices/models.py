"""What people are told, how each wants to hear of it, and the letters on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models

from furikaeri_web.accounts import sight
from furikaeri_web.notices.kinds import sentence

if TYPE_CHECKING:
    from furikaeri.text import Text
    from furikaeri_web.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices; `visible_to` is the one place that decides who may read one."""

    def visible_to(self, user: User) -> Self:
        """Their own, and of these the ones about what they may see now, whatever they could see when they were told."""
        return self.filter(sight.open_to(user), person=user) if user.is_active else self.none()


class Notice(models.Model):
    """One thing that waits for one person.

    - `what` is the key of a kind (`kinds.py`), which has the sentence; `words` fills its blanks.
    - `url`: where it leads. `incident` (number), `review` (key): what one must be able to see to read it.
    - `times`: how often the same happened while it was unread. `letter`: the mail it is going out with.
    - `mailed_at`: when it went out by mail, None where it has not (yet).
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    what = models.CharField(max_length=40)
    words = models.JSONField(default=dict)
    url = models.CharField(max_length=500, default="")
    incident = models.PositiveBigIntegerField(null=True, db_index=True)
    review = models.PositiveBigIntegerField(null=True, db_index=True)
    at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    letter = models.ForeignKey("Letter", null=True, on_delete=models.SET_NULL, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes: ClassVar = [
            models.Index(fields=("person", "-at", "-id"), name="notice_newest"),
            models.Index(fields=("person",), condition=models.Q(read_at__isnull=True), name="notice_unread"),
        ]

    @property
    def says(self) -> Text:
        """The sentence of its kind, filled."""
        return sentence(self.what, self.words)

    @property
    def more(self) -> int:
        """How many like it came while it was unread, beyond the first."""
        return self.times - 1


class Wishes(models.Model):
    """How one person wants to hear of things; who never said has none, and the usual holds.

    `choices`: kind -> "mail" (at once), "digest" (once a day) or "off" (the inbox alone). `quiet_from`, `quiet_until`:
    no mail between these hours in the person's own zone, None for no such hours. `digest_at`: the hour, in
    their zone, at which what happened before it goes into the digest.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishes")
    choices = models.JSONField(default=dict)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True, default=20)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True, default=8)
    digest_at = models.PositiveSmallIntegerField(default=9)


class Letter(models.Model):
    """A mail on its way; gone once a server has taken it.

    A letter that carries `notices` to a `person` is written anew for each try from what they may see then; any other
    holds its `mime` bytes as they will be sent. `due`: the next try, None where nothing more is tried; `fault` then says why.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    digest = models.BooleanField(default=False)
    sender = models.CharField(max_length=320, default="")
    to = models.JSONField(default=list)
    mime = models.BinaryField(default=b"")
    name = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(null=True, db_index=True)
    fault = models.CharField(max_length=500, default="")

    class Meta:
        ordering = ("made_at", "id")
