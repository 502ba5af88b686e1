"""One sieve over all rules: a single pass over a text that says which patterns are worth trying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from furikaeri.text import Lang

# In a set of needed words, a trailing blank marks a whole English word; without one it is the beginning of words.
WHOLE = " "


def sieve(words: Iterable[str], lang: Lang) -> str:
    """A regular expression whose `findall` lists every one of `words` that stands in a text, factored by beginnings.

    English words are found at the beginning of words of the text, Japanese ones anywhere, overlapping each other.
    """
    trie: dict[str, Any] = {}
    for word in words:
        at = trie
        for char in word:
            at = at.setdefault(char, {})
        at[""] = {}
    if not trie:
        return r"(?!)"
    body = _factored(trie)
    return rf"\b{body}" if lang == "en" else f"(?=({body}))"


def triggers(needs: Mapping[str, Iterable[int]]) -> dict[str, list[int]]:
    """For each word that the sieve may report, the numbers of the patterns that it wakes.

    The sieve reports the longest word at a place, so a word also wakes what its own beginnings wake.
    """
    sets = {word: set(numbers) for word, numbers in needs.items()}
    found: dict[str, list[int]] = {}
    for word in {w.removesuffix(WHOLE) for w in sets}:
        numbers = set(sets.get(word + WHOLE, ()))
        for n in range(1, len(word) + 1):
            numbers |= sets.get(word[:n], set())
        found[word] = sorted(numbers)
    return found


def _factored(trie: dict[str, Any]) -> str:
    """Longest first: a branch that may end here is optional."""
    branches: list[str] = []
    single: list[str] = []
    for char, below in sorted(trie.items()):
        if char and char != WHOLE:
            rest = _factored(below)
            (single if not rest else branches).append(re.escape(char) + rest)
    if len(single) > 1:
        branches.append("[" + "".join(single) + "]")
    else:
        branches.extend(single)
    if WHOLE in trie and "" not in trie:
        branches.append(r"\b")
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in trie else f"(?:{'|'.join(branches)})"
    return body + "?" if "" in trie else body
