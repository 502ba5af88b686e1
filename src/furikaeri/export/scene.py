"""What every row of the page may need to know of the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from furikaeri.export.details import Related
    from furikaeri.export.strips import Strips
    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Account, Belief, Contest, Decision
    from furikaeri.model.event import Event, EventKind
    from furikaeri.text import Lang


@lru_cache(1 << 16)
def anchor(event: str) -> str:
    """The fragment of an event's row: the same in every copy, whatever the id holds."""
    return "e-" + blake2b(event.encode("utf-8", "replace"), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people said of the events, by event id."""

    accounts: Mapping[str, Sequence[Account]]
    contests: Mapping[str, Sequence[Contest]]
    beliefs: Mapping[str, Belief]
    decisions: Mapping[str, Decision]
    kinds: Mapping[str, EventKind | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a row may need to know of the others.

    `shown` are the events of this copy, `known` all of them. `roomy`: few enough rows for proposals and drawings.
    """

    clock: WallClock
    lanes: Mapping[str, int]
    lane_names: Mapping[str, str]
    strips: Strips
    bands: Mapping[int, int]
    told: Told
    related: Mapping[str, Sequence[Related]]
    shown: Mapping[str, Event]
    known: Mapping[str, Event]
    roomy: bool

    @property
    def lang(self) -> Lang:
        """The language that the page speaks."""
        return self.clock.lang
