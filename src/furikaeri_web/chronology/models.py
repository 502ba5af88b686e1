"""What people said, one entry each, append-only; and what was derived from it, kept to save time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from furikaeri_web.incidents.models import Incident


class Entry(models.Model):
    """One thing that somebody stated, or the number of the entry they take back: a line of `statements.jsonl`.

    `says` names the kind (correction, verdict, account …), `body` is its JSON; `by_name` is how the bundle writes who.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="entries")
    no = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120, default="")
    says = models.CharField(max_length=20, default="", blank=True)
    body = models.TextField(default="null")
    takes_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("no",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("incident", "no"), name="entry_once")]


class Kept(models.Model):
    """What the machine read from the events last time, and a fingerprint of what it was read from."""

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.BinaryField()
    body = models.BinaryField()
