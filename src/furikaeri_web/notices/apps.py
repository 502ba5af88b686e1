"""The app of what waits for whom."""

from __future__ import annotations

from django.apps import AppConfig


class Notices(AppConfig):
    """Notices."""

    name = "furikaeri_web.notices"
    label = "notices"
