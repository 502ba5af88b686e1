"""The app of incidents."""

from __future__ import annotations

from django.apps import AppConfig


class Incidents(AppConfig):
    """Incidents."""

    name = "furikaeri_web.incidents"
    label = "incidents"
