"""Words to look for in texts of both languages: Latin words whole, Japanese as pairs of characters.

A run of kanji and kana becomes every pair of neighbours and its last character alone, so that a search for one, two or
more characters finds them wherever they stand, without a dictionary, and alike on every database.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CJK = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_IS_CJK = re.compile(rf"[{_CJK}]")
LONGEST = 60  # characters of one Latin word; what is longer is no word


class Phrase(NamedTuple):
    """Tokens that must stand one after the other; the last may be only a beginning (`open`)."""

    tokens: tuple[str, ...]
    open: bool


def fold(text: str) -> str:
    """The text as it is compared: full-width as half-width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> Iterator[str]:
    """The tokens of a text in order, as they are indexed."""
    for match in _RUN.finditer(fold(text)):
        run = match[0]
        if _IS_CJK.match(run):
            yield from (run[i : i + 2] for i in range(len(run) - 1))
            yield run[-1]
        else:
            yield run[:LONGEST]


def phrases(query: str) -> list[Phrase]:
    """What a query asks for: every word of it, in any order; `gate-api` is one phrase, `決済API` are two."""
    found: list[Phrase] = []
    for word in fold(query).replace('"', " ").split()[:12]:
        latin: list[str] = []
        for match in _RUN.finditer(word):
            run = match[0]
            if not _IS_CJK.match(run):
                latin.append(run[:LONGEST])
                continue
            found += _latin(latin, ends=False)
            latin = []
            pairs = tuple(run[i : i + 2] for i in range(len(run) - 1))
            found.append(Phrase(pairs or (run,), not pairs))
        found += _latin(latin, ends=word[-1].isalnum())
    return found


def _latin(words: list[str], *, ends: bool) -> list[Phrase]:
    """Latin words that stand together as one phrase; where it `ends` a word that is still typed, its last is open."""
    return [Phrase(tuple(words), ends and len(words[-1]) >= 2)] if words else []


class Piece(NamedTuple):
    """A part of an excerpt, and whether it is what was looked for."""

    text: str
    hit: bool


def excerpt(text: str, query: str, around: int = 90) -> list[Piece]:
    """A passage of `text` about the first place where a word of the query stands, its hits set apart."""
    flat = " ".join(text.split())
    folded, places = _folded(flat)
    words = sorted({w for w in fold(query).replace('"', " ").split() if w}, key=len, reverse=True)
    if not words:
        return [Piece(flat[: 2 * around] + ("…" if len(flat) > 2 * around else ""), hit=False)]
    hits = [(places[m.start()], places[m.end()]) for m in re.finditer("|".join(map(re.escape, words)), folded)]
    first = hits[0][0] if hits else 0
    start, end = max(0, first - around // 2), min(len(flat), first + around * 2)
    pieces = [Piece("…", hit=False)] if start else []
    at = start
    for lo, hi in hits:
        if lo < at or hi > end:
            continue
        if lo > at:
            pieces.append(Piece(flat[at:lo], hit=False))
        pieces.append(Piece(flat[lo:hi], hit=True))
        at = hi
    pieces.append(Piece(flat[at:end] + ("…" if end < len(flat) else ""), hit=False))
    return [piece for piece in pieces if piece.text]


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters (and its end) the place in the text it came from."""
    out: list[str] = []
    places: list[int] = []
    for n, char in enumerate(text):
        new = fold(char)
        out.append(new)
        places.extend([n] * len(new))
    places.append(len(text))
    return "".join(out), places
