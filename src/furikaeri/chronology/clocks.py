"""Clocks that disagree: found from happenings that two systems both recorded, asked about, never rewritten."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.chronology.bounds import ANYBODY
from furikaeri.chronology.rules.alike import ENOUGH, likeness
from furikaeri.chronology.rules.same_key import COMMON, FAR, matches
from furikaeri.model.chronology import Clock, Fault
from furikaeri.model.timespan import HOUR, MINUTE, SECOND
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from furikaeri.chronology.scene import Scene

PAIRS = 5
PAIRS_OF_ZONE = 3
"""Three agreeing pairs say enough where the difference is a whole number of half hours: chance hardly does that."""
TOLERATED = 90 * SECOND
"""Systems tell each other with delay; less than this is delivery, not a clock."""
WIDTH = 3 * MINUTE
STEADY = 10 * SECOND
"""Records that mark no turn of an alert or a change may stand apart because one follows the other: a delay scatters, a
clock doesn't."""
HALF_HOUR = HOUR // 2
COMPARISONS = 20_000

_SKEW = Text(
    "The clock of {one} stands {lo} to {hi} min {side} that of {other}, going by {n} happenings that both recorded.",
    "{one} の時計は {other} より {lo}〜{hi} 分{side}います（両方が記録した {n} 件から）。",
)
_ZONE = Text(
    "The times of {one} stand about {hours} h {side} those of {other}, going by {n} happenings that both recorded.",
    "{one} の時刻は {other} より約 {hours} 時間{side}います（両方が記録した {n} 件から）。",
)
_ASK_SKEW = Text("Which of the two clocks was right?", "どちらの時計が合っていましたか？")
_ASK_ZONE = Text("Which zone do the times of {one} stand in?", "{one} の時刻は、どのタイムゾーンのものですか？")
_AHEAD = Text("ahead of", "進んで")
_BEHIND = Text("behind", "遅れて")


class Skew(NamedTuple):
    """How far clock `one` stands ahead of clock `other`: median µs, its interval, and the pairs that witness it."""

    one: str
    other: str
    middle: int
    lo: int
    hi: int
    pairs: int
    events: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the two differ by no more than delivery explains."""
        return abs(self.middle) <= TOLERATED

    @property
    def zoned(self) -> bool:
        """Whether the difference is that of two zones: whole half hours."""
        return abs(self.middle) > HALF_HOUR - TOLERATED and abs(_residue(self.middle)) <= 2 * TOLERATED

    def turned(self) -> Skew:
        """The same seen from the other clock."""
        return Skew(self.other, self.one, -self.middle, -self.hi, -self.lo, self.pairs, self.events)


def skews(scene: Scene) -> tuple[Skew, ...]:
    """For every two clocks that recorded enough of the same happenings, how far they stand apart."""
    deltas: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for a, b in _anchors(scene):
        one, other = sorted((a, b), key=lambda id_: scene.clock[id_])
        pair = (scene.clock[one], scene.clock[other])
        if pair[0] != pair[1]:
            deltas.setdefault(pair, {})[one, other] = scene.at[one] - scene.at[other]
    found = (_skew(scene, pair, apart) for pair, apart in sorted(deltas.items()))
    return tuple(skew for skew in found if skew is not None)


def clock_faults(scene: Scene) -> tuple[Fault, ...]:
    """One `clock-skew` or `zone-error` for every clock that stands apart from the most that agree."""
    return tuple(_fault(skew) for skew in _deviating(scene))


def proposed_clocks(faults: Iterable[Fault]) -> tuple[Clock, ...]:
    """The clock corrections that the faults suggest, for a person to accept or not."""
    return tuple(Clock(source=f.sources[0], lo=f.offset[0], hi=f.offset[1]) for f in faults if f.offset)


def _anchors(scene: Scene) -> Iterator[tuple[str, str]]:
    """Pairs of machine records that likely speak of one happening, however far their clocks stand apart."""
    for carriers in scene.by_key.values():
        if 2 <= len(carriers) <= COMMON:
            for a, b in matches(scene, carriers):
                yield a.id, b.id
    left = COMPARISONS
    for event in scene.events:
        if not (scene.machine[event.id] and scene.phase[event.id]):
            continue
        telling = sorted(scene.words[event.id], key=lambda word: (scene.frequency[word], word))
        near = {o.id: o for word in telling[:4] if 1 < scene.frequency[word] <= 12 for o in scene.by_word[word]}
        for other in near.values():
            if (
                other.source > event.source
                and scene.phase[other.id] == scene.phase[event.id]
                and scene.machine[other.id]
                and abs(scene.at[other.id] - scene.at[event.id]) <= FAR
            ):
                left -= 1
                if likeness(scene, event, other) >= ENOUGH:
                    yield event.id, other.id
        if left < 0:
            return


def _skew(scene: Scene, pair: tuple[str, str], apart: dict[tuple[str, str], int]) -> Skew | None:
    """Median and spread of the densest bunch of differences; None where no bunch speaks for most of the pairs.

    One record may pair with several others (an alert that fires again); wrong pairs scatter, right ones bunch.
    """
    deltas = sorted(apart.values())
    best, start = (0, 0), 0
    for i, low in enumerate(deltas):
        count = bisect_right(deltas, low + WIDTH) - i
        if (count, -abs(low)) > best:
            best, start = (count, -abs(low)), low
    bunch = deltas[bisect_left(deltas, start) : bisect_right(deltas, start + WIDTH)]
    inside = {ids for ids, delta in apart.items() if start <= delta <= start + WIDTH}
    distinct = min(len({a for a, _ in inside}), len({b for _, b in inside}))
    every = min(len({a for a, _ in apart}), len({b for _, b in apart}))
    if distinct < PAIRS_OF_ZONE or distinct * 2 < every:
        return None
    middle = int(median(bunch))
    spread = int(3 * median(abs(delta - middle) for delta in bunch)) + SECOND
    unmarked = sum(not scene.phase[a] for a, _ in inside)
    if unmarked * 2 > len(inside) and spread > STEADY:
        return None
    events = tuple(id_ for ids in sorted(inside)[: max(PAIRS, distinct)] for id_ in ids)
    return Skew(*pair, middle, middle - spread, middle + spread, distinct, events)


def _deviating(scene: Scene) -> list[Skew]:
    """Each clock outside the largest agreeing company, measured against it; all members that saw the same speak."""
    measured = skews(scene)
    company: dict[str, str] = {}

    def root(name: str) -> str:
        while company.setdefault(name, name) != name:
            name = company[name]
        return name

    for skew in measured:
        one, other = sorted((root(skew.one), root(skew.other)))
        if skew.agrees:
            company[other] = one
    members: dict[str, list[str]] = {}
    for name in sorted(company):
        members.setdefault(root(name), []).append(name)
    stamped = Counter(scene.clock.values())
    assumed = Counter(scene.clock[event.id] for event in scene.events if event.span.basis == "assumed")
    trust = {
        head: (
            len(group),
            -sum(assumed[name] for name in group) / sum(stamped[name] for name in group),
            sum(stamped[name] for name in group),
        )
        for head, group in members.items()
    }
    seen: dict[str, list[Skew]] = {}
    for skew in measured:
        one, other = root(skew.one), root(skew.other)
        if one != other:
            turned = skew if (trust[one], one) < (trust[other], other) else skew.turned()
            seen.setdefault(turned.one, []).append(turned)
    pooled = (_pooled(against) for _, against in sorted(seen.items()))
    return [skew for skew in pooled if skew.pairs >= (PAIRS_OF_ZONE if skew.zoned else PAIRS)]


def _pooled(against: list[Skew]) -> Skew:
    """The best witnessed difference of one clock, with the pairs of all other clocks that say the same."""
    best = max(against, key=lambda skew: (skew.pairs, skew.other))
    alike = [skew for skew in against if abs(skew.middle - best.middle) <= TOLERATED]
    return best._replace(
        lo=min(skew.lo for skew in alike),
        hi=max(skew.hi for skew in alike),
        pairs=sum(skew.pairs for skew in alike),
        events=tuple(dict.fromkeys(id_ for skew in alike for id_ in skew.events)),
    )


def _fault(skew: Skew) -> Fault:
    side = _AHEAD if skew.middle > 0 else _BEHIND
    lo, hi = sorted((abs(skew.lo), abs(skew.hi)))
    called = {"one": _called(skew.one), "other": _called(skew.other)}
    told = {**called, "side": side, "n": skew.pairs}
    zoned = skew.zoned
    hours = round(abs(skew.middle) / HALF_HOUR) / 2
    return Fault(
        code="zone-error" if zoned else "clock-skew",
        message=_ZONE.fill(**told, hours=f"{hours:g}")
        if zoned
        else _SKEW.fill(**told, lo=f"{lo / MINUTE:.1f}", hi=f"{hi / MINUTE:.1f}"),
        ask=_ASK_ZONE.fill(**called) if zoned else _ASK_SKEW,
        events=skew.events,
        sources=(skew.one, skew.other),
        offset=(skew.lo, skew.hi),
    )


def _called(clock: str) -> str:
    """The name that people know a clock by: the file where any system may have written it, else the source."""
    source, _, instance = clock.partition(":")
    return instance if source in ANYBODY and instance else source


def _residue(us: int) -> int:
    """What is left of a difference beyond the nearest whole number of half hours."""
    return us - round(us / HALF_HOUR) * HALF_HOUR
