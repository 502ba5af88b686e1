"""The Japanese sieve: a single pass over a text that says which patterns are worth trying.

(English texts are sieved word by word, see `words`.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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


_Waking = tuple[str, int, int]  # a string, and the patterns it wakes first and second, as bits


class Sieve:
    """The sieve in use; `first` and `second`: pattern numbers by the strings that wake them."""

    __slots__ = ("_characters", "_heads")

    def __init__(self, first: Mapping[str, Iterable[int]], second: Mapping[str, Iterable[int]]) -> None:
        masks = {s: (bits(first.get(s, ())), bits(second.get(s, ()))) for s in sorted({*first, *second})}
        self._characters: dict[str, _Waking] = {s: (s, *mask) for s, mask in masks.items() if len(s) == 1}
        self._heads: dict[str, list[_Waking]] = {}
        for string, (one, other) in masks.items():
            if len(string) > 1:
                self._heads.setdefault(string[:2], []).append((string, one, other))

    def woken(self, folded: str, single: int) -> int:
        """The patterns, as bits, of which a first string is there and, unless they are `single`, a second too."""
        return self.within(folded)(folded, single)

    def within(self, folded: str) -> Callable[[str, int], int]:
        """The same as `woken` for the parts of a folded text, which is looked through but once."""
        # Pairs of characters are gathered at the speed of C; longer strings are looked for only where their head stands.
        pairs = self._heads.keys() & set(map(add, folded, folded[1:]))
        found = [w for head in pairs for w in self._heads[head] if len(w[0]) == 2 or w[0] in folded]
        found += [self._characters[char] for char in self._characters.keys() & set(folded)]

        def woken(part: str, single: int) -> int:
            first, second = 0, single
            for string, one, other in found:
                if string in part:
                    first |= one
                    second |= other
            return first & second

        return woken
