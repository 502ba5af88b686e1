"""Records and what was read from them. Truth: items, tombstones, runs. Derived, and rebuilt from them: the rest."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from furikaeri_web.incidents.models import Incident


class Item(models.Model):
    """One file as it was handed in; its bytes stand on disk under their digest, written once (see `keeping`).

    `read_as` says how what stands in the tables was read from it, "" before it was; `halted`: reading it broke the
    process off again and again, so it is left alone until a person says otherwise.
    """

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
    read_as = models.CharField(max_length=64, default="", blank=True)
    halted = models.BooleanField(default=False)

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

    class Meta:
        ordering = ("id",)


class Run(models.Model):
    """One upload on its way to becoming items, or (without `place`) the items being read anew: how far, what came of it.

    `place` names the uploaded bytes in the folder where they wait; `result` holds one object a file:
    {"name", "digest", "source", "known", "events", "revisions", "repeats", "deletions", "warnings"} or
    {"name", "refused": {"en", "ja"}}. `trouble` is the sentence {"en", "ja"} why it failed or stopped; `tries` counts
    how often it was begun.
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
    tries = models.PositiveSmallIntegerField(default=0)
    reading = models.CharField(max_length=400, default="", blank=True)
    records = models.PositiveBigIntegerField(default=0)
    beat = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=list, blank=True)
    trouble = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-id",)

    @property
    def going(self) -> bool:
        """Whether it still has a way to go."""
        return self.state in {self.State.WAITING, self.State.READING}


class Retention(models.Model):
    """That the records of an ended incident go on `due`: announced first, then done (see `retention`)."""

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="retention")
    announced_at = models.DateTimeField()
    due = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)


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
        indexes: ClassVar = [models.Index(fields=("incident", "code", "id"), name="warning_alike")]


class EventRow(models.Model):
    """The latest revision of one event, as the store packs it. `key` is 64 bits of the digest of its id; µs since 1970.

    `mark` stands for all that the row says, so that rows can be compared without their bodies.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    key = models.BigIntegerField()
    mark = models.BigIntegerField()
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
