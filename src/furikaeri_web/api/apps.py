"""The app of the API."""

from __future__ import annotations

from django.apps import AppConfig


class Api(AppConfig):
    """Tokens and operations."""

    name = "furikaeri_web.api"
    label = "api"
