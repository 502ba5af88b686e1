"""People, teams, the organisation, invitations, and the log of who did what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

INVITED_FOR = timedelta(days=14)


class People(BaseUserManager["User"]):
    """Makes users, who are known by their mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new person; without a password they can only come in by a link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractUser):
    """One person. Nothing here measures them, and nothing may.

    `role`: members tell, write and read; facilitators also prepare meetings and change who may see an incident;
    administrators look after people and retention, and see no private incident unless they are let in like anybody.
    `doors` counts how often every session of theirs was ended: a session of an earlier count opens nothing.
    """

    class Role(models.TextChoices):
        """What a person may do beyond their own."""

        MEMBER = "member"
        FACILITATOR = "facilitator"
        ADMINISTRATOR = "administrator"

    username = None  # type: ignore[assignment]  # known by mail address
    first_name = None  # type: ignore[assignment]  # one name, in the order its owner writes it
    last_name = None  # type: ignore[assignment]  # as above
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, choices=Role, default=Role.MEMBER)
    lang = models.CharField(max_length=2, default="")
    zone = models.CharField(max_length=64, default="UTC")
    doors = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[People] = People()  # type: ignore[assignment]  # ours in place of Django's

    def __str__(self) -> str:
        return self.name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to be theirs: it changes with the password, and where all sessions are ended.

        Django's own, which also asks here for sessions under an older secret key, knows the password alone.
        """
        return salted_hmac("furikaeri.accounts.session", f"{self.password}:{self.doors}", secret=secret, algorithm="sha256").hexdigest()  # fmt: skip

    @property
    def facilitates(self) -> bool:
        """Whether they may prepare meetings and change who sees what."""
        return self.role in {self.Role.FACILITATOR, self.Role.ADMINISTRATOR}

    @property
    def administers(self) -> bool:
        """Whether they look after people and retention."""
        return self.role == self.Role.ADMINISTRATOR


class Team(models.Model):
    """People who work together; a private incident can be open to a team. `had_members`: whether it ever had any."""

    name = models.CharField(max_length=120, unique=True)
    members = models.ManyToManyField(User, related_name="teams", blank=True)
    had_members = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """The one organisation of this installation (its row has the key 1), and its policy.

    `retention_days`: how long records are kept after an incident ends, None for ever. `approval`: reviews pass the
    ordered approval step (承認) before they are published. `private_at_first`: new incidents start private.
    """

    name = models.CharField(max_length=120, default="")
    lang = models.CharField(max_length=2, default="en")
    zone = models.CharField(max_length=64, default="UTC")
    retention_days = models.PositiveIntegerField(null=True, blank=True)
    approval = models.BooleanField(default=False)
    private_at_first = models.BooleanField(default=False)


class Invitation(models.Model):
    """An open door for one mail address; only the digest of its token is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=16, choices=User.Role, default=User.Role.MEMBER)
    token = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at", "-id")

    @property
    def ends(self) -> datetime:
        """The moment at which the door shuts."""
        return self.at + INVITED_FOR


class AuditEntry(models.Model):
    """One thing that somebody did. `what` is a stable kebab-case verb such as `incident-declared`; never edited.

    `incident` is the number of the incident it was about, `review` the key of the review, None for none: who may not
    see them may not see the entry either.
    """

    at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=300, default="")
    incident = models.PositiveBigIntegerField(null=True, db_index=True)
    review = models.PositiveBigIntegerField(null=True, db_index=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        indexes: ClassVar = [models.Index(fields=("-at", "-id"), name="audit_newest")]
