"""The Japanese sieve: a single pass over a text that says which patterns are worth trying.

(English texts are sieved word by word, see `words`.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import add


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

    __slots__ = ("_heads", "_single_characters")

    def __init__(self, first: Mapping[str, Iterable[int]], second: Mapping[str, Iterable[int]]) -> None:
        masks = {s: (bits(first.get(s, ())), bits(second.get(s, ()))) for s in sorted({*first, *second})}
        self._single_characters = {s: mask for s, mask in masks.items() if len(s) == 1}
        self._heads: dict[str, list[tuple[str, int, int]]] = {}
        for string, (one, other) in masks.items():
            if len(string) > 1:
                self._heads.setdefault(string[:2], []).append((string, one, other))

    def woken(self, folded: str, single: int) -> int:
        """The patterns, as bits, of which a first string is there and, unless they are `single`, a second too."""
        first, second = 0, single
        # Pairs of characters are gathered at the speed of C; longer strings are looked for only where their head stands.
        for head in self._heads.keys() & set(map(add, folded, folded[1:])):
            for string, one, other in self._heads[head]:
                if len(string) == 2 or string in folded:
                    first |= one
                    second |= other
        for char in self._single_characters.keys() & set(folded):
            one, other = self._single_characters[char]
            first |= one
            second |= other
        return first & second
