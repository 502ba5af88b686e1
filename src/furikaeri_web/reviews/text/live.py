"""Places in a review that show the chronology, factors or countermeasures as they stand: `<!-- furikaeri: chronology -->`.

Each is a comment on a line of its own, so that the text stays plain Markdown wherever it goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from furikaeri.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Name = Literal["chronology", "key-moments", "impact", "factors", "countermeasures"]
NAMES: dict[Name, Text] = {
    "chronology": Text("Chronology", "時系列"),
    "key-moments": Text("Key moments", "節目"),
    "impact": Text("Impact: how long it took", "影響（かかった時間）"),
    "factors": Text("Contributing factors", "要因"),
    "countermeasures": Text("Countermeasures on the ladder", "対策と、はしごの段"),
}
_BY_WORD: dict[str, Name] = {
    **{name: name for name in NAMES},
    "時系列": "chronology",
    "節目": "key-moments",
    "影響": "impact",
    "要因": "factors",
    "対策": "countermeasures",
}
_COMMENT = re.compile(
    rf"<!--[ \t]{{0,8}}furikaeri:[ \t]{{0,8}}({'|'.join(_BY_WORD)})(?![\w-])[ \t]{{0,8}}([^\n>]{{0,80}}?)[ \t]{{0,8}}-->"
)
_LINE = re.compile(rf"^ {{0,3}}{_COMMENT.pattern}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Live:
    """One such place. `words`: what stands behind the name, as `moments`, `raw`, `INC-0012`."""

    name: Name
    words: tuple[str, ...] = ()


def live(comment: str) -> Live | None:
    """The place that a comment marks; None for any other comment."""
    m = _COMMENT.fullmatch(comment.strip())
    return None if m is None else Live(_BY_WORD[m[1]], tuple(m[2].split()))


def places(markdown: str) -> Iterator[tuple[Span, Live]]:
    """Every place outside of code blocks, with the span of its comment."""
    fences = [m.start() for m in _FENCE.finditer(markdown)]
    for m in _LINE.finditer(markdown):
        if sum(at < m.start() for at in fences) % 2 == 0:
            yield Span(m.start(), m.end()), Live(_BY_WORD[m[1]], tuple(m[2].split()))


def comment(name: Name, *words: str) -> str:
    """How it is written."""
    return f"<!-- furikaeri: {' '.join((name, *words))} -->"
