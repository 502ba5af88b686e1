"""The bare words of a statement, cut down to their stems: what speaks where no named class of words is found."""

from __future__ import annotations

import re

from furikaeri.countermeasures.statement import Statement

MARK = "~"
"""Terms begin with it, so that nobody takes them for flags."""

_LATIN = re.compile(r"[a-z][a-z0-9]+")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]+")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_ENDINGS = ("ations", "ation", "ing", "ies", "ed", "es", "s", "e")
_SHORTEST_STEM = 3
_PAIR = 2


def terms(said: Statement) -> tuple[str, ...]:
    """Every term once, in order of the alphabet; one that stands in the title or main clause also as `~term:main`.

    English: stems of words. Japanese, which has no spaces: words in katakana, and every two signs that stand together.
    """
    found: set[str] = set()
    for at, word in _words(said):
        term = MARK + stem(word)
        found.add(term)
        if said.title.start <= at < said.title.end or said.main.start <= at < said.main.end:
            found.add(f"{term}:main")
    return tuple(sorted(found))


def stem(word: str) -> str:
    """An English word without its commonest ending; anything else as it is.

    >>> stem("monitoring"), stem("retries"), stem("監視")
    ('monitor', 'retr', '監視')
    """
    if word.isascii():
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                return word[: -len(ending)]
    return word


def _words(said: Statement) -> list[tuple[int, str]]:
    words = [(m.start(), m[0]) for m in _LATIN.finditer(said.text)]
    if said.lang == "ja":
        words += [(m.start(), m[0]) for m in _KATAKANA.finditer(said.text)]
        for m in _JAPANESE.finditer(said.text):
            words += [(m.start() + i, m[0][i : i + _PAIR]) for i in range(len(m[0]) - _PAIR + 1)]
    return words
