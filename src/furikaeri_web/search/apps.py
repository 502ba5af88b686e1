"""The app that finds."""

from __future__ import annotations

from django.apps import AppConfig


class Search(AppConfig):
    """Search."""

    name = "furikaeri_web.search"
    label = "search"
