"""Reading about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q

from furikaeri_web.accounts import sight
from furikaeri_web.accounts.models import AuditEntry, Invitation, Organisation, Team, User

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

PAGE = 50


def organisation() -> Organisation:
    """The one organisation; a fresh installation has one with nothing filled in."""
    found = Organisation.objects.filter(pk=1).first()
    return found or Organisation.objects.get_or_create(pk=1)[0]


def nobody_yet() -> bool:
    """Whether this installation has not been set up."""
    return not User.objects.exists()


def present() -> QuerySet[User]:
    """The people who are here now, by name."""
    return User.objects.filter(is_active=True).order_by("name", "pk")


def people(*, query: str = "", gone: bool = False, page: int = 1) -> tuple[list[User], bool]:
    """A page of people by name, their teams with them and `second_factor` said of each; and whether there is another."""
    found = User.objects.filter(is_active=not gone)
    for word in query.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(teams__name__icontains=word))
    found = (
        found.annotate(second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
        .order_by("name", "pk")
        .distinct()
        .prefetch_related("teams")
    )
    rows: list[User] = [*found[(page - 1) * PAGE : page * PAGE + 1]]
    return rows[:PAGE], len(rows) > PAGE


def teams() -> QuerySet[Team]:
    """Every team by name, `n` people in each."""
    return Team.objects.annotate(n=Count("members", filter=Q(members__is_active=True))).order_by("name")


def invitations() -> QuerySet[Invitation]:
    """The invitations that nobody has accepted, newest first."""
    return Invitation.objects.filter(accepted_at=None).select_related("by")


class Place(NamedTuple):
    """A place in the audit log, from which an earlier page goes on."""

    at: datetime
    pk: int


def audit(
    user: User,
    *,
    by: User | None = None,
    what: str = "",
    about: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    incident: int | None = None,
    before: Place | None = None,
    most: int = PAGE,
) -> tuple[list[AuditEntry], bool]:
    """Lines of the audit log, newest first, without those about incidents and reviews this person can't see.

    The second is whether there are earlier ones; `before` goes on from the last line of a page.
    """
    found = AuditEntry.objects.filter(sight.open_to(user)).select_related("by")
    if by is not None:
        found = found.filter(by=by)
    if what:
        found = found.filter(what=what)
    if about:
        found = found.filter(about__icontains=about)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    if incident is not None:
        found = found.filter(incident=incident)
    if before is not None:
        found = found.filter(Q(at=before.at, pk__lt=before.pk) | Q(at__lt=before.at), at__lte=before.at)
    rows = list(found.order_by("-at", "-pk")[: most + 1])
    return rows[:most], len(rows) > most
