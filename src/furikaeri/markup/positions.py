"""Offsets in code points to lines and columns, in code points or UTF-16 units, at the edge of the system only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Positions:
    """The line starts of one text."""

    source: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> Positions:
        """Reads the text once."""
        starts = [0]
        at = source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = source.find("\n", at + 1)
        return cls(source, tuple(starts))

    def line(self, offset: int) -> int:
        """1-based line of an offset."""
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        """1-based column of an offset, in code points."""
        return offset - self.starts[self.line(offset) - 1] + 1

    def utf16(self, offset: int) -> tuple[int, int]:
        """0-based line and 0-based UTF-16 unit, as the language server protocol counts."""
        line = self.line(offset) - 1
        before = self.source[self.starts[line] : offset]
        return line, len(before) + sum(c > "\uffff" for c in before)

    def offset_of_utf16(self, line: int, unit: int) -> int:
        """The offset of a 0-based line and UTF-16 unit; clipped to the line, as the protocol asks."""
        start = self.starts[min(line, len(self.starts) - 1)]
        end = self.source.find("\n", start)
        end = len(self.source) if end < 0 else end
        at = start
        while unit > 0 and at < end:
            unit -= 2 if self.source[at] > "\uffff" else 1
            at += 1
        return at
