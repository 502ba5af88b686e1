"""In which zone a timeline's clocks are read, from what the document says near it and elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from furikaeri.markup.clocks import half_width
from furikaeri.markup.plain import plain
from furikaeri.markup.zones import WrittenZone, zone_of_city, zones

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.timeline_entries import Entry
    from furikaeri.text import Span

_NOTE = re.compile(
    r"\b(?:all|any|the|these|listed|following|local)?\s*(?:date.?)?times?(?:stamps?)?\b[^.\n]{0,60}"
    r"\b(?:in|are|is|use|using|shown|zone)\b|\btimes? ?zone\b|\btimes?:|\ball (?:events|entries)\b"
    r"|時刻|時間|タイムゾーン|日時|タイムスタンプ",
    re.IGNORECASE,
)
# Elsewhere in the document only a sentence that speaks of all its times counts.
_NOTE_FOR_ALL = re.compile(
    r"\b(?:all|listed|these|following)\b[^.]{0,20}\b(?:date|time|event|timestamp)s?\b"
    r"|\btimes?(?:stamps?)? (?:are|is|listed|shown|given|in|below)\b|\btimes? ?zone ?[:=]"
    r"|(?:全|すべて|記載|表記|本文|本書|以下)[^。]{0,12}(?:時刻|日時|時間)"
    r"|(?:時刻|日時|時間)[^。]{0,8}(?:表記|記載|すべて|全て)|※[^。]{0,10}(?:時刻|日時|時間)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2}):(\d\d)(?::\d\d)?[ ]?([ap]\.?m\b\.?)?[ ]?\(?", re.IGNORECASE)
_SHORT = 160


@dataclass(frozen=True, slots=True)
class DefaultZone:
    """A zone for entries that state none.

    `basis`: near (heading, note), entries, note (elsewhere), clock (the same reading told elsewhere), prose, "" (none).
    """

    zone: tzinfo | None = None
    words: str = ""
    basis: str = ""


class ZoneFinder:
    """Answers for one document; what stands in code says nothing about the people's clocks."""

    def __init__(
        self, source: str, parts: Sequence[Block], timelines: Sequence[Span], entries: Sequence[Entry]
    ) -> None:
        self.source = source
        self.entries = entries
        worded = [n for n, b in enumerate(parts) if b.kind in {"paragraph", "item", "row", "heading"}]
        inside = {n for span in timelines for n in range(*span)}
        texts = {n: half_width(plain(source, parts[n].pieces).text) for n in worded}
        self.texts = list(texts.values())
        self.prose = [
            texts[n] for n in worded if n not in inside and parts[n].kind != "heading" and not parts[n].quoted
        ]

    def default(self, titles: Sequence[str], notes: Sequence[str]) -> DefaultZone:
        """The zone of entries that state none, and where it was found; none where nothing settles it."""
        near = next((z for t in titles for z in zones(t, self.source)), None) or self._noted(notes, _NOTE, short=_SHORT)
        return self._elsewhere if near is None else DefaultZone(near.zone, near.words, "near")

    @cached_property
    def _elsewhere(self) -> DefaultZone:
        ways: tuple[tuple[str, Callable[[], WrittenZone | None]], ...] = (
            ("entries", self._in_entries),
            ("note", lambda: self._noted(self.texts, _NOTE_FOR_ALL, short=0)),
            ("clock", self._of_the_same_clock),
            ("prose", self._in_prose),
        )
        for basis, find in ways:
            if (found := find()) is not None:
                return DefaultZone(found.zone, found.words, basis)
        return DefaultZone()

    def _noted(self, texts: Sequence[str], note: re.Pattern[str], *, short: int) -> WrittenZone | None:
        for text in texts:
            line = half_width(text[:2000]).replace("\n", " ")
            for zone in zones(line, self.source):
                if note.search(line[max(0, zone.start - 60) : zone.end + 30]) or len(line) <= short:
                    return zone
            if (city := zone_of_city(line)) is not None:
                return city
        return None

    def _in_entries(self) -> WrittenZone | None:
        """The zone of the entries that state one, where those agree."""
        stated = [z for e in self.entries if e.time is not None and (z := e.time.zone or e.zone) is not None]
        return stated[0] if stated and len({z.words.upper() for z in stated}) == 1 else None

    def _in_prose(self) -> WrittenZone | None:
        """The one zone in which the rest of the document tells its clock readings, where there is only one."""
        stated: list[WrittenZone] = []
        for text in self.prose:
            for m in _CLOCK.finditer(text):
                after = zones(text, self.source, m.end(), m.end() + 30)
                if after and after[0].start <= m.end() + 1:
                    stated.append(after[0])
        return stated[0] if stated and len({str(z.zone) for z in stated}) == 1 else None

    def _of_the_same_clock(self) -> WrittenZone | None:
        """A clock reading told elsewhere with its zone ("at 14:05 JST") that is also an entry's."""
        clocks = {
            (e.time.clock.hour, e.time.clock.minute)
            for e in self.entries
            if e.time is not None and e.time.clock is not None
        }
        for text in self.texts:
            for m in _CLOCK.finditer(text):
                hour = int(m[1])
                if m[3] and hour <= 12:
                    hour = hour % 12 + (12 if m[3].lower().startswith("p") else 0)
                if (
                    (hour, int(m[2])) in clocks
                    and (z := next(iter(zones(text, self.source, m.end(), m.end() + 12)), None))
                    and z.start <= m.end() + 1
                ):
                    return z
        return None
