"""What every row of the page may need to know of the others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from furikaeri.export.details import Related
    from furikaeri.export.strips import Strips
    from furikaeri.export.tags import Html
    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Account, Belief, Contest, Decision, KeyMoment, ViewState
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


def fragment(place: str) -> str:
    """The address of a row on the same page, by its anchor."""
    return f"#{place}"


class Hand(Protocol):
    """What a page that people work on puts into its rows; a copy to hand on has none and folds the details in."""

    def proposal(self, event: Event, related: Sequence[Related]) -> Html | None:
        """Proposals of rules that end at this event, to be judged."""

    def foot(self, event: Event) -> Html | None:
        """What stands in place of the folded details."""

    def turning(self, moment: KeyMoment) -> Html | None:
        """What can be done with a key moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a row may need to know of the others.

    `shown` are the events of this copy, `known` all of them. `roomy`: few enough rows for proposals and drawings.
    `link` gives the address of a row by its anchor; `states` how each event stood at the moment that is shown, if one is.
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
    link: Callable[[str], str] = fragment
    hand: Hand | None = None
    states: Mapping[str, ViewState] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def lang(self) -> Lang:
        """The language that the page speaks."""
        return self.clock.lang
