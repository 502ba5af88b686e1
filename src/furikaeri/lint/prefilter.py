"""One sieve over all rules: a single pass that says which patterns are worth trying, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from furikaeri.text import Lang


def sieve(words: Iterable[str], lang: Lang) -> str:
    """A regular expression that finds every one of `words`, factored by common beginnings.

    English words are found at the beginning of words of the text, Japanese ones anywhere, overlapping each other.
    """
    trie: dict[str, Any] = {}
    for word in words:
        at = trie
        for char in word:
            at = at.setdefault(char, {})
        at[""] = {}
    body = _factored(trie)
    return rf"\b(?:{body})" if lang == "en" else f"(?=({body}))"


def triggers(needs: Mapping[str, Iterable[int]], lang: Lang) -> dict[str, tuple[int, ...]]:
    """For each word that the sieve may report, the numbers of the patterns that it wakes.

    The sieve reports the longest word at a place, so a word also wakes what its own beginnings wake.
    """
    sets = {word: set(numbers) for word, numbers in needs.items()}
    del lang
    return {
        word: tuple(sorted(set().union(*(sets[word[:n]] for n in range(1, len(word) + 1) if word[:n] in sets))))
        for word in sets
    }


def hits(compiled: re.Pattern[str], folded: str, lang: Lang) -> Iterator[tuple[int, str]]:
    """Place and word of every finding in a folded text."""
    group = 0 if lang == "en" else 1
    for m in compiled.finditer(folded):
        yield m.start(), m[group]


def _factored(trie: dict[str, Any]) -> str:
    """Longest first: a branch that may end here is optional."""
    branches = [re.escape(char) + _factored(below) for char, below in sorted(trie.items()) if char]
    if not branches:
        return ""
    single = [b for b in branches if len(b) == 1]
    rest = [b for b in branches if len(b) != 1]
    if len(single) > 1:
        rest.append("[" + "".join(single) + "]")
    else:
        rest.extend(single)
    body = rest[0] if len(rest) == 1 and "" not in trie else f"(?:{'|'.join(rest)})"
    return body + "?" if "" in trie else body
