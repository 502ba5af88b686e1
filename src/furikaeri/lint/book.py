"""The book of English words as data, made from the lexicon and from what the patterns wait for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from furikaeri.lint.lexicon import Lexicon
from furikaeri.lint.patterns import Node, parse
from furikaeri.lint.words import STEM_HEAD, WORD
from furikaeri.text import FurikaeriError, Text

TAGS = [chr(code) for code in range(0xC0, 0x100) if code not in {0xD7, 0xF7}]  # no token holds one of its own
WHOLE = " "  # at the end of a needed string: a whole word, not the beginning of words


def tags(lexicon: Lexicon) -> dict[str, str]:
    """The tag of each class; Japanese texts are not tagged."""
    if lexicon.lang == "ja":
        return {}
    if len(lexicon.classes) > len(TAGS):
        raise FurikaeriError(Text(f"A lexicon may hold {len(TAGS)} classes.", f"語彙の分類は{len(TAGS)}個までです。"))
    return dict(zip(sorted(lexicon.classes), TAGS, strict=False))


def word_book(
    lexicon: Lexicon, first: Mapping[str, Sequence[int]], second: Mapping[str, Sequence[int]]
) -> dict[str, Any]:
    """The book as JSON-able data.

    `exact`: meanings by word; `stems`: [stem, meaning] by their first letters; `shapes`: [regular expression, meaning].
    A meaning is [tags, guards, first, second].
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
        filed.setdefault(stem[:STEM_HEAD], []).append([stem, _listed(meaning)])
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
    return not node.optional and (
        node.kind == "regex" or (node.kind in {"word", "stem"} and bool(WORD.fullmatch(node.text)))
    )


def _spread(nodes: tuple[Node, ...], lexicon: Lexicon, depth: int) -> Iterator[tuple[Node, ...]]:
    node = nodes[0]
    if len(nodes) > 1 or node.optional or node.kind not in {"any", "class"} or depth > 6:
        yield nodes
        return
    for option in node.options or [parse(item) for item in lexicon.classes.get(node.text, ())]:
        yield from _spread(option, lexicon, depth + 1)


def _listed(meaning: tuple[set[str], set[str], set[int], set[int]]) -> list[Any]:
    return ["".join(sorted(meaning[0])), sorted(meaning[1]), sorted(meaning[2]), sorted(meaning[3])]
