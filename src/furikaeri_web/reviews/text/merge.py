"""Two people's changes of one text put together. Nothing that either wrote is lost.

Where the changes touch different sentences both are taken. Where they collide, both texts stand one after the other under
an open question of the draft (`> ? …`), which the reader sees and the checks ask about until somebody answers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from furikaeri.text import Lang, Text
from furikaeri_web.reviews.text.chunks import paragraphs, sentences
from furikaeri_web.reviews.text.matching import matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOTH = Text(
    "Two people wrote here at the same time; both texts stand below, first {mine}’s, then {theirs}’s. Which words hold?",
    "同じところを同時に二人が書きました。下に両方あります（先が{mine}、後が{theirs}）。どの言葉を残しますか？",
)
DROPPED = Text(
    "{dropper} took this out while {keeper} was writing in it. Does it stay?",
    "{keeper}が書いている間に、{dropper}がここを消しました。残しますか？",
)


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that holds both changes; `collisions` counts the places where both texts stand."""

    text: str
    collisions: int


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of each of the three sequences."""

    base: tuple[int, int]
    mine: tuple[int, int]
    theirs: tuple[int, int]

    def texts(self, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, str, str]:
        """What stands there in each."""
        return (
            "".join(base[slice(*self.base)]),
            "".join(mine[slice(*self.mine)]),
            "".join(theirs[slice(*self.theirs)]),
        )


def merge(base: str, mine: str, theirs: str, *, lang: Lang, by_me: str, by_them: str) -> Merged:
    """What `mine` and `theirs` made of `base`, put together; `by_me` and `by_them` are named where they collide."""
    if mine in {theirs, base}:
        return Merged(theirs, 0)
    if theirs == base:
        return Merged(mine, 0)
    b, m, t = paragraphs(base), paragraphs(mine), paragraphs(theirs)
    out: list[str] = []
    collisions = 0
    for region in _regions(b, m, t):
        was, one, other = region.texts(b, m, t)
        if (plain := _agreed(was, one, other)) is not None:
            out.append(plain)
        elif (fine := _finely(was, one, other)) is not None:
            out.append(fine)
        else:
            collisions += 1
            out.append(
                _both(one, other, next((x for x in reversed(out) if x), ""), lang=lang, by_me=by_me, by_them=by_them)
            )
    return Merged("".join(out), collisions)


def _agreed(base: str, mine: str, theirs: str) -> str | None:
    """The one text where at most one of them changed it, or both alike; None where they differ."""
    if mine in {base, theirs}:
        return theirs
    return mine if theirs == base else None


def _finely(base: str, mine: str, theirs: str) -> str | None:
    """Put together sentence by sentence; None where they changed the same one."""
    b, m, t = sentences(base), sentences(mine), sentences(theirs)
    out: list[str] = []
    for region in _regions(b, m, t):
        was, one, other = region.texts(b, m, t)
        agreed = _agreed(was, one, other)
        if agreed is None:
            agreed = _side_by_side(region, b, m, t)
        if agreed is None:
            return None
        out.append(agreed)
    return "".join(out)


def _side_by_side(region: _Region, base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> str | None:
    """Neighbouring sentences, each changed by one of them alone; None where there are more or fewer than before."""
    rows = (base[slice(*region.base)], mine[slice(*region.mine)], theirs[slice(*region.theirs)])
    if len({len(row) for row in rows}) > 1:
        return None
    agreed = [_agreed(*three) for three in zip(*rows, strict=True)]
    return None if None in agreed else "".join(x for x in agreed if x is not None)


def _both(mine: str, theirs: str, before: str, *, lang: Lang, by_me: str, by_them: str) -> str:
    """Both texts, the one saved first last, beneath a question."""
    if not mine.strip() or not theirs.strip():
        dropper, keeper = (by_me, by_them) if not mine.strip() else (by_them, by_me)
        question, kept = DROPPED.fill(dropper=dropper, keeper=keeper)[lang], [mine if mine.strip() else theirs]
    else:
        question, kept = BOTH.fill(mine=by_me, theirs=by_them)[lang], [mine, theirs]
    flat = " ".join(question.split())
    gap = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    return gap + "\n\n".join(part.strip("\n") for part in (f"> ? {flat}", *kept)) + "\n"


def _regions(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Region]:
    """The three sequences cut side by side: stretches that all share, and those between them."""
    shared = [*_shared(base, mine, theirs), (len(base), len(mine), len(theirs), 0)]
    for (b, m, t, n), (b2, m2, t2, _) in pairwise([(0, 0, 0, 0), *shared]):
        if n:
            yield _Region((b, b + n), (m, m + n), (t, t + n))
        if (b + n, m + n, t + n) != (b2, m2, t2):
            yield _Region((b + n, b2), (m + n, m2), (t + n, t2))


def _shared(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of the base that stand in both others: base, mine, theirs, length."""
    one, other = matches(base, mine), matches(base, theirs)
    i = j = 0
    while i < len(one) and j < len(other):
        p, q = one[i], other[j]
        start, end = max(p.a, q.a), min(p.a + p.n, q.a + q.n)
        if start < end:
            yield start, p.b + start - p.a, q.b + start - q.a, end - start
        if p.a + p.n < q.a + q.n:
            i += 1
        else:
            j += 1
