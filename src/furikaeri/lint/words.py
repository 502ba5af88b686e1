"""What each English word means to the linter: its classes, the guards it raises, the patterns it wakes.

A word is looked up once and remembered; texts are made of few words. A tagged text is a folded text in which control
characters before a word name the classes it belongs to: a pattern that names a class then needs one character where it
would need all the class's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from furikaeri.lint.lexicon import Lexicon, Place
from furikaeri.lint.patterns import Node, parse
from furikaeri.text import FurikaeriError, Text

# Below 256, where the regular expressions of classes are cheap to compile; `fold` keeps them out of texts.
TAGS = [chr(code) for code in (*range(0x86, 0xA0), *range(0x0E, 0x1C))]
_TAGS = re.compile("[\x0e-\x1b\x86-\x9f]{1,99}")
WORD = re.compile(r"[a-z0-9][a-z0-9']{0,30}")
WHOLE = " "  # at the end of a needed string: a whole word, not the beginning of words
_REMEMBERED = 30_000  # words; more than the vocabulary of many documents
_HEAD = 3  # letters by which stems are filed


class Meaning(NamedTuple):
    """`tags` of its classes; `guards` by place; numbers of the patterns it wakes `first` and `second`."""

    tags: str
    guards: Mapping[str, frozenset[str]]
    first: frozenset[int]
    second: frozenset[int]


def tags(lexicon: Lexicon) -> dict[str, str]:
    """The tag of each class; Japanese texts are not tagged."""
    if lexicon.lang == "ja":
        return {}
    if len(lexicon.classes) > len(TAGS):
        raise FurikaeriError(Text(f"A lexicon may hold {len(TAGS)} classes.", f"語彙の分類は{len(TAGS)}個までです。"))
    return dict(zip(sorted(lexicon.classes), TAGS, strict=False))


def word_book(lexicon: Lexicon, first: Mapping[str, Sequence[int]], second: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """The book as JSON-able data: `exact`, meanings by word; `stems`, [stem, meaning] by their first letters; `shapes`,
    [regular expression, meaning]. A meaning is [tags, guards, first, second].
    """
    entries: dict[str, dict[str, tuple[set[str], set[str], set[int], set[int]]]] = {"word": {}, "stem": {}, "regex": {}}

    def entry(kind: str, text: str) -> tuple[set[str], set[str], set[int], set[int]]:
        return entries[kind].setdefault(text, (set(), set(), set(), set()))

    for name, tag in tags(lexicon).items():
        for node, *more in spread(f"{{{name}}}", lexicon):
            if not more and one_word(node):
                entry(node.kind, node.text)[0].add(tag)
    for guard in lexicon.guards.values():
        for pattern in guard.any:
            for node, *more in spread(pattern, lexicon):
                if not more and one_word(node):
                    entry(node.kind, node.text)[1].add(f"{guard.at}:{guard.name}")
    for place, wanted in ((2, first), (3, second)):
        for text, numbers in wanted.items():
            found = entry("word" if text.endswith(WHOLE) else "stem", text.removesuffix(WHOLE))
            (found[2] if place == 2 else found[3]).update(numbers)
    filed: dict[str, list[Any]] = {}
    for stem, meaning in sorted(entries["stem"].items()):
        filed.setdefault(stem[:_HEAD], []).append([stem, _listed(meaning)])
    return {
        "exact": {word: _listed(meaning) for word, meaning in sorted(entries["word"].items())},
        "stems": filed,
        "shapes": [[shape, _listed(meaning)] for shape, meaning in sorted(entries["regex"].items())],
    }


def spread(pattern: str, lexicon: Lexicon) -> Iterator[tuple[Node, ...]]:
    """The alternatives that a pattern of one element stands for, classes opened; else the pattern itself."""
    yield from _spread(parse(pattern), lexicon, 0)


def one_word(node: Node) -> bool:
    """Whether an alternative's only element is a single word, the beginning of one, or a shape of one."""
    return not node.optional and (node.kind == "regex" or (node.kind in {"word", "stem"} and bool(WORD.fullmatch(node.text))))


def _spread(nodes: tuple[Node, ...], lexicon: Lexicon, depth: int) -> Iterator[tuple[Node, ...]]:
    node = nodes[0]
    if len(nodes) > 1 or node.optional or node.kind not in {"any", "class"} or depth > 6:
        yield nodes
        return
    for option in node.options or [parse(item) for item in lexicon.classes.get(node.text, ())]:
        yield from _spread(option, lexicon, depth + 1)


def _listed(meaning: tuple[set[str], set[str], set[int], set[int]]) -> list[Any]:
    return ["".join(sorted(meaning[0])), sorted(meaning[1]), sorted(meaning[2]), sorted(meaning[3])]


class Read(NamedTuple):
    """A sentence in both forms; `ends` and `meanings` of its words in order, none for Japanese."""

    folded: str
    tagged: str
    ends: Sequence[int] = ()
    meanings: Sequence[Meaning] = ()


class WordBook:
    """The book in use."""

    __slots__ = ("_exact", "_first", "_known", "_shapes", "_stems")

    def __init__(self, made: Mapping[str, Any]) -> None:
        self._exact: Mapping[str, list[Any]] = made["exact"]
        self._stems: Mapping[str, list[tuple[str, list[Any]]]] = made["stems"]
        self._shapes = [(re.compile(shape), meaning) for shape, meaning in made["shapes"]]
        self._known: dict[str, Meaning] = {}
        self._first: set[str] = set()  # known words that wake a pattern first

    def meaning(self, word: str) -> Meaning:
        """What a folded word means."""
        known = self._known.get(word)
        if known is None:
            found = [self._exact[word]] if word in self._exact else []
            for head in {word[:n] for n in range(1, _HEAD + 1)}:
                found.extend(meaning for stem, meaning in self._stems.get(head, ()) if word.startswith(stem))
            found.extend(meaning for shape, meaning in self._shapes if shape.match(word))
            guards = [guard.split(":", 1) for guard in {guard for m in found for guard in m[1]}]
            known = Meaning(
                tags="".join(sorted({tag for m in found for tag in m[0]})),
                guards={place: frozenset(name for p, name in guards if p == place) for place in dict(guards)},
                first=frozenset(number for m in found for number in m[2]),
                second=frozenset(number for m in found for number in m[3]),
            )
            if len(self._known) < _REMEMBERED:
                self._known[word] = known
                if known.first:
                    self._first.add(word)
        return known

    def read(self, folded: str) -> Read:
        """A folded sentence with its words looked up."""
        out: list[str] = []
        ends: list[int] = []
        meanings: list[Meaning] = []
        last = 0
        known = self._known
        for m in WORD.finditer(folded):
            word = m[0]
            meaning = known.get(word) or self.meaning(word)
            start, end = m.span()
            ends.append(end)
            meanings.append(meaning)
            if meaning[0]:
                out += (folded[last:start], meaning[0])
                last = start
        out.append(folded[last:])
        return Read(folded, "".join(out), ends, meanings)

    def woken(self, folded: str, single: frozenset[int]) -> set[int]:
        """The patterns of which a first word is there and, unless they are of the `single` ones, a second too."""
        words = set(WORD.findall(folded))
        known = self._known
        meanings = {word: self.meaning(word) for word in words.difference(known)}
        wakers = words & self._first
        first: set[int] = set()
        for word in wakers:
            first |= known[word][2]
        if len(self._known) >= _REMEMBERED:
            first.update(*(meaning[2] for meaning in meanings.values()))
        if first and not first <= single:
            second = set(single)
            second.update(*[(known.get(word) or meanings[word])[3] for word in words])
            first &= second
        return first


def untagged(text: str, end: int) -> int:
    """The offset in the folded text of an offset in its tagged form."""
    return end - sum(len(found) for found in _TAGS.findall(text, 0, end))
