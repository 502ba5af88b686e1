"""When somebody may be written to: quiet hours and the hour of the digest, in their own zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from furikaeri_web.notices.models import Wishes


def quiet(wishes: Wishes, zone: str, now: datetime) -> bool:
    """Whether mail waits now. Hours that begin later than they end reach over midnight; equal ones are no hours."""
    start, end = wishes.quiet_from, wishes.quiet_until
    if start is None or end is None or start == end:
        return False
    clock = now.astimezone(ZoneInfo(zone)).hour
    return start <= clock < end if start < end else clock >= start or clock < end


def digest_moment(wishes: Wishes, zone: str, now: datetime) -> datetime:
    """When the hour of the digest last came: what happened before it and still waits goes into the digest.

    One that quiet hours hold back, or a server that was down, comes late rather than never.
    """
    here = now.astimezone(ZoneInfo(zone))
    today = here.replace(hour=wishes.digest_at, minute=0, second=0, microsecond=0)
    return today if today <= here else today - timedelta(days=1)
