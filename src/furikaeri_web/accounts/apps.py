"""The app of people, teams and the organisation."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    """People."""

    name = "furikaeri_web.accounts"
    label = "accounts"
