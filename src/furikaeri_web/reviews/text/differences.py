"""What changed between two versions, word by word, for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from furikaeri_web.reviews.text.chunks import paragraphs, words
from furikaeri_web.reviews.text.matching import Match, matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["same", "gone", "new"]
_CRUMB = 2
"""A stretch of so few letters between two changes belongs to them: it reads better as one change."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stayed, went, or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its changes, or `unchanged` paragraphs that are not shown."""

    stretches: tuple[Stretch, ...] = ()
    unchanged: int = 0


def differences(old: str, new: str) -> tuple[Passage, ...]:
    """The passages that changed, in reading order, with one unchanged paragraph of context on either side."""
    a, b = paragraphs(old), paragraphs(new)
    out: list[Passage] = []
    same: list[str] = []
    for kind, left, right in _stretches(a, b, matches(a, b)):
        if kind == "same":
            same += left
            continue
        out += _folded(same, after=bool(out))
        same = []
        out.append(Passage(_words("".join(left), "".join(right))))
    if out:
        out += _folded([*same, ""], after=True)
    return tuple(out)


def _folded(same: Sequence[str], *, after: bool) -> Iterator[Passage]:
    """Unchanged paragraphs: the first (after a change) and the last (before one) are shown, the rest counted."""
    shown = [text for text in same if text.strip()]
    last_is_end = bool(same) and not same[-1]
    head = shown[:1] if after else []
    tail = [] if last_is_end else shown[len(head) :][-1:]
    hidden = len(shown) - len(head) - len(tail)
    yield from (Passage((Stretch("same", text),)) for text in head)
    if hidden > 0:
        yield Passage(unchanged=hidden)
    yield from (Passage((Stretch("same", text),)) for text in tail)


def _words(old: str, new: str) -> tuple[Stretch, ...]:
    a, b = words(old), words(new)
    out: list[Stretch] = []
    rows = list(_stretches(a, b, matches(a, b)))
    for n, (kind, left, right) in enumerate(rows):
        crumb = kind == "same" and 0 < n < len(rows) - 1 and len("".join(left).strip()) <= _CRUMB
        if kind == "same" and not crumb:
            out.append(Stretch("same", "".join(left)))
            continue
        gone, came = "".join(left), "".join(right)
        if len(out) > 1 and out[-1].kind == "new" and out[-2].kind == "gone":
            out[-2:] = [Stretch("gone", out[-2].text + gone), Stretch("new", out[-1].text + came)]
        else:
            out += [Stretch("gone", gone), Stretch("new", came)]
    return tuple(s for s in out if s.text)


def _stretches(
    a: Sequence[str], b: Sequence[str], found: Sequence[Match]
) -> Iterator[tuple[Literal["same", "changed"], Sequence[str], Sequence[str]]]:
    at_a = at_b = 0
    for match in [*found, Match(len(a), len(b), 0)]:
        if match.a > at_a or match.b > at_b:
            yield "changed", a[at_a : match.a], b[at_b : match.b]
        if match.n:
            yield "same", a[match.a : match.a + match.n], b[match.b : match.b + match.n]
        at_a, at_b = match.a + match.n, match.b + match.n
