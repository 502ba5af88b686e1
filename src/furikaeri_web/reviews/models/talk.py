"""What people say of a review: threads on a passage or on the whole, and their comments."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from furikaeri_web.reviews.models.document import Review


class Thread(models.Model):
    """A talk about a passage, which is found again by its words and those around it; about the whole without any.

    `quote`, `before`, `after` are words as a reader sees them, not Markdown.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="threads")
    quote = models.TextField(default="", blank=True)
    before = models.CharField(max_length=80, default="", blank=True)
    after = models.CharField(max_length=80, default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [models.Index(fields=("review", "resolved_at"), name="thread_open")]


class Comment(models.Model):
    """One comment; its writer may change it, and that it was changed stays visible."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
