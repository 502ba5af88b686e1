"""Documents of the past, brought along in batches."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from furikaeri_web.reviews.models import Review


class Batch(models.Model):
    """Documents that somebody brought at once: read first, looked at, then kept as reviews, or undone again.

    `files`: [name, where its bytes wait] of every upload. `people` maps an author as the documents write
    them to the key of a person.
    """

    class State(models.TextChoices):
        """Where it stands."""

        READING = "reading"
        READ = "read"
        KEEPING = "keeping"
        KEPT = "kept"
        UNDOING = "undoing"
        UNDONE = "undone"
        FAILED = "failed"

    state = models.CharField(max_length=10, choices=State, default=State.READING, db_index=True)
    name = models.CharField(max_length=400)
    files = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    private = models.BooleanField(default=False)
    people = models.JSONField(default=dict, blank=True)
    trouble = models.JSONField(default=dict, blank=True)
    beat = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)


class Paper(models.Model):
    """One document of a batch and what was understood of it; `text` is kept until the batch is kept or undone.

    `known`: a review with the same text is there already. `problem`: {"en", "ja"} where it could not be read.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="papers")
    path = models.CharField(max_length=600)
    digest = models.CharField(max_length=64, db_index=True)
    wanted = models.BooleanField(default=True)
    known = models.BooleanField(default=False)
    problem = models.JSONField(default=dict, blank=True)
    title = models.CharField(max_length=300, default="", blank=True)
    lang = models.CharField(max_length=2, default="en")
    severity = models.CharField(max_length=40, default="", blank=True)
    author = models.CharField(max_length=120, default="", blank=True)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    day = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    actions = models.PositiveIntegerField(default=0)
    sections = models.PositiveIntegerField(default=0)
    text = models.TextField(default="", blank=True)
    review = models.ForeignKey(Review, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("path",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("batch", "path"), name="paper_once")]
