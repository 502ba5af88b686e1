"""The app of the chronology."""

from __future__ import annotations

from django.apps import AppConfig


class Course(AppConfig):
    """The course of an incident."""

    name = "furikaeri_web.chronology"
    label = "chronology"

    def ready(self) -> None:
        """Its part of a bundle, and what it forgets when something is expunged."""
        from furikaeri_web.chronology.bundles import PART  # noqa: PLC0415  # models are there from here on
        from furikaeri_web.chronology.expunging import forget  # noqa: PLC0415  # as above
        from furikaeri_web.evidence import bundles, expunging  # noqa: PLC0415  # as above

        bundles.register(PART)
        expunging.register(forget)
