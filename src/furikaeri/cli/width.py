"""How wide words stand in a terminal, where Japanese letters take two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_WIDE = frozenset("WF")
_NO_START = frozenset("、。，．）」』】！？：；ー…％%),.;:!?]’”")
"""What never begins a line."""


def width(text: str) -> int:
    """The columns a text takes.

    >>> width("14:05 検知")
    10
    """
    return sum(_columns(c) for c in text)


def fitted(text: str, columns: int) -> str:
    """The text, cut with an ellipsis where it would take more columns."""
    if width(text) <= columns:
        return text
    kept, used = "", 0
    for c in text:
        used += _columns(c)
        if used >= columns:
            break
        kept += c
    return kept.rstrip() + "…"


def plain(text: str) -> str:
    """A record's text as one line, without control and direction characters, so that it can't drive the terminal."""
    return " ".join(
        "".join(c if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf"} else "" for c in text).split()
    )


def folded(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns: between words, or between Japanese letters.

    A word longer than a line stands alone and is not cut.
    """
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and width(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = piece
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """The smallest parts between which a line may be broken."""
    piece = ""
    for before, c in zip(" " + text, text, strict=False):
        breaks = before == " " or _columns(before) == 2 or _columns(c) == 2
        if piece and breaks and c != " " and c not in _NO_START and before not in "（「『【([":
            yield piece
            piece = ""
        piece += c
    if piece:
        yield piece


def _columns(c: str) -> int:
    if unicodedata.combining(c) or unicodedata.category(c) in {"Cc", "Cf", "Mn"}:
        return 0
    return 2 if unicodedata.east_asian_width(c) in _WIDE else 1
