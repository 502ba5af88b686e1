"""Where two sequences are the same, found in bounded time whatever they hold."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_PAIRS = 400_000
"""So many pairs of equal members are looked at; beyond, the middle counts as changed altogether."""


class Match(NamedTuple):
    """`a[a:a+n] == b[b:b+n]`."""

    a: int
    b: int
    n: int


def matches(a: Sequence[str], b: Sequence[str]) -> list[Match]:
    """The stretches that stay the same, in order, without empty ones."""
    least = min(len(a), len(b))
    head = 0
    while head < least and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < least - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    found = [Match(0, 0, head)] if head else []
    mid_a, mid_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if mid_a and mid_b:
        often = Counter(mid_b)
        if sum(often[x] for x in mid_a) <= _MOST_PAIRS:
            blocks = SequenceMatcher(None, mid_a, mid_b, autojunk=False).get_matching_blocks()
            found += [Match(m.a + head, m.b + head, m.size) for m in blocks if m.size]
    if tail:
        found.append(Match(len(a) - tail, len(b) - tail, tail))
    return found
