"""One open document as the editor has it, edited in UTF-16 positions."""

from __future__ import annotations

from dataclasses import dataclass

from furikaeri.markup.positions import Positions
from furikaeri.text import Span

Place = tuple[int, int]  # 0-based line, 0-based UTF-16 unit


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one version of a document."""

    uri: str
    version: int
    positions: Positions

    @classmethod
    def of(cls, uri: str, version: int, text: str) -> Sheet:
        """A document as it was opened."""
        return cls(uri, version, Positions.of(text))

    @property
    def text(self) -> str:
        """The whole text."""
        return self.positions.source

    def edited(self, version: int, span: Span, text: str) -> Sheet:
        """The document with what stands at `span` replaced by `text`."""
        return Sheet.of(self.uri, version, self.text[: span.start] + text + self.text[span.end :])

    def offset(self, place: Place) -> int:
        """The code point offset of a place; one past the last line means the end of the text."""
        line, unit = place
        return len(self.text) if line >= len(self.positions.starts) else self.positions.offset_of_utf16(line, unit)

    def range(self, span: Span) -> tuple[Place, Place]:
        """Where a span of code points begins and ends."""
        return self.positions.utf16(span.start), self.positions.utf16(span.end)
