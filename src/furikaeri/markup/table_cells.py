"""The cells of one row of a Markdown table, as ranges of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def cells(text: str, start: int) -> Iterator[Span]:
    """The cells of one row that begins at `start` of the source; escaped pipes and those in code divide nothing."""
    begin = len(text) - len(text.lstrip())
    begin += text[begin : begin + 1] == "|"
    end = len(text.rstrip())
    at = begin
    in_code = False
    while at < end:
        char = text[at]
        if char == "\\":
            at += 1
        elif char == "`" and (in_code or text.find("`", at + 1, end) > 0):
            in_code = not in_code
        elif char == "|" and not in_code:
            yield _trim(text, begin, at, start)
            begin = at + 1
        at += 1
    if begin < end:
        yield _trim(text, begin, end, start)


def _trim(text: str, begin: int, end: int, start: int) -> Span:
    cell = text[begin:end]
    left = len(cell) - len(cell.lstrip())
    return Span(start + begin + left, start + max(begin + len(cell.rstrip()), begin + left))
