"""What a document says about days: how its 3/2 reads, its year, the day of entries that state none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.markup.clocks import half_width
from furikaeri.markup.dates import dates
from furikaeri.markup.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.dates import WrittenDate

_FOR_ALL = re.compile(r"\b(?:unless|all|every|otherwise)\b|すべて|全て|特に断り|特記", re.IGNORECASE)
_HYPHEN = re.compile(r"-(?=(?:19|20)\d\d-\d\d-\d\d(?!\d))")  # "outage-2016-04-11"
_DAY_FIRST = re.compile(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/\d{1,2}/(?:20)?\d\d(?!\d)")


class Calendar:
    """What the document says about days: how 3/2 reads, its year, its day."""

    def __init__(self, source: str, parts: Sequence[Block], file: str) -> None:
        text = half_width(source[:200_000])
        self.day_first = _DAY_FIRST.search(text) is not None
        head = [plain(source, b.pieces).text for b in parts if b.kind == "heading"][:1]
        front = next(
            (source[b.pieces[0].start : b.pieces[-1].end] for b in parts if b.kind == "front-matter" and b.pieces), ""
        )
        title = re.search(r"(?m)^title\s*[:=]\s*(.*)$", front)
        name = re.sub(r"[_]+", " ", file.rsplit("/", 1)[-1])
        prose = [plain(source, b.pieces).text for b in parts if b.kind in {"paragraph", "item", "row"}][:40]
        self.titled = self._first([*head, title[1] if title else ""])
        self.told = self._first(prose)
        self.named = self._earliest([name, re.sub(r"(?<=\d{4})[ -](?=\d\d[ -]\d\d)|(?<=\d\d)[ ](?=\d\d)", "-", name)])
        self.fronted = self._first([front])
        self.stated = next((d for d in (self.titled, self.told, self.named, self.fronted) if d), None)

    def _first(self, texts: Sequence[str]) -> date | None:
        for text in texts:
            for written in dates(half_width(text[:2000]), day_first=self.day_first):
                if (day := written.on(None)) and 1990 <= day.year <= 2100:
                    return day
        return None

    def _earliest(self, names: Sequence[str]) -> date | None:
        """The first of a name's days: one that tells two tells when the incident was and when the report."""
        parted = [_HYPHEN.sub(" ", name[:400]) for name in names]
        told = [day for name in parted for w in dates(name, day_first=self.day_first) if (day := w.on(None))]
        return min((day for day in told if 1990 <= day.year <= 2100), default=None)

    def day(self, written: WrittenDate, near: date | None) -> date | None:
        """The calendar day of a written date; the year from the row before (`near`) or the document if it has none."""
        if near is not None:
            return written.near(near)
        return written.on(None) if self.stated is None else written.told_by(self.stated)

    def noted(self, notes: Sequence[str]) -> date | None:
        """The day that a note states for every entry without its own."""
        for text in notes:
            if _FOR_ALL.search(text) and (found := dates(half_width(text[:400]), day_first=self.day_first)):
                return self.day(found[0], None)
        return None

    def base(self, titles: Sequence[str], notes: Sequence[str]) -> date | None:
        """The day of entries that state none: from the headings around, a note, the document's title, text or name."""
        for text in (*titles, *(n for n in notes if len(n) < 400)):
            for written in dates(half_width(text[:400]), day_first=self.day_first):
                if day := self.day(written, None):
                    return day
        return self.stated
