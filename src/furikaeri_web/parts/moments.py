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


def moment(us: int) -> datetime:
    """A moment of the core as a datetime in UTC, kept within the years a calendar can show."""
    least, most = -62_135_596_800_000_000, 253_402_300_799_000_000
    return datetime.fromtimestamp(min(max(us, least), most) / 1e6, UTC)
