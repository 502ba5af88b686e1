"""The app of records."""

from __future__ import annotations

from django.apps import AppConfig


class Evidence(AppConfig):
    """Records."""

    name = "furikaeri_web.evidence"
    label = "evidence"
