"""The app that brings the past along."""

from __future__ import annotations

from django.apps import AppConfig


class Archive(AppConfig):
    """The archive."""

    name = "furikaeri_web.archive"
    label = "archive"
