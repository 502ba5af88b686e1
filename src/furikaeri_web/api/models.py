"""Tokens by which programs come in as a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Token(models.Model):
    """One token; only its digest is kept. It may do no more than its person, and of that only what its scopes say."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    at = models.DateTimeField()
    expires = models.DateTimeField(null=True, blank=True)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
