"""The app of the pages that belong to no single thing."""

from __future__ import annotations

from django.apps import AppConfig


class Pages(AppConfig):
    """Pages."""

    name = "furikaeri_web.pages"
    label = "pages"
