"""Which classes of words a message holds: the same classes in English and Japanese, from `cues.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

READ = 2_000
"""Code points of a message that are read: what people mean stands at the front; a pasted log behind it adds nothing."""

OPENING_WORDS = 3
CLOSING_CHARACTERS = 10
_WORD = re.compile(r"\+1|[a-z0-9]+(?:['-][a-z0-9]+)*|[.!?:;,\n]+(?=\s|$)")
_MAY_QUOTE = re.compile(r"[/`>@]")
_STOP = frozenset(".!?:;,\n")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_NOT_SAID = re.compile(
    r"https?://[^\s>|)\"]+"  # addresses
    r"|```[^`]*(?:```|$)|`[^`\n]*`"  # code
    r"|^(?:>|&gt;)[^\n]*$|\bsaid ?: ?>[^|]{0,1500}\|\|"  # what others said, quoted
    r"|<?@[\w.-]+>?",  # whom it is said to
    re.MULTILINE,
)


class Table(NamedTuple):
    """The cue table turned round: from the start of a cue to what may follow it and the classes it belongs to."""

    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    stem_lengths: tuple[int, ...]
    phrases: dict[str, tuple[tuple[list[str], str], ...]]
    strings: dict[str, tuple[tuple[str, str], ...]]


class Wording(NamedTuple):
    """What a message is made of: its words, its classes of words, and those where its mood stands.

    `mood` holds the classes among the first words in English and the last characters in Japanese, because the one
    language opens with what the other closes with: "let me …", 「……してみます」.
    """

    words: tuple[str, ...]
    clauses: tuple[tuple[str, ...], ...]
    japanese: bool
    classes: AbstractSet[str]
    mood: AbstractSet[str]


@cache
def cue_table() -> Table:
    """The table of `cues.toml`; read once."""
    raw = tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text("utf-8"))
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[list[str], str]]] = {}
    strings: dict[str, list[tuple[str, str]]] = {}
    for name, cues in raw.items():
        for cue in cues["en"]:
            first, *rest = cue.split()
            if rest:
                phrases.setdefault(first, []).append((rest, name))
            elif cue.endswith("*"):
                stems.setdefault(cue[:-1], set()).add(name)
            else:
                words.setdefault(cue, set()).add(name)
        for cue in cues["ja"]:
            strings.setdefault(cue[0].lower(), []).append((cue.lower(), name))
    return Table(
        {word: tuple(sorted(names)) for word, names in words.items()},
        {stem: tuple(sorted(names)) for stem, names in stems.items()},
        tuple(sorted({len(stem) for stem in stems})),
        {first: tuple(found) for first, found in phrases.items()},
        {first: tuple(found) for first, found in strings.items()},
    )


def cue_classes() -> tuple[str, ...]:
    """The names of all classes, sorted."""
    table = cue_table()
    named = {name for found in (*table.words.values(), *table.stems.values()) for name in found}
    return tuple(sorted(named | {name for found in table.phrases.values() for _, name in found}))


@lru_cache(maxsize=16_384)
def _entry(word: str) -> tuple[tuple[str, ...], tuple[tuple[list[str], str], ...]]:
    """The classes that a word belongs to alone, and the phrases that it begins."""
    table = cue_table()
    alone = table.words.get(word, ())
    for length in table.stem_lengths:
        if length > len(word):
            break
        alone += table.stems.get(word[:length], ())
    return alone, table.phrases.get(word, ())


def classes_of(word: str) -> tuple[str, ...]:
    """The classes that an English word belongs to by itself."""
    return _entry(word)[0]


def wording(text: str) -> Wording:
    """The words and word classes of a message, its first `READ` characters read once from left to right."""
    read = text[:READ].lower()
    ascii_only = read.isascii()
    if not ascii_only:
        read = read.replace("’", "'")
    if _MAY_QUOTE.search(read):
        read = _NOT_SAID.sub(" ", read)
    clauses: list[tuple[str, ...]] = []
    words: list[str] = []
    begun = 0
    for token in _WORD.findall(read):
        if token[0] not in _STOP:
            words.append(token)
        elif len(words) > begun:
            clauses.append(tuple(words[begun:]))
            begun = len(words)
    if len(words) > begun:
        clauses.append(tuple(words[begun:]))
    classes: set[str] = set()
    mood: set[str] = set()
    for at, (alone, phrases) in enumerate(map(_entry, words)):
        if alone:
            classes.update(alone)
            if at < OPENING_WORDS:
                mood.update(alone)
        for rest, name in phrases:
            if words[at + 1 : at + 1 + len(rest)] == rest:
                classes.add(name)
                if at < OPENING_WORDS:
                    mood.add(name)
    japanese = not ascii_only and _KANA.search(read) is not None
    if japanese:
        strings = cue_table().strings
        read = read.rstrip()
        closing = len(read) - CLOSING_CHARACTERS
        for at, letter in enumerate(read):
            for cue, name in strings.get(letter, ()):
                if read.startswith(cue, at):
                    classes.add(name)
                    if at + len(cue) > closing:
                        mood.add(name)
    return Wording(tuple(words), tuple(clauses), japanese, classes, mood)
