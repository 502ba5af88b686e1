"""Sentences of plain text, with offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from furikaeri.text import Span

# A stop, any closing quotes or brackets after it, then white space; Japanese stops need no space.
# The first character alone is searched for, all else is looked at from there: that is what makes it quick.
_END = re.compile(
    r"[。！？!?.\n](?:"
    r"(?<=[。！？!?])(?<![。！？!?]{2})[。！？!?]*[」』）)\"'”’]*(?=[^。！？!?」』）)\"'”’]|$)(?:(?<=[。！？」』）])|(?=\s|$))"
    r"|(?<=\.)(?<![A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bapprox\.)(?<!\bno\.)[)\"'”’\]]*(?=\s+[^a-z\s]|\s*$)"
    r"|(?<=\n)\n+"
    r")"
)


def sentences(text: str) -> Iterator[Span]:
    """The sentences of `text` in order, trimmed of white space; together they hold every character that is not space."""
    at = 0
    for m in _END.finditer(text):
        yield from _trimmed(text, at, m.end())
        at = m.end()
    yield from _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    right = len(part.rstrip())
    if right > left:
        yield Span(start + left, start + right)
