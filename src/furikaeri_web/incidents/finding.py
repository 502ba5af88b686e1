"""The words by which incidents are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.parts.fulltext import Index

if TYPE_CHECKING:
    from furikaeri_web.incidents.models import Incident

WORDS = Index("incident_words")


def put_words(incident: Incident) -> None:
    """Makes an incident found by its number, title, summary, services and tags, as they are now."""
    names = [s.name for s in incident.services.all()] + [t.name for t in incident.tags.all()]
    WORDS.put([(incident.pk, f"{incident.code} {incident.title}", "\n".join([incident.summary, *names]))])
