"""The app that holds what every page is made of."""

from __future__ import annotations

from django.apps import AppConfig


class Parts(AppConfig):
    """No tables, only parts."""

    name = "furikaeri_web.parts"
    label = "parts"
