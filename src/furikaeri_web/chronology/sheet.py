"""The chronology laid out for one way of looking at it: rows with their bars, cut into windows; kept while it holds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from furikaeri.chronology.linearise import LEVELS, Level, chosen_events
from furikaeri.chronology.view import as_seen, view
from furikaeri.export.course import Entry, Happening, course
from furikaeri.export.drawing import columns, kinds_of, scene_of
from furikaeri.export.edition import Edition
from furikaeri.export.rows import rows
from furikaeri.export.scene import Scene, anchor
from furikaeri.export.wallclock import wall_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri.export.scene import Hand
    from furikaeri.export.tags import Html
    from furikaeri.model.chronology import Chronology, ViewAt
    from furikaeri.model.event import Event
    from furikaeri.text import Lang
    from furikaeri_web.chronology.asked import Asked
    from furikaeri_web.chronology.selectors import Course

_HELD = 40_000  # entries of all sheets kept in memory together: about 60 MB


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a sheet: its entries from `start` up to `stop`; the anchors where those before and after begin, if any."""

    start: int
    stop: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A chronology as one look shows it.

    `chronology` holds all that this look may tell: today's, or what was in view at a moment (`seen` counts the states).
    `counts`: how many events each level has. `places`: the row of every event that is shown, by its anchor.
    """

    course: Course
    chronology: Chronology
    seen: ViewAt | None
    counts: Mapping[Level, int]
    shown: tuple[Event, ...]
    entries: tuple[Entry, ...]
    scene: Scene
    places: Mapping[str, int]

    def window(self, asked: Asked) -> Window:
        """The part that is asked for: from an event on, or around the one that is looked at; else the beginning."""
        happens = [n for n, entry in enumerate(self.entries) if isinstance(entry, Happening)]
        if not happens:
            return Window(0, len(self.entries), "", "")
        first = self.places.get(asked.start)
        if first is None:
            looked = self.places.get(asked.event, 0)
            first = looked // asked.limit * asked.limit
        last = min(first + asked.limit, len(happens))
        start = 0 if first == 0 else happens[first - 1] + 1
        stop = len(self.entries) if last == len(happens) else happens[last - 1] + 1
        before = anchor(self.shown[max(0, first - asked.limit)].id) if first else ""
        after = anchor(self.shown[last].id) if last < len(happens) else ""
        return Window(start, stop, before, after)

    def rows(self, window: Window, hand: Hand, link: Callable[[str], str]) -> list[Html]:
        """The rows of a window as HTML, with what can be done with them."""
        return list(rows(self.entries, replace(self.scene, hand=hand, link=link), window.start, window.stop))

    def event(self, place: str) -> Event | None:
        """The event of an anchor, if this look may tell of it."""
        return _anchors(self.chronology).get(place)

    @property
    def columns(self) -> int:
        """How many columns the strip has."""
        return max(self.scene.lanes.values(), default=1)

    @property
    def heads(self) -> list[tuple[int, str]]:
        """The name over each column."""
        found: dict[int, str] = {}
        for lane, column in self.scene.lanes.items():
            found.setdefault(column, self.scene.lane_names[lane])
        return sorted(found.items())


def sheet(course: Course, asked: Asked, lang: Lang) -> Sheet:
    """The sheet of a look."""
    key = (
        course.incident, asked.level, asked.zone, asked.lanes, asked.kinds, asked.at, asked.group, lang,
    )  # fmt: skip
    held = _memory.get(key)
    if held is None or held.course is not course:
        held = _laid_out(course, asked, lang)
        _memory.put(key, held)
    return held


def _laid_out(course_: Course, asked: Asked, lang: Lang) -> Sheet:
    chronology, seen = course_.chronology, None
    if asked.at is not None:
        seen = view(chronology, asked.at, asked.group or None)
        chronology = as_seen(chronology, asked.at, asked.group or None, lang=lang)
    at_level = {level: chosen_events(chronology, level) for level in LEVELS}
    shown = at_level[asked.level]
    if asked.lanes or asked.kinds:
        kinds = kinds_of(chronology)
        shown = tuple(
            event
            for event in shown
            if (not asked.lanes or event.lane in asked.lanes)
            and (not asked.kinds or (kinds[event.id] or "none") in asked.kinds)
        )
    cut = Edition(None, chronology, asked.zone, shown)
    entries = course(chronology, shown)
    scene = scene_of(cut, wall_clock(asked.zone, lang, seconds=asked.level == "raw"), entries)
    return Sheet(
        course=course_,
        chronology=chronology,
        seen=seen,
        counts={level: len(events) for level, events in at_level.items()},
        shown=shown,
        entries=entries,
        scene=replace(scene, lanes=columns(cut), states=seen.states if seen else {}),
        places={anchor(event.id): n for n, event in enumerate(shown)},
    )


def _anchors(chronology: Chronology) -> Mapping[str, Event]:
    return {anchor(event.id): event for event in chronology.events}


class _Memory:
    """The sheets used last, up to a number of entries altogether."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[object, ...], Sheet] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> Sheet | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            return None

    def put(self, key: tuple[object, ...], sheet: Sheet) -> None:
        with self._lock:
            for old in [k for k, v in self._held.items() if k[0] == key[0] and v.course is not sheet.course]:
                del self._held[old]
            self._held[key] = sheet
            self._held.move_to_end(key)
            while len(self._held) > 1 and sum(len(s.entries) + 50 for s in self._held.values()) > _HELD:
                self._held.popitem(last=False)


_memory = _Memory()
