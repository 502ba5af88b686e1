"""Incidents, who may see them, and the process around them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from furikaeri_web.accounts.models import Team, User


class Service(models.Model):
    """Something that people depend on."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word by which incidents are found together."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Questions about incidents; `visible_to` is the one place that decides who may see one."""

    def visible_to(self, user: object) -> Self:
        """Those that this person may see: all that are open, and the private ones they are let into.

        It decides for pages, API, search, counts, feeds, exports, sockets and mail. Administrators are let into a
        private incident like anybody else.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        person = Exists(Incident.people.through.objects.filter(incident=OuterRef("pk"), user=user))
        team = Exists(Incident.teams.through.objects.filter(incident=OuterRef("pk"), team__in=user.teams.values("pk")))
        return self.filter(Q(private=False) | Q(declared_by=user) | Q(owner=user) | person | team)


class Incident(models.Model):
    """The thing that happened.

    - `number` is what people say (INC-231); `version` rises with every change to its records or to what people said.
    - `began`, `ended`: as people or records know them, None where unknown. `zone` is the incident's own local time.
    - `happened`: `began`, else when it was declared; the database computes it, lists stand in its order.
    - `severity`: the one stated last, in time; its history is `SeverityChange`.
    - `aliases`, `roles`, `lanes`: as in `incident.toml` of a bundle.
    - `deserves`: whether it deserves a review: None until somebody has judged; `criteria` are those that were met,
      `triage_reason` what they said. The judgements before it are `Judgement`.
    """

    class Phase(models.TextChoices):
        """Where an incident stands in its life."""

        DETECTION = "detection"
        RESPONSE = "response"
        REMEDIATION = "remediation"
        ANALYSIS = "analysis"
        READINESS = "readiness"

    number = models.PositiveBigIntegerField(unique=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(default="", blank=True)
    lang = models.CharField(max_length=2, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    phase = models.CharField(max_length=16, choices=Phase, default=Phase.RESPONSE)
    severity = models.CharField(max_length=40, default="", blank=True)
    near_miss = models.BooleanField(default=False)
    began = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField()
    happened = models.GeneratedField(
        expression=Coalesce("began", "declared_at"), output_field=models.DateTimeField(), db_persist=True
    )
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned", db_index=False
    )
    private = models.BooleanField(default=False)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    teams = models.ManyToManyField(Team, related_name="+", blank=True)
    services = models.ManyToManyField(Service, related_name="incidents", blank=True)
    tags = models.ManyToManyField(Tag, related_name="incidents", blank=True)
    lanes = models.JSONField(default=list, blank=True)
    aliases = models.JSONField(default=dict, blank=True)
    roles = models.JSONField(default=dict, blank=True)
    deserves = models.BooleanField(null=True, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    triage_reason = models.TextField(default="", blank=True)
    legal_hold = models.BooleanField(default=False)
    version = models.PositiveBigIntegerField(default=0)

    objects: ClassVar[models.Manager[Incident]] = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ("-happened", "-number")
        indexes: ClassVar = [
            models.Index(fields=("-happened", "-number"), name="incident_newest"),
            models.Index(fields=("severity", "-happened", "-number"), name="incident_by_severity"),
            models.Index(fields=("owner", "-happened", "-number"), name="incident_by_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        """What people call it."""
        return f"INC-{self.number:04d}"

    def touch(self) -> None:
        """Says that its records, or what people said of them, changed: whoever keeps what was derived looks again."""
        Incident.objects.filter(pk=self.pk).update(version=F("version") + 1)
        self.refresh_from_db(fields=["version"])


class SeverityChange(models.Model):
    """From `at` on the incident stood at `severity`, as somebody stated it; until the next change or its end."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="severity_changes")
    severity = models.CharField(max_length=40)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("at", "id")


class SeverityRevision(models.Model):
    """What a severity change said before somebody corrected it or took it away (`withdrawn`).

    `change` is the one that stands in its place; None where none does.
    `by` and `reason` are of what stood before; `replaced_by` and `why` of who changed it.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="severity_revisions")
    change = models.ForeignKey(SeverityChange, null=True, on_delete=models.SET_NULL, related_name="revisions")
    severity = models.CharField(max_length=40)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, default="", blank=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=300, default="", blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ("-replaced_at", "-id")

    @property
    def restorable(self) -> bool:
        """Whether it was taken away and not put back."""
        return self.withdrawn and self.change_id is None


class PhaseChange(models.Model):
    """Somebody moved the incident into another phase of its life."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="phase_changes")
    phase = models.CharField(max_length=16, choices=Incident.Phase)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("at", "id")


class Judgement(models.Model):
    """Somebody judged whether the incident deserves a review, by the criteria that they saw met. The last one stands."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="judgements")
    deserves = models.BooleanField()
    criteria = models.JSONField(default=list, blank=True)
    reason = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-at", "-id")


class Step(models.Model):
    """One step of the process around an incident. `key` names it in the policy; "" for one that people added.

    `earliest` and `due` follow the policy and move with what they are counted from, until somebody sets the due
    moment by hand (`moved`). `told_at`: when its owner was told that it is due.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=60, default="", blank=True)
    title = models.CharField(max_length=200, default="", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    earliest = models.DateTimeField(null=True, blank=True)
    due = models.DateTimeField(null=True, blank=True)
    moved = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    skipped = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("order", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("incident", "key"), condition=~Q(key=""), name="step_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=("due",), condition=Q(done_at=None, skipped=""), name="step_open_by_due")
        ]

    @property
    def open(self) -> bool:
        """Neither done nor skipped."""
        return self.done_at is None and not self.skipped
