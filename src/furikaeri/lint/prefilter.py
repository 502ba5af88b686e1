"""The Japanese sieve: a single pass over a text that says which patterns are worth trying.

(English texts are sieved word by word, see `words`.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def bits(numbers: Iterable[int]) -> int:
    """Pattern numbers as one number, a bit for each: sets of them meet at the speed of arithmetic."""
    total = 0
    for number in numbers:
        total |= 1 << number
    return total


def numbers(mask: int) -> Iterator[int]:
    """The pattern numbers whose bits are set, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class Sieve:
    """The sieve in use; `first` and `second`: pattern numbers by the strings that wake them."""

    __slots__ = ("_first", "_found", "_second")

    def __init__(
        self, expression: str, first: Mapping[str, Iterable[int]], second: Mapping[str, Iterable[int]]
    ) -> None:
        self._found = re.compile(expression)
        self._first = {string: bits(some) for string, some in first.items()}
        self._second = {string: bits(some) for string, some in second.items()}

    def woken(self, folded: str, single: int) -> int:
        """The patterns, as bits, of which a first string is there and, unless they are `single`, a second too."""
        first, second = 0, single
        for string in set(self._found.findall(folded)):
            first |= self._first.get(string, 0)
            second |= self._second.get(string, 0)
        return first & second


def sieve(strings: Iterable[str]) -> str:
    """A regular expression whose `findall` lists the longest of `strings` at every place of a text."""
    trie: dict[str, Any] = {}
    for string in strings:
        at = trie
        for char in string:
            at = at.setdefault(char, {})
        at[""] = {}
    return f"(?=({_factored(trie)}))" if trie else r"(?!)"


def triggers(needs: Mapping[str, Iterable[int]], strings: Iterable[str]) -> dict[str, list[int]]:
    """Pattern numbers by string, for all `strings` of the sieve.

    A string also wakes what its own beginnings wake, which the sieve leaves unsaid.
    """
    woken = {
        string: sorted({n for end in range(1, len(string) + 1) for n in needs.get(string[:end], ())})
        for string in strings
    }
    return {string: numbers for string, numbers in woken.items() if numbers}


def _factored(trie: dict[str, Any]) -> str:
    """Longest first: a branch that may end here is optional."""
    branches: list[str] = []
    single: list[str] = []
    for char, below in sorted(trie.items()):
        if char:
            rest = _factored(below)
            (branches if rest else single).append(re.escape(char) + rest)
    if len(single) > 1:
        branches.append("[" + "".join(single) + "]")
    else:
        branches.extend(single)
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in trie else f"(?:{'|'.join(branches)})"
    return body + "?" if "" in trie else body
