"""The app of incidents."""

from __future__ import annotations

from django.apps import AppConfig


class Incidents(AppConfig):
    """Incidents."""

    name = "furikaeri_web.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Answers for who may see an incident where lower parts, such as notices and the audit log, have to ask."""
        from furikaeri_web.accounts import sight  # noqa: PLC0415  # models are loaded only now
        from furikaeri_web.incidents.models import Incident  # noqa: PLC0415  # as above

        sight.register("incident", Incident.objects.visible_to, key="number")

    def ready(self) -> None:
        """Answers for incidents to those who hold their numbers alone."""
        from furikaeri_web.accounts import sight  # noqa: PLC0415  # the models come first
        from furikaeri_web.incidents.models import Incident  # noqa: PLC0415  # as above

        sight.register("incident", Incident.objects.visible_to, key="number")
