"""How a review is read by others before it is published: readers, approval, the rubric, what stays as it is."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from furikaeri_web.reviews.models.document import Review


class Reader(models.Model):
    """Somebody who was asked to read a review; done once they have said a word about it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=300, default="", blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "person"), name="reader_once")]


class Approval(models.Model):
    """One step of the approval (承認), in order. `by` says who gave the verdict: the person or their delegate.

    `version`: the text that the verdict is about; a text that changed since is approved anew.
    """

    class Verdict(models.TextChoices):
        """What was said."""

        APPROVED = "approved"
        RETURNED = "returned"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="approvals")
    order = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "id")
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "person"), name="approver_once")]


class Dismissal(models.Model):
    """Words that the linter asked about and that stay as they are, with the reason; found again by the words."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="dismissals")
    rule = models.CharField(max_length=80)
    words = models.CharField(max_length=400, default="", blank=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "rule", "words"), name="dismissed_once")]


class RubricMark(models.Model):
    """How a review stands under one question of the quality rubric, in words; there is no sum."""

    class Level(models.TextChoices):
        """Three words, no number."""

        NOT_YET = "not-yet"
        NEARLY = "nearly"
        DONE = "done"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="rubric_marks")
    key = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level)
    note = models.CharField(max_length=300, default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "key"), name="marked_once")]
