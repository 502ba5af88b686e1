"""One incident's events, indexed once for all rules; what a rule of relations is."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from furikaeri.chronology.bounds import accepted, bounds, clock_names, system
from furikaeri.chronology.signs import Phase, by_machine, is_alert, is_change, phase
from furikaeri.chronology.ties import in_order
from furikaeri.chronology.tokens import keys, names, words
from furikaeri.registry import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from furikaeri.chronology.bounds import Bounds
    from furikaeri.model.chronology import Assessment, Clock, Relation
    from furikaeri.model.event import Event, EventKind
    from furikaeri.text import Text


class _Read(dict[str, set[str]]):
    """By event id, what was read from the event, once."""

    def __init__(self, events: Mapping[str, Event], read: Callable[[Event], set[str]]) -> None:
        super().__init__()
        self._events, self._read = events, read

    def __missing__(self, id_: str) -> set[str]:
        self[id_] = found = self._read(self._events[id_])
        return found


class Scene:
    """The events in order of their beginnings (accepted clocks reckoned with), and every index a rule may ask for.

    Built once per chronology; a rule must stay linear: ask by key, by word or by window, never all against all.
    """

    def __init__(
        self,
        events: Iterable[Event],
        assessments: Mapping[str, Assessment] | None = None,
        clocks: Iterable[Clock] = (),
    ) -> None:
        known = sorted(events, key=lambda event: event.id)
        self.clock = clock_names(known)
        moved = accepted(clocks)
        self.spans: dict[str, Bounds] = {event.id: bounds(event, self.clock[event.id], moved) for event in known}
        at = {id_: span.lo for id_, span in self.spans.items()}
        self.at = at
        self.events: tuple[Event, ...] = tuple(in_order(known, at))
        self.times = [at[event.id] for event in self.events]
        self.by_id = {event.id: event for event in self.events}
        self.assessments: Mapping[str, Assessment] = assessments or {}
        self.phase: dict[str, Phase] = {event.id: phase(event) for event in self.events}
        self.machine = {event.id: by_machine(event) for event in self.events}
        self._word_times: dict[str, list[int]] = {}

    def kind(self, event: Event) -> EventKind | None:
        """The kind the record or a person states, else the machine's reading, else None."""
        if event.kind is not None:
            return event.kind
        read = self.assessments.get(event.id)
        return read.kind if read else None

    @cached_property
    def system(self) -> dict[str, str]:
        """By event id, what recorded it: the source, or the file where any system may have written it."""
        return {event.id: system(event) for event in self.events}

    @cached_property
    def words(self) -> dict[str, set[str]]:
        """By event id, the words of its text and of the parts of the system it names."""
        return {event.id: words(event.text) | names(event) for event in self.events}

    @cached_property
    def people(self) -> frozenset[str]:
        """The words of people's names: they tell who, never what."""
        return frozenset(word for name in {e.actor for e in self.events if e.lane == "people"} for word in words(name))

    @cached_property
    def keys(self) -> Mapping[str, set[str]]:
        """By event id, the ids and addresses it carries; read when asked for, since few rules ask for all."""
        return _Read(self.by_id, keys)

    @cached_property
    def frequency(self) -> Counter[str]:
        """How many events have each word."""
        return Counter(word for found in self.words.values() for word in found)

    @cached_property
    def weights(self) -> dict[str, float]:
        """How telling each word is here: 0 where every event has it, 1 where one alone has it."""
        total = math.log(1 + len(self.events)) or 1.0
        return {word: 1 - math.log(n) / total for word, n in self.frequency.items()}

    def window(self, lo: int, hi: int) -> Iterator[Event]:
        """The events that began from `lo` up to and including `hi` µs."""
        return iter(self.events[bisect_left(self.times, lo) : bisect_right(self.times, hi)])

    @cached_property
    def by_key(self) -> dict[str, list[Event]]:
        """For every id or address, the events that carry it, in time order."""
        return self._turned(self.keys)

    @cached_property
    def by_word(self) -> dict[str, list[Event]]:
        """For every word, the events that carry it, in time order."""
        return self._turned(self.words)

    @cached_property
    def crossing(self) -> frozenset[str]:
        """The words that more than one system has: only they can tell that two records speak of one happening."""
        place = self.system
        return frozenset(
            word
            for word, carriers in self.by_word.items()
            if any(place[event.id] != place[carriers[0].id] for event in carriers)
        )

    @cached_property
    def alerts(self) -> tuple[Event, ...]:
        """The alerts that open, in time order."""
        return tuple(e for e in self.events if is_alert(e) and self.phase[e.id] in {"open", ""} and self.machine[e.id])

    @cached_property
    def changes(self) -> tuple[Event, ...]:
        """The changes, in time order."""
        return tuple(event for event in self.events if is_change(event))

    @cached_property
    def alert_ids(self) -> frozenset[str]:
        """The ids of the alerts that open."""
        return frozenset(event.id for event in self.alerts)

    def following(self, word: str, lo: int, hi: int, most: int) -> list[Event]:
        """Up to `most` events with a word that began from `lo` to `hi` µs, in time order."""
        carriers = self.by_word.get(word, ())
        times = self._word_times.get(word)
        if times is None:
            times = self._word_times[word] = [self.at[event.id] for event in carriers]
        start = bisect_left(times, lo)
        return list(carriers[start : min(bisect_right(times, hi), start + most)])

    def changes_between(self, lo: int, hi: int) -> tuple[Event, ...]:
        """The changes that began from `lo` to `hi` µs, in time order."""
        return self.changes[bisect_left(self._change_times, lo) : bisect_right(self._change_times, hi)]

    @cached_property
    def _change_times(self) -> list[int]:
        return [self.at[event.id] for event in self.changes]

    def _turned(self, marks: Mapping[str, set[str]]) -> dict[str, list[Event]]:
        turned: dict[str, list[Event]] = {}
        for event in self.events:
            for mark in marks[event.id]:
                turned.setdefault(mark, []).append(event)
        return turned


def default_reading() -> Callable[[Sequence[Event]], Mapping[str, Assessment]]:
    """How messages are read where nobody hands in readings: loaded only then, since its word lists take time."""
    from furikaeri.chronology.assess import assess  # noqa: PLC0415  # see above

    return assess


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way to see that two events belong together. It proposes, with a score and its reason; a person judges."""

    name: str
    title: Text
    propose: Callable[[Scene], Iterator[Relation]]


def rules() -> Mapping[str, Rule]:
    """All rules of relation by name; one file each in `chronology/rules`."""
    return discover("furikaeri.chronology.rules", Rule)
