"""A text made out of another, with the way back: what stands where, and from where it came."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Woven:
    """`text`, in which some spans of a source were replaced; `source_span` leads back."""

    text: str
    _cuts: tuple[tuple[int, int, int, int], ...]  # where a replacement stands: text start, end, source start, end
    _starts: tuple[int, ...]

    def source_span(self, span: Span) -> Span:
        """Where words of `text` come from; words of a replacement come from what was replaced."""
        return Span(self._back(span.start, end=False), self._back(span.end, end=True))

    def _back(self, at: int, *, end: bool) -> int:
        n = bisect_right(self._starts, at if not end else at - 1) - 1
        if n < 0:
            return at
        start, stop, source_start, source_end = self._cuts[n]
        if start <= at < stop or (end and start < at <= stop):
            return source_end if end else source_start
        return source_end + (at - stop)


def woven(source: str, replaced: Iterable[tuple[Span, str]]) -> Woven:
    """The source with each span, in order and apart from each other, replaced by its text."""
    out: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    at = length = 0
    for span, text in replaced:
        kept = source[at : span.start]
        length += len(kept)
        out += [kept, text]
        cuts.append((length, length + len(text), span.start, span.end))
        length += len(text)
        at = span.end
    out.append(source[at:])
    return Woven("".join(out), tuple(cuts), tuple(c[0] for c in cuts))


def utf16(text: str, offsets: Iterable[int]) -> dict[int, int]:
    """For each offset in code points, the offset in UTF-16 units, as browsers count."""
    found: dict[int, int] = {}
    at = units = 0
    for offset in sorted(set(offsets)):
        units += offset - at + sum(c > "\uffff" for c in text[at:offset])
        at = offset
        found[offset] = units
    return found
