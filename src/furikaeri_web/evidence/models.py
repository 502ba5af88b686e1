"""Records and what was read from them. Truth: items, tombstones, runs. Derived, and rebuilt from them: the rest."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from furikaeri_web.incidents.models import Incident


class Item(models.Model):
    """One file as it was handed in; its bytes stand on disk under their digest, written once (see `keeping`)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="items")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=400)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    source = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_as = models.CharField(max_length=120, default="", blank=True)
    chosen_by = models.CharField(max_length=120, default="", blank=True)
    origin = models.CharField(max_length=64, default="", blank=True)
    zone = models.CharField(max_length=64, default="", blank=True)
    captured_at = models.CharField(max_length=40, default="", blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    events = models.PositiveBigIntegerField(default=0)
    warnings_left = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("incident", "digest"), name="item_once")]

    def __str__(self) -> str:
        return self.name


class Tombstone(models.Model):
    """What is left of destroyed bytes."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="tombstones")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120, default="")
    reason = models.CharField(max_length=300)
    replaced_by = models.CharField(max_length=64, default="", blank=True)


class Run(models.Model):
    """One upload on its way to becoming items: what is asked, how far it is, what became of it.

    `place` is where the uploaded bytes wait, under the data folder; `result` one object a file:
    {"name", "item", "events", "revisions", "repeats", "deletions", "warnings", "known", "refused": {"en", "ja"}}.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        READING = "reading"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    name = models.CharField(max_length=400)
    size = models.PositiveBigIntegerField(default=0)
    place = models.CharField(max_length=400, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    source = models.CharField(max_length=60, default="", blank=True)
    zone = models.CharField(max_length=64, default="", blank=True)
    captured_at = models.CharField(max_length=40, default="", blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    reading = models.CharField(max_length=400, default="", blank=True)
    records = models.PositiveBigIntegerField(default=0)
    beat = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=list, blank=True)
    trouble = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-id",)


class Warning(models.Model):  # noqa: A001  # the word of the domain
    """A record that did not become an event, or needs a look, and what a person can do about it."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="warnings")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="warnings")
    code = models.CharField(max_length=60)
    locator = models.CharField(max_length=600)
    body = models.BinaryField()
    noted = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)


class EventRow(models.Model):
    """The latest revision of one event, as the store packs it. `key` is 64 bits of the digest of its id; µs since 1970."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    key = models.BigIntegerField()
    lo = models.BigIntegerField()
    hi = models.BigIntegerField(null=True)
    source = models.CharField(max_length=60)
    lane = models.CharField(max_length=80)
    deleted = models.BooleanField(default=False)
    locator = models.TextField()
    body = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("incident", "key"), name="event_once")]
        indexes: ClassVar = [models.Index(fields=("incident", "lo"), name="event_in_time")]


class Fact(models.Model):
    """Something a record says about the incident as a whole."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()


class Scope(models.Model):
    """A part of an export that some item promises to hold whole."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=600)
