"""Passages of reviews as they are searched, and the marks by which reviews are filtered. Derived, and rebuilt at will."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from furikaeri_web.reviews.models import Review


class Passage(models.Model):
    """One section of a review: few enough words that every database can tell their order."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    order = models.PositiveIntegerField()
    heading = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "order"), name="passage_once")]


class Mark(models.Model):
    """A trap that the text of a review holds, or a rung on which one of its countermeasures stands: `trap:…`, `rung:…`."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "name"), name="mark_once")]
        indexes: ClassVar = [models.Index(fields=("name", "review"), name="mark_by_name")]
