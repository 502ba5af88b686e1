"""The guards of the lexicon: flags that the words about a finding raise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from furikaeri.lint.lexicon import Lexicon, Place
from furikaeri.lint.words import Read

_BESIDE = 100  # characters beside a match that a guard looks at
_NEAR = 8  # words beside a match that a guard of single words looks at, unless it says fewer


class GuardBook:
    """The guards of a lexicon in use: those of single English words were looked up with the words, all others search."""

    __slots__ = ("_near", "_ready", "_searches")

    def __init__(self, lexicon: Lexicon, searches: Mapping[str, Mapping[str, str]]) -> None:
        self._near = {guard.name: guard.near for guard in lexicon.guards.values()}
        self._searches = searches
        self._ready: dict[Place, list[tuple[str, Callable[[str], re.Match[str] | None]]]] = {}

    def in_sentence(self, sentence: Read) -> set[str]:
        """The guards that hold for a whole sentence."""
        found = set(self._searched("sentence", sentence.tokens))
        for meaning in sentence.meanings:
            guards = meaning[1]
            if "sentence" in guards:
                found |= guards["sentence"]
        return found

    def at_match(self, sentence: Read, start: int, end: int) -> set[str]:
        """The guards that hold close before, in and close after a match in the sentence's tokens."""
        tokens = sentence.tokens
        found = {
            *self._searched("before", tokens[max(0, start - _BESIDE) : start]),
            *self._searched("match", tokens[start:end]),
            *self._searched("after", tokens[end : end + _BESIDE]),
        }
        meanings = sentence.meanings
        if not meanings:
            return found
        near = self._near
        first, last = sentence.numbers(start, end)
        for meaning in meanings[first:last]:
            found |= meaning[1].get("match", _NO_GUARD)
        sides = (("before", meanings[max(0, first - _NEAR) : first][::-1]), ("after", meanings[last : last + _NEAR]))
        for place, words in sides:
            for distance, meaning in enumerate(words, 1):
                guards = meaning[1]
                if place in guards:
                    found.update(name for name in guards[place] if distance <= near[name])
        return found

    def _searched(self, place: Place, part: str) -> list[str]:
        ready = self._ready.get(place)
        if ready is None:
            ready = self._ready[place] = [
                (name, _looker(source)) for name, source in self._searches.get(place, _NO_SEARCH).items()
            ]
        return [name for name, looks in ready if looks(part)]


def _looker(source: str) -> Callable[[str], re.Match[str] | None]:
    compiled = re.compile(source)
    return compiled.match if source.startswith(r"(?:\A") else compiled.search


_NO_SEARCH: Mapping[str, str] = {}
_NO_GUARD: frozenset[str] = frozenset()
