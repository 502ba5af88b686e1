"""The sample incidents and people of a demo."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from furikaeri.bundle.sample import load, samples
from furikaeri.text import Text
from furikaeri_web.accounts.models import Team, User
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.evidence.bundles import import_bundle
from furikaeri_web.parts.moments import now
from furikaeri_web.reviews.services.making import begin

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri.text import Lang
    from furikaeri_web.incidents.models import Incident

PEOPLE = (
    (settings.DEMO_PERSON[0], "Mio", User.Role.MEMBER, "en"),
    ("ken@example.com", "佐々木 健", User.Role.FACILITATOR, "ja"),
    ("ada@example.com", "Ada", User.Role.ADMINISTRATOR, "en"),
)


def load_demo(say: Callable[[Text], None]) -> None:
    """Fills an empty installation with sample people and incidents; one that holds anybody stays as it is."""
    if User.objects.exists():
        return
    house = organisation()
    house.name, house.zone = "Sample & Co.", "Asia/Tokyo"
    house.save()
    people = [
        User.objects.create_user(email, settings.DEMO_PERSON[1], name=name, role=role, lang=lang, zone="Asia/Tokyo")
        for email, name, role, lang in PEOPLE
    ]
    Team.objects.create(name="Platform").members.set(people)
    at_once = getattr(settings, "JOBS_AT_ONCE", False)
    settings.JOBS_AT_ONCE = True  # the records are read before the first page is asked for
    try:
        for n, name in enumerate(samples()):
            _bring(name, people[n % 2])
    finally:
        settings.JOBS_AT_ONCE = at_once
    say(
        Text(
            "Sign in as {email} with the password {password}; everything in here is made up.",
            "{email}、パスワード {password} でサインインできます。中身はすべて架空です。",
        ).fill(email=PEOPLE[0][0], password=settings.DEMO_PERSON[1])
    )


def _bring(name: str, owner: User) -> Incident:
    """One sample incident with a first draft of its review."""
    at = now()
    with tempfile.TemporaryDirectory() as place:
        bundle = load(name, Path(place) / name, now=at)
        incident = import_bundle(bundle.path, owner, at - timedelta(hours=20))
    lang: Lang = "ja" if incident.lang == "ja" else "en"
    begin(incidents=[incident], by=owner, now=at, lang=lang)
    return incident
