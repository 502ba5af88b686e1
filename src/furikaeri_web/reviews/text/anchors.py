"""A passage found again by its words and those around it, in a text that was edited since."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from furikaeri.text import Span

_BLANK = re.compile(r"\s+")
_MOST = 200
"""So many places with the same words are compared."""
_NEAR = 12
"""Letters on either side by which a passage is found whose own words changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage stands now; `changed` where its own words are others now."""

    span: Span
    changed: bool


class Page:
    """A text as a reader sees it, searched without regard to blanks and line ends."""

    def __init__(self, text: str) -> None:
        self._bare: list[str] = []
        self._places: list[tuple[int, int]] = []  # where a run begins: in the bare text, in the text
        bare = at = 0
        for blank in _BLANK.finditer(text):
            bare = self._run(text, at, blank.start(), bare)
            at = blank.end()
        self._run(text, at, len(text), bare)
        self.bare = "".join(self._bare)

    def _run(self, text: str, start: int, end: int, bare: int) -> int:
        if start < end:
            self._bare.append(text[start:end])
            self._places.append((bare, start))
        return bare + end - start

    def find(self, quote: str, before: str = "", after: str = "") -> Found | None:
        """The place that fits best; None where the passage is gone."""
        wanted, lead, rest = (_BLANK.sub("", x) for x in (quote, before, after))
        if not wanted:
            return None
        best, at = (-1, -1), self.bare.find(wanted)
        for _ in range(_MOST):
            if at < 0:
                break
            fits = _shared(lead, self.bare[:at][-len(lead) or len(self.bare) :], "end") + _shared(
                rest, self.bare[at + len(wanted) : at + len(wanted) + len(rest)], "start"
            )
            best = max(best, (fits, -at))
            at = self.bare.find(wanted, at + 1)
        if best[0] >= 0:
            return Found(self._span(-best[1], -best[1] + len(wanted)), changed=False)
        return self._between(lead, rest, len(wanted))

    def _between(self, lead: str, rest: str, length: int) -> Found | None:
        """What stands now between the words that stood around the passage."""
        lead, rest = lead[-_NEAR:], rest[:_NEAR]
        if len(lead) < _NEAR // 2 or len(rest) < _NEAR // 2:
            return None
        start = self.bare.find(lead)
        if start < 0:
            return None
        start += len(lead)
        end = self.bare.find(rest, start, start + 3 * length + 40 + len(rest))
        return Found(self._span(start, end), changed=True) if end > start else None

    def _span(self, start: int, end: int) -> Span:
        return Span(self._place(start), self._place(end - 1) + 1)

    def _place(self, at: int) -> int:
        bare, text = self._places[bisect_right(self._places, at, key=lambda p: p[0]) - 1]
        return text + at - bare


def _shared(a: str, b: str, side: Literal["start", "end"]) -> int:
    """How many letters two texts share at one side."""
    pairs = zip(a, b, strict=False) if side == "start" else zip(reversed(a), reversed(b), strict=False)
    n = 0
    for x, y in pairs:
        if x != y:
            break
        n += 1
    return n
