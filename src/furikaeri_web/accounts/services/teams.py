"""People who work together, and who belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import Team
from furikaeri_web.accounts.services.audit import note

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from furikaeri_web.accounts.models import User


def make(*, name: str, by: User, now: datetime) -> Team:
    """A new team with nobody in it; FurikaeriError where one has that name."""
    _free(name)
    team = Team.objects.create(name=name)
    note(what="team-made", by=by, now=now, about=name)
    return team


def rename(*, team: Team, name: str, by: User, now: datetime) -> None:
    """Gives a team another name; FurikaeriError where another has it."""
    if team.name == name:
        return
    _free(name, other_than=team)
    before, team.name = team.name, name
    team.save(update_fields=["name"])
    note(what="team-renamed", by=by, now=now, about=name, detail={"from": before})


@transaction.atomic
def gather(*, team: Team, members: Iterable[User], by: User, now: datetime) -> None:
    """Makes these people the members of a team.

    A team may see private incidents, so nobody lets themselves in: FurikaeriError for who adds themselves to a team
    that ever had members, also one whose members they sent away before.
    """
    before = {p.pk: p for p in team.members.all()}
    after = {p.pk: p for p in members}
    if by.pk in after and by.pk not in before and (before or team.had_members):
        raise FurikaeriError(
            Text(
                "You can’t add yourself: what a private incident shows its team is for those alone who were let in. Ask somebody else to add you.",
                "自分自身を追加することはできません。チームに入ると、そのチームに公開された非公開のインシデントも見えるようになるためです。ほかの人に追加を依頼してください。",
            )
        )
    came = [after[pk] for pk in after.keys() - before.keys()]
    left = [before[pk] for pk in before.keys() - after.keys()]
    team.members.add(*came)
    team.members.remove(*left)
    if after and not team.had_members:
        team.had_members = True
        team.save(update_fields=["had_members"])
    for what, people in (("team-joined", came), ("team-left", left)):
        for person in people:
            note(what=what, by=by, now=now, about=team.name, detail={"person": person.email})


def _free(name: str, other_than: Team | None = None) -> None:
    others = Team.objects.filter(name__iexact=name)
    if (others.exclude(pk=other_than.pk) if other_than else others).exists():
        raise FurikaeriError(
            Text("There is a team “{name}” already.", "「{name}」というチームはすでにあります。").fill(name=name)
        )
