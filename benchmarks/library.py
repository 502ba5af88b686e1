"""Fills an installation of the web application with invented incidents, events and reviews, as a large company has them.

usage: python -m benchmarks.library [--incidents N] [--events N] [--reviews N]    (FURIKAERI_DATA, FURIKAERI_DATABASE say where)

Prints a session key with which the pages can be asked for.
"""

# ruff: noqa: E402  # Django must be set up before its models are imported
from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "furikaeri_web.project.settings")

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import transaction

from furikaeri.model.event import Event, InView
from furikaeri.model.timespan import TimeSpan
from furikaeri.store.adding import key_of
from furikaeri.store.body import packed
from furikaeri_web.accounts.models import User
from furikaeri_web.evidence import finding
from furikaeri_web.evidence.models import EventRow, Item
from furikaeri_web.incidents.finding import put_words
from furikaeri_web.incidents.models import Incident, Service, SeverityChange
from furikaeri_web.reviews.models import Covers, Review, Revision
from furikaeri_web.search.indexing import put_review

THINGS = ["checkout", "login", "search", "basket", "ledger", "gateway", "決済", "在庫", "認証", "配送", "検索", "予約"]
STATES = [
    "answers slowly",
    "refuses tokens",
    "is back to normal",
    "loses connections",
    "が応答しない",
    "の遅延が増えている",
    "が復旧した",
    "でエラーが出ている",
]
PEOPLE = ["Mio", "Ken", "Ines", "Noor", "佐々木", "田村"]
START = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> int:
    """0 once all is there."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--incidents", type=int, default=10_000)
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--reviews", type=int, default=5_000)
    asked = ask.parse_args()
    call_command("migrate", interactive=False, verbosity=0)
    chance = random.Random(20)
    user = User.objects.filter(email="reader@example.test").first() or User.objects.create_user(
        "reader@example.test", "a long password", name="Reader", zone="Asia/Tokyo"
    )
    for told, fill in (
        ("incidents", lambda: _incidents(asked.incidents, user, chance)),
        ("events", lambda: _events(asked.events, chance)),
        ("reviews", lambda: _reviews(asked.reviews, user, chance)),
    ):
        begun = time.perf_counter()
        fill()
        print(f"{told}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    print(_session(user))
    return 0


def _incidents(count: int, user: User, chance: random.Random) -> None:
    services = [Service.objects.get_or_create(name=f"{thing}-{n}")[0] for thing in THINGS for n in range(4)]
    have = Incident.objects.count()
    with transaction.atomic():
        made = Incident.objects.bulk_create(
            Incident(
                number=have + n + 1,
                title=f"{chance.choice(THINGS)} {chance.choice(STATES)}",
                severity=chance.choice(["SEV-1", "SEV-2", "SEV-3"]),
                declared_at=START + timedelta(minutes=300 * n),
                began=START + timedelta(minutes=300 * n - 9),
                declared_by=user,
                owner=user,
                zone="Asia/Tokyo",
                private=n % 50 == 0,
                phase=chance.choice(Incident.Phase.values),
            )
            for n in range(have, count)
        )
        Incident.services.through.objects.bulk_create(
            [Incident.services.through(incident=i, service=chance.choice(services)) for i in made], batch_size=2_000
        )
        SeverityChange.objects.bulk_create(
            [SeverityChange(incident=i, severity=i.severity, at=i.declared_at, by=user) for i in made], batch_size=2_000
        )
        for incident in made:
            put_words(incident)


def _events(count: int, chance: random.Random) -> None:
    incidents = list(Incident.objects.order_by("number"))
    each = max(1, count // len(incidents))
    for incident in incidents:
        if EventRow.objects.filter(incident=incident).exists():
            continue
        item = Item.objects.create(
            incident=incident, digest=f"{incident.pk:064x}", name="chat.jsonl", size=each * 200, media_type="application/jsonl",
            source="jsonl", added_at=incident.declared_at, events=each,
        )  # fmt: skip
        events = list(_happenings(incident, each, chance))
        rows = EventRow.objects.bulk_create(
            EventRow(
                incident=incident,
                item=item,
                key=key_of(e.id),
                mark=0,
                lo=e.span.lo,
                hi=e.span.hi,
                source=e.source,
                lane=e.lane,
                locator=e.locator,
                body=body,
            )
            for e, body in zip(events, packed(events), strict=True)
        )
        finding.put_words(zip((r.pk for r in rows), events, strict=True))


def _happenings(incident: Incident, count: int, chance: random.Random) -> Iterator[Event]:
    at = round(incident.declared_at.timestamp() * 1e6)
    for n in range(count):
        at += chance.randrange(5_000_000, 90_000_000)
        lane = chance.choice(["people", "people", "people", "alerts", "systems", "changes"])
        yield Event(
            id=f"bench:{incident.number}:{n}", source="bench", span=TimeSpan(at, at, 1_000_000), lane=lane,
            text=f"{chance.choice(THINGS)} {chance.choice(STATES)} (r{chance.randrange(9999)})",
            actor=chance.choice(PEOPLE) if lane == "people" else "", in_view=(InView("on-call", at, at, "delivered"),),
            evidence=f"{incident.pk:064x}", locator=f"chat.jsonl#line={n + 1}", facts={"service": chance.choice(THINGS)},
        )  # fmt: skip


def _reviews(count: int, user: User, chance: random.Random) -> None:
    incidents = list(Incident.objects.order_by("number")[:count])
    for incident in islice(incidents, Review.objects.count(), count):
        text = _text(incident.title, chance)
        at = incident.declared_at + timedelta(days=3)
        review = Review.objects.create(
            title=incident.title, markdown=text, opening=text[:200], status=chance.choice(Review.Status.values), owner=user, made_by=user,
            made_at=at, changed_at=at, published_at=at, template="pagerduty",
        )  # fmt: skip
        Covers.objects.create(review=review, incident=incident)
        Revision.objects.create(review=review, version=1, title=review.title, markdown=text, by=user, at=at)
        put_review(review)


def _text(title: str, chance: random.Random) -> str:
    def said(n: int) -> str:
        return " ".join(f"The {chance.choice(THINGS)} {chance.choice(STATES)}." for _ in range(n))

    return (
        f"# {title}\n\n## Overview\n\n{said(3)}\n\n## What happened\n\n{said(12)}\n\n## Contributing factors\n\n- {said(2)}\n- {said(2)}\n\n"
        f"## Impact\n\n| Measure | Value |\n|---|---|\n| requests refused | {chance.randrange(9999)} of 120000 |\n\n"
        f"## What went well\n\n- {said(1)}\n\n## Action items\n\n| Action | Owner | Due |\n|---|---|---|\n"
        f"| Reject a release whose {chance.choice(THINGS)} check fails | platform | 2026-12-01 |\n"
    )


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    sys.exit(main())
