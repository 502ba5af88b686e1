"""Contributing factors: what was believed, what is known now. A person is never one."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from furikaeri.text import Text
from furikaeri_web.reviews.models.document import Review


class Factor(models.Model):
    """One finding about what had to be true. `facet` is told of people in context alone; `events` are ids it rests on."""

    class Area(models.TextChoices):
        """Where it lies."""

        HARDWARE = "hardware"
        SOFTWARE = "software"
        PEOPLE = "people"

    class Facet(models.TextChoices):
        """What of the situation people worked in."""

        STAFFING = "staffing"
        KNOWLEDGE = "knowledge"
        TOOLS = "tools"
        PRESSURE = "pressure"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="factors")
    order = models.PositiveSmallIntegerField(default=0)
    before = models.TextField(default="", blank=True)
    now = models.TextField()
    area = models.CharField(max_length=10, choices=Area)
    facet = models.CharField(max_length=10, choices=Facet, default="", blank=True)
    events = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("order", "id")

    @property
    def where(self) -> Text:
        """Where it lies, in words."""
        return FACETS[self.facet] if self.area == self.Area.PEOPLE and self.facet else AREAS[self.area]


AREAS: dict[str, Text] = {
    "hardware": Text("hardware", "ハードウェア"),
    "software": Text("software", "ソフトウェア"),
    "people": Text("people in context", "人を取り巻く状況"),
}
FACETS: dict[str, Text] = {
    "staffing": Text("people in context: staffing", "人を取り巻く状況：体制"),
    "knowledge": Text("people in context: knowledge", "人を取り巻く状況：知識"),
    "tools": Text("people in context: tools", "人を取り巻く状況：道具"),
    "pressure": Text("people in context: pressure", "人を取り巻く状況：切迫"),
}
