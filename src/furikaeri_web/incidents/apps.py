"""The app of incidents."""

from __future__ import annotations

from django.apps import AppConfig


class Incidents(AppConfig):
    """Incidents."""

    name = "furikaeri_web.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Answers for incidents to those who hold their numbers alone."""
        from furikaeri_web.accounts import sight  # noqa: PLC0415  # the models come first
        from furikaeri_web.incidents.models import Incident  # noqa: PLC0415  # as above

        sight.register("incident", Incident.objects.visible_to, key="number")
