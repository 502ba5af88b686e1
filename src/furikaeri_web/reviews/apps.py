"""The app of reviews."""

from __future__ import annotations

from django.apps import AppConfig


class Reviews(AppConfig):
    """Reviews."""

    name = "furikaeri_web.reviews"
    label = "reviews"
