"""What policy is made of."""

from __future__ import annotations

from datetime import date, time
from typing import Literal

import msgspec

from furikaeri.text import Text

Phase = Literal["detection", "response", "remediation", "analysis", "readiness"]
Unit = Literal["h", "d", "b"]


class Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A severity that is offered, and what it means."""

    key: str
    means: Text


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an incident's own record may say about a criterion; see triage.toml."""

    severity: tuple[str, ...] = ()
    near_miss: bool = False
    minutes: int = 0
    quiet_days: int = 0


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reason why an incident deserves a review."""

    key: str
    asks: Text
    because: Text
    source: str = ""
    known: Known = Known()


class Span(msgspec.Struct, frozen=True):
    """A length of time: hours, days, or working days; none at all is `Span(0, "h")`."""

    n: int
    unit: Unit

    @property
    def hours(self) -> int:
        """Its length in hours; a working day counts as a day."""
        return self.n if self.unit == "h" else 24 * self.n


class StepRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the process and when it is due; see process.toml."""

    key: str
    title: Text
    why: Text
    phase: Phase
    source: str = ""
    after: str = ""
    before: str = ""
    within: str = ""
    earliest: str = ""
    by_severity: dict[str, str] = {}
    working: bool = False
    review: bool = False
    done_by: Literal["", "triage"] = ""


class Calendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which days are worked, and when they begin and end."""

    day_begins: time = time(9)
    day_ends: time = time(18)
    rest: frozenset[int] = frozenset({5, 6})
    country: str = ""
    region: str = ""
    extra: frozenset[date] = frozenset()
