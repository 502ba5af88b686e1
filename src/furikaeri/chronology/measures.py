"""How long it took to detect, acknowledge, mitigate and resolve: as ranges, with what makes them wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.bounds import ended
from furikaeri.chronology.key_moments import ENDINGS, NAMES
from furikaeri.chronology.scene import Scene
from furikaeri.chronology.severity import time_in
from furikaeri.model.chronology import Measure
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from furikaeri.model.chronology import Chronology, KeyMoment, KeyMomentName, MeasureName

_LEGS: tuple[tuple[MeasureName, KeyMomentName, KeyMomentName], ...] = (
    ("to-detect", "cause", "detected"),
    ("to-mitigate", "cause", "mitigated"),
    ("to-resolve", "cause", "resolved"),
)
_UNKNOWN = Text("“{name}” has not been chosen yet.", "「{name}」がまだ決まっていません。")
_NO_ACK = Text("No acknowledgement is on record.", "応答の記録がありません。")
_EXACT = Text("Both ends are on record.", "始まりも終わりも記録にあります。")
_GRAIN = Text("As exact as the records of its two ends.", "両端の記録の精度によります。")
_CONTESTED = Text(
    "“{name}” is contested or not chosen yet: {n} readings stand.",
    "「{name}」は異論があるか未決定で、{n} 通りの読み方があります。",
)
_FROM_DETECTED = Text(
    "Counted from detection, since no cause has been stated. ", "原因が未決定のため、検知から数えています。"
)
_SEVERITY = Text("The sum of its intervals.", "区間の合計です。")
_STILL = Text("It has not been lowered or ended on record.", "引き下げや終了の記録がありません。")


def measures(chronology: Chronology, scene: Scene | None = None) -> tuple[Measure, ...]:
    """Every measure of the incident in µs, `lo` to `hi`; unknown stays None, and `why` says so.

    A key moment that people contest, or that nobody chose yet, widens the range by its alternatives: a range that is
    honest beats an average. `scene` where the events are indexed already.
    """
    known = scene or Scene(chronology.events, chronology.assessments, chronology.clocks)
    events = known.by_id
    spans = {id_: span[:2] for id_, span in known.spans.items()}
    lasted = {id_: ended(event.span)[0] - event.span.lo for id_, event in events.items()}
    endings = {id_: (lo + lasted[id_], hi + lasted[id_]) for id_, (lo, hi) in spans.items() if lasted[id_] > 0}
    moments = {moment.name: moment for moment in chronology.key_moments if moment.event in events}
    contested = {contest.event for contest in chronology.contests}
    found = []
    for name, start, end in _LEGS:
        begin = start if start in moments else "detected"
        if name == "to-detect" and start not in moments:
            found.append(Measure(name=name, lo=None, hi=None, why=_UNKNOWN.fill(name=NAMES[start])))
            continue
        missing = next((leg for leg in (begin, end) if leg not in moments), None)
        if missing is not None:
            found.append(Measure(name=name, lo=None, hi=None, why=_UNKNOWN.fill(name=NAMES[missing])))
            continue
        over = {**spans, **endings} if end in ENDINGS else spans
        measure = _between(name, moments[begin], moments[end], begun=spans, over=over, contested=contested)
        found.append(measure if begin == start else _prefixed(measure, _FROM_DETECTED))
    found.append(_acknowledged(moments.get("paged"), known, spans))
    for severity, total in time_in(chronology.severities).items():
        why = _STILL if total is None else _SEVERITY
        found.append(Measure(name="in-severity", of=severity, lo=total, hi=total, why=why))
    return tuple(found)


def _between(
    name: MeasureName,
    start: KeyMoment,
    end: KeyMoment,
    *,
    begun: Mapping[str, tuple[int, int]],
    over: Mapping[str, tuple[int, int]],
    contested: set[str],
) -> Measure:
    starts, ends = _readings(start, begun, contested), _readings(end, over, contested)
    lo = max(0, min(over[id_][0] for id_ in ends) - max(begun[id_][1] for id_ in starts))
    hi = max(0, max(over[id_][1] for id_ in ends) - min(begun[id_][0] for id_ in starts))
    wide = next(((moment, ids) for moment, ids in ((start, starts), (end, ends)) if len(ids) > 1), None)
    why = _CONTESTED.fill(name=NAMES[wide[0].name], n=len(wide[1])) if wide else _EXACT if lo == hi else _GRAIN
    return Measure(name=name, lo=lo, hi=hi, why=why, start=start.event, end=end.event)


def _readings(moment: KeyMoment, spans: Mapping[str, tuple[int, int]], contested: set[str]) -> list[str]:
    """The events that may be meant: the chosen one alone, or with its alternatives while it isn't settled."""
    settled = moment.by and moment.event not in contested
    return [id_ for id_ in (moment.event, *(() if settled else moment.alternatives)) if id_ in spans]


def _acknowledged(paged: KeyMoment | None, scene: Scene, spans: Mapping[str, tuple[int, int]]) -> Measure:
    if paged is None:
        return Measure(name="to-acknowledge", lo=None, hi=None, why=_UNKNOWN.fill(name=NAMES["paged"]))
    after = spans[paged.event][0]
    acks = sorted((spans[id_][0], id_) for id_, turn in scene.phase.items() if turn == "ack" and spans[id_][1] >= after)
    if not acks:
        return Measure(name="to-acknowledge", lo=None, hi=None, why=_NO_ACK, start=paged.event)
    end = acks[0][1]
    lo, hi = max(0, spans[end][0] - spans[paged.event][1]), spans[end][1] - after
    return Measure(name="to-acknowledge", lo=lo, hi=hi, why=_EXACT if lo == hi else _GRAIN, start=paged.event, end=end)


def _prefixed(measure: Measure, text: Text) -> Measure:
    why = Text(text.en + measure.why.en, text.ja + measure.why.ja)
    return Measure(name=measure.name, lo=measure.lo, hi=measure.hi, why=why, start=measure.start, end=measure.end)
