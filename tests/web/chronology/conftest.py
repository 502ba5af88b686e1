"""The sample incidents, brought in as anybody brings a bundle in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from furikaeri.bundle.sample import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident


@pytest.fixture
def bring(
    alice: User,
    tmp_path: Path,
    now: datetime,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> Callable[[str], Incident]:
    """Brings a sample in by its name; Alice owns it."""
    from furikaeri_web.evidence.bundles import import_bundle

    def brought(name: str) -> Incident:
        with django_capture_on_commit_callbacks(execute=True):  # its records are read once it is committed
            incident = import_bundle(load(name, tmp_path / name, now=now).path, alice, now)
        incident.refresh_from_db()
        return incident

    return brought


@pytest.fixture
def shelves(bring: Callable[[str], Incident]) -> Incident:
    """One of the samples."""
    return bring("empty-shelves")
