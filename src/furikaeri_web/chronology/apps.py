"""The app of the chronology."""

from __future__ import annotations

from django.apps import AppConfig


class Course(AppConfig):
    """The course of an incident."""

    name = "furikaeri_web.chronology"
    label = "chronology"
