"""What a reader asks of the chronology: which level, which lanes, which clock, at which moment, from which row on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from furikaeri.bundle.moments import moment_at
from furikaeri.chronology.linearise import LEVELS, Level
from furikaeri.chronology.written import wall_clock
from furikaeri.model.event import EventKind
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from furikaeri.model.chronology import Chronology
    from furikaeri_web.accounts.models import User

Clock = Literal["incident", "mine", "utc"]
CLOCKS: tuple[Clock, ...] = get_args(Clock)
KINDS: tuple[EventKind, ...] = get_args(EventKind)
WINDOW, WIDEST = 200, 500
_SHORT = 40
"""Events of a record so small that there is no need to choose among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One way to look at a chronology. As an address: `query()`, with single things changed.

    `clock` is whose time is told, `zone` its IANA name. `lanes`, `kinds`: only these, all where empty ("none" as a kind
    stands for events whose kind nobody has said). `at` (µs) shows what was in view then, to `group` or to anybody.
    `start` is the anchor of the first event of the window, `event` of the one that is looked at.
    """

    level: Level
    clock: Clock = "incident"
    zone: str = "UTC"
    lanes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    at: int | None = None
    group: str = ""
    start: str = ""
    event: str = ""
    limit: int = WINDOW
    stated: bool = False

    def query(self, **changes: object) -> str:
        """The address of this look, with some of it changed, as `?…`; only what differs from the usual is written."""
        asked = replace(self, **changes)  # type: ignore[arg-type]  # callers name fields
        pairs: list[tuple[str, str]] = []
        if asked.stated or "level" in changes:
            pairs.append(("level", asked.level))
        if asked.clock != "incident":
            pairs.append(("zone", asked.clock))
        pairs += [("lane", lane) for lane in asked.lanes]
        pairs += [("kind", kind) for kind in asked.kinds]
        if asked.at is not None:
            pairs.append(("at", self.local(asked.at)))
        pairs += [
            (name, value)
            for name, value in (("group", asked.group), ("from", asked.start), ("event", asked.event))
            if value
        ]
        if asked.limit != WINDOW:
            pairs.append(("limit", str(asked.limit)))
        return f"?{urlencode(pairs)}"

    def local(self, us: int) -> str:
        """A moment in the clock of this look, exact and with its offset: it means the same in every zone."""
        return wall_clock(us, ZoneInfo(self.zone)).isoformat()


def read(given: QueryDict, chronology: Chronology, user: User) -> Asked:
    """What an address asks; what it doesn't know is left out. FurikaeriError where a moment or a group can't be meant."""
    asked = around(given, chronology, user)
    words, group = given.get("at", "").strip(), given.get("group", "")
    if not words:
        return asked
    at = moment_at(words, asked.zone, chronology.events).lo
    known = {view.group for event in chronology.events for view in event.in_view}
    if group and group not in known:
        raise FurikaeriError(
            Text(
                "No record says that “{group}” was shown anything. Choose somebody else.",
                "「{group}」に何かが示された記録はありません。ほかの人たちを選んでください。",
            ).fill(group=group)
        )
    level = asked.level if asked.stated else "moments"
    return replace(asked, at=at, group=group, level=level)


def around(given: QueryDict, chronology: Chronology, user: User) -> Asked:
    """What an address asks but for the moment: everything known today."""
    clock: Clock = next((c for c in CLOCKS if c == given.get("zone")), "incident")
    zones: Mapping[Clock, str] = {"incident": chronology.zone, "mine": user.zone or "UTC", "utc": "UTC"}
    chosen = next((level for level in LEVELS if level == given.get("level")), None)
    usual: Level = "raw" if len(chronology.events) <= _SHORT else "story"
    limit = given.get("limit", "")
    return Asked(
        level=chosen or usual,
        stated=chosen is not None,
        clock=clock,
        zone=zones[clock],
        lanes=tuple(dict.fromkeys(lane for lane in given.getlist("lane") if lane in chronology.lanes)),
        kinds=tuple(dict.fromkeys(kind for kind in given.getlist("kind") if kind in {*KINDS, "none"})),
        start=given.get("from", "")[:40],
        event=given.get("event", "")[:40],
        limit=min(WIDEST, max(10, int(limit))) if limit.isascii() and limit.isdigit() and len(limit) < 6 else WINDOW,
    )
