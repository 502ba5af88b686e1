"""What time it is: one place, so that tests can say."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Now, in UTC; FURIKAERI_NOW states another moment, for tests and samples."""
    stated = os.environ.get("FURIKAERI_NOW", "")
    return datetime.fromisoformat(stated).astimezone(UTC) if stated else datetime.now(UTC)


def microseconds(at: datetime) -> int:
    """A moment as the core counts it: µs since 1970."""
    return round(at.timestamp() * 1_000_000)
