"""The document, what it is about, and every version that was saved."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from furikaeri_web.accounts.models import User
from furikaeri_web.incidents.models import Incident


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about reviews; `visible_to` is the one place that decides who may see one."""

    def visible_to(self, user: object) -> Self:
        """Those that this person may see: every incident of it is visible to them, and it is not private to others.

        A review of several incidents tells of all of them, so one hidden incident hides the whole. A review without
        incidents is open unless it is private; a private one is there for its owner, for who made it, and for those
        who were asked to read or approve it.
        """
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        hidden = Covers.objects.filter(review=OuterRef("pk"), incident__private=True).exclude(
            incident__in=Incident.objects.visible_to(user).filter(private=True)
        )
        asked = Q(readers__person=user) | Q(approvals__person=user) | Q(approvals__delegate=user)
        let_in = Review.objects.filter(Q(private=True) & asked).values("pk")
        own = Q(owner=user) | Q(made_by=user) | Q(pk__in=let_in)
        return self.filter(Q(private=False) | own).exclude(Exists(hidden))


class Review(models.Model):
    """One review in one language; its truth is `markdown`, the words of `version`.

    - `opening`: its first words without marks, for lists. `changed_at`: when its text last changed.
    - `twin`: the same review in the other language, which points back.
    - `origin`: where an imported one came from: {"file", "run", …}; empty for one written here.
    - `happened_at`: for a review without incidents, when it happened, None where unknown.
    """

    class Status(models.TextChoices):
        """Where it stands in its life."""

        DRAFT = "draft"
        IN_REVIEW = "in-review"
        REVIEWED = "reviewed"
        PUBLISHED = "published"

    incidents = models.ManyToManyField(Incident, through="Covers", related_name="reviews")
    title = models.CharField(max_length=300)
    lang = models.CharField(max_length=2, default="en")
    markdown = models.TextField(default="", blank=True)
    opening = models.CharField(max_length=400, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    template = models.CharField(max_length=60, default="", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    private = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews_owned"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    twin = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager[Review]] = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-id")
        indexes: ClassVar = [
            models.Index(fields=("-changed_at", "-id"), name="review_newest"),
            models.Index(fields=("status", "-changed_at", "-id"), name="review_by_status"),
            models.Index(fields=("-published_at", "-id"), name="review_published"),
        ]

    def __str__(self) -> str:
        return self.title


class Covers(models.Model):
    """That a review is about an incident. An incident that a review tells of can't be deleted from under it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="covered")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="covered_by")

    class Meta:
        ordering = ("incident__number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "incident"), name="covered_once")]


class Revision(models.Model):
    """The text as it was saved as `version`. `base`: the version that the writer had before them."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    markdown = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120, default="", blank=True)
    at = models.DateTimeField()
    base = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [models.UniqueConstraint(fields=("review", "version"), name="version_once")]
