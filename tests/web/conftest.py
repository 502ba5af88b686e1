"""Alice owns, Bob is a member, Charlie must see nothing; on SQLite, and on PostgreSQL where `--postgres` is given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident

NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    """Bytes of every test in a folder of its own; jobs are done when they are asked for."""
    import dataclasses

    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data=tmp_path / "data")
    settings.JOBS_AT_ONCE = True


def _person(email: str, name: str, role: str = "member") -> User:
    from furikaeri_web.accounts.models import User

    return User.objects.create_user(email, None, name=name, role=role)


@pytest.fixture
def alice(db: None) -> User:
    """Owns things."""
    return _person("alice@example.test", "Alice")


@pytest.fixture
def bob(db: None) -> User:
    """A member who is let in."""
    return _person("bob@example.test", "Bob")


@pytest.fixture
def charlie(db: None) -> User:
    """A member who is not."""
    return _person("charlie@example.test", "Charlie")


@pytest.fixture
def facilitator(db: None) -> User:
    """Prepares meetings."""
    return _person("fay@example.test", "Fay", "facilitator")


@pytest.fixture
def admin(db: None) -> User:
    """Looks after people; sees no private incident for that."""
    return _person("ada@example.test", "Ada", "administrator")


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def as_alice(alice: User) -> Client:
    """Alice's browser."""
    return _client(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    """Bob's browser."""
    return _client(bob)


@pytest.fixture
def as_charlie(charlie: User) -> Client:
    """Charlie's browser."""
    return _client(charlie)


@pytest.fixture
def as_facilitator(facilitator: User) -> Client:
    """The facilitator's browser."""
    return _client(facilitator)


@pytest.fixture
def as_admin(admin: User) -> Client:
    """The administrator's browser."""
    return _client(admin)


@pytest.fixture
def incident(alice: User) -> Incident:
    """An incident open to the organisation."""
    from furikaeri_web.incidents.services import declare

    return declare(
        title="Shelves showed stock that was not there",
        by=alice,
        now=NOW,
        severity="SEV-2",
        services=["shop"],
        zone="Asia/Tokyo",
    )


@pytest.fixture
def private_incident(alice: User, bob: User) -> Incident:
    """A private incident of Alice's, into which Bob is let."""
    from furikaeri_web.incidents.services import declare

    found = declare(
        title="Zanzibar ledger", by=alice, now=NOW, private=True, services=["zanzibar-ledger"], tags=["zanzibar"]
    )
    found.people.add(bob)
    return found


@pytest.fixture
def now() -> datetime:
    """The moment of the tests."""
    return NOW


@pytest.fixture
def committed(django_capture_on_commit_callbacks: object) -> Iterator[None]:
    """What is done once the test's writing is committed is done at the end of the `with`/test body."""
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's context manager
        yield
