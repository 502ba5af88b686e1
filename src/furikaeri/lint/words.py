"""What each English word means to the linter: its classes, the guards it raises, the patterns it wakes.

A word is looked up once and remembered; texts are made of few words. A sentence is read as tokens: a blank, the word, a
bar, and a character for each class it belongs to. A pattern that names a class then needs one character where it would
need all the class's words, and every gap and ending is a run of characters that are no blank: linear, whatever comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from furikaeri.lint.prefilter import bits

WORD = re.compile(r"[a-z][a-z']*")
# What an English sentence is cut into: words, numbers, and the marks that part its clauses.
TOKEN = re.compile(r"[a-z][a-z']*|\d+|[;:?!]")
_REMEMBERED = 30_000  # words; more than the vocabulary of many documents
STEM_HEAD = 3  # letters by which stems are filed; no stem is shorter than one


class Meaning(NamedTuple):
    """A `token`; `guards` by place; the patterns the word wakes `first` and `second`, as bits; the word's own `sign`."""

    token: str
    guards: Mapping[str, frozenset[str]]
    first: int
    second: int
    sign: str


class Read:
    """A sentence as the patterns read it: its `tokens` in one string, and what each of them means."""

    __slots__ = ("_places", "folded", "meanings", "tokens")

    def __init__(self, folded: str, tokens: str, meanings: Sequence[Meaning]) -> None:
        self.folded = folded
        self.tokens = tokens
        self.meanings = meanings
        self._places: list[tuple[int, int]] | None = None

    def numbers(self, start: int, end: int) -> tuple[int, int]:
        """Which tokens a match in `tokens` is made of: the first, and the one after the last."""
        first = self.tokens.count(" ", 0, start)
        return first, first + self.tokens.count(" ", start, end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the folded sentence a match in `tokens` stands."""
        if not self.meanings:
            return start, end
        if self._places is None:
            self._places = [m.span() for m in TOKEN.finditer(self.folded)]
        first, last = self.numbers(start, end)
        return self._places[first][0], self._places[max(first, last - 1)][1]


class WordBook:
    """The book in use."""

    __slots__ = ("_exact", "_known", "_shapes", "_stems", "_waking")

    def __init__(self, made: Mapping[str, Any]) -> None:
        self._exact: Mapping[str, list[Any]] = made["exact"]
        self._stems: Mapping[str, list[tuple[str, list[Any]]]] = made["stems"]
        self._shapes = [(re.compile(shape), meaning) for shape, meaning in made["shapes"]]
        self._known: dict[str, Meaning] = {}
        self._waking: set[str] = set()  # words found to wake a pattern

    def meaning(self, word: str) -> Meaning:
        """What a folded word means."""
        known = self._known.get(word)
        if known is None:
            found = [self._exact[word]] if word in self._exact else []
            stems = self._stems
            for n in range(1, STEM_HEAD + 1):
                if (head := word[:n]) in stems and n <= len(word):
                    found.extend(meaning for stem, meaning in stems[head] if word.startswith(stem))
            found.extend(meaning for shape, meaning in self._shapes if shape.match(word))
            known = self._joined(word, found) if found else Meaning(f" {word}|", _NO_GUARDS, 0, 0, "w:" + word)
            self._known[word] = known
        return known

    def _joined(self, word: str, found: Sequence[Sequence[Any]]) -> Meaning:
        guards = [guard.split(":", 1) for guard in {guard for m in found for guard in m[1]}]
        joined = Meaning(
            token=f" {word}|{''.join(sorted({tag for m in found for tag in m[0]}))}",
            guards={place: frozenset(name for p, name in guards if p == place) for place in dict(guards)},
            first=bits(number for m in found for number in m[2]),
            second=bits(number for m in found for number in m[3]),
            sign="w:" + word,
        )
        if joined.first or joined.second:
            self._waking.add(word)
        return joined

    def read(self, folded: str) -> Read:
        """A folded sentence with its tokens looked up."""
        known = self._known
        meanings = [known.get(token) or self.meaning(token) for token in TOKEN.findall(folded)]
        return Read(folded, "".join([meaning[0] for meaning in meanings]), meanings)

    def woken(self, folded: str, single: int) -> int:
        """The patterns, as bits, of which a first word is there and, unless they are `single`, a second too."""
        words = set(WORD.findall(folded))
        known = self._known
        new = words.difference(known)
        if new:
            if len(known) > _REMEMBERED:
                known.clear()
                new = words
            for word in new:
                self.meaning(word)
        first, second = 0, single
        for word in words & self._waking:
            meaning = known[word]
            first |= meaning[2]
            second |= meaning[3]
        return first & second

    def within(self, folded: str) -> Callable[[str, int], int]:  # noqa: ARG002  # words are looked up one by one
        """The same as `woken` for the parts of a folded text."""
        return self.woken


_NO_GUARDS: Mapping[str, frozenset[str]] = {}
