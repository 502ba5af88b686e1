"""Where words of a class stand in a text: English word by word, Japanese anywhere, in linear time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple, TypeAlias

_WORD = re.compile(r"[a-z][a-z0-9]*|[0-9]+[a-z]*")
_Branch: TypeAlias = "dict[str, _Node]"


class Cue(NamedTuple):
    """Words of one class at `[start, end)` of the text."""

    start: int
    end: int
    name: str


class Word(NamedTuple):
    """One English word, in lower case, and where it stands."""

    start: int
    end: int
    text: str


class _Node:
    """A step in a phrase of several words: which classes end here, which words go on."""

    __slots__ = ("branch", "names")

    def __init__(self) -> None:
        self.branch: _Branch = {}
        self.names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by class, ready to be looked up; `stems` are the lengths at which some word of a phrase ends in `*`."""

    names: tuple[str, ...]
    root: _Branch
    stems: tuple[int, ...]
    signs: Mapping[str, tuple[tuple[str, str], ...]]

    def cues(self, text: str, words: tuple[Word, ...]) -> Iterator[Cue]:
        """Every phrase found in `text` (in lower case) and its `words`; phrases may lie over one another."""
        yield from self._phrases(words)
        for start in range(len(text)):
            for phrase, name in self.signs.get(text[start], ()):
                if text.startswith(phrase, start):
                    yield Cue(start, start + len(phrase), name)

    def _phrases(self, words: tuple[Word, ...]) -> Iterator[Cue]:
        keys = [self._keys(word.text) for word in words]
        for first in range(len(words)):
            open_nodes = [node for key in keys[first] if (node := self.root.get(key))]
            last = first
            while open_nodes:
                for node in open_nodes:
                    for name in node.names:
                        yield Cue(words[first].start, words[last].end, name)
                last += 1
                if last == len(words):
                    break
                open_nodes = [n for node in open_nodes for key in keys[last] if (n := node.branch.get(key))]

    def _keys(self, word: str) -> list[str]:
        return [word, *(word[:n] + "*" for n in self.stems if n <= len(word))]


def words_of(text: str) -> tuple[Word, ...]:
    """The English words of `text` (in lower case), also those that stand between Japanese."""
    return tuple(Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(text))


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package (`cues.toml`)."""
    return build(tomllib.loads((resources.files(__package__) / "cues.toml").read_text("utf-8")))


def build(classes: Mapping[str, Mapping[str, str]]) -> Lexicon:
    """A lexicon from classes as `cues.toml` holds them: name to `what` and `words`."""
    root: _Branch = {}
    signs: dict[str, list[tuple[str, str]]] = {}
    stems: set[int] = set()
    for name, entry in classes.items():
        for phrase in map(str.strip, re.split(r"[,\n]", entry["words"].lower())):
            if not phrase:
                continue
            if not phrase.isascii():
                signs.setdefault(phrase[0], []).append((phrase, name))
                continue
            branch, node = root, None
            for word in phrase.replace("-", " ").split():
                if word.endswith("*"):
                    stems.add(len(word) - 1)
                node = branch.setdefault(word, _Node())
                branch = node.branch
            if node and name not in node.names:
                node.names = (*node.names, name)
    return Lexicon(tuple(classes), root, tuple(sorted(stems)), {k: tuple(v) for k, v in signs.items()})
