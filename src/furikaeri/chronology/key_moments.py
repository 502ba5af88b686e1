"""Turning points proposed from the record, each with its alternatives; people choose, and only people name a cause."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from furikaeri.chronology.bounds import ended
from furikaeri.chronology.gaps import joined, open_alerts
from furikaeri.chronology.relate import clusters
from furikaeri.chronology.signs import is_alert, is_change, is_pager, is_relay, tells_act, undoes
from furikaeri.chronology.tokens import plain
from furikaeri.model.chronology import KEY_MOMENTS, Fault, KeyMoment, KeyMomentName
from furikaeri.model.timespan import HOUR, MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from furikaeri.chronology.gaps import Open
    from furikaeri.chronology.scene import Scene
    from furikaeri.model.chronology import Relation, SeveritySpan
    from furikaeri.model.event import Event

ALTERNATIVES = 5
SAID_WITHIN = 6 * HOUR
"""Talk of an incident goes on for days; its end is declared within hours."""
REPORTED_BEFORE = 15 * MINUTE
"""People may notice before any alert; a report much earlier speaks of something else."""

NAMES: Mapping[KeyMomentName, Text] = {
    "cause": Text("Cause", "原因となった条件"),
    "detected": Text("Detected", "検知"),
    "paged": Text("Paged", "呼び出し"),
    "status-page": Text("Status page", "公開告知"),
    "action": Text("Important action", "重要な操作"),
    "mitigated": Text("Mitigated", "緩和"),
    "severity-lowered": Text("Severity lowered", "重大度の引き下げ"),
    "resolved": Text("Resolved", "解決"),
}

ENDINGS: frozenset[KeyMomentName] = frozenset({"mitigated", "resolved"})
"""Key moments that mean the end of a happening that lasts: of an alert from 13:02 to 13:40 they stand at 13:40."""

EXPECTED: tuple[KeyMomentName, ...] = ("cause", "detected", "action", "mitigated", "resolved")
"""What every incident has, whether on record or not; pages, status pages and lower severities need not exist."""

FOLLOWS: tuple[tuple[KeyMomentName, KeyMomentName], ...] = (
    ("cause", "detected"), ("cause", "mitigated"), ("detected", "mitigated"), ("detected", "resolved"),
    ("mitigated", "resolved"), ("action", "resolved"), ("paged", "resolved"), ("severity-lowered", "resolved"),
)  # fmt: skip
"""(earlier, later): pairs whose order the words themselves imply."""

_OVER = re.compile(
    r"(?a)\b(all clear|incident (is )?(over|resolved|closed)|fully (recovered|resolved)|resolved|"
    r"closing (this|the) incident|"
    r"operational|back to normal)\b|解決|収束|完全復旧|復旧しました|クローズ|終息"
)
_NOT_OVER = re.compile(r"(?a)\bnot\b|n't\b|\?|？|ません|いない|まだ|でしょうか|ですか")
_BETTER = re.compile(
    r"(?a)\b(recover(ed|ing)|mitigated|back (up|to normal)|error rates? (is |are )?(dropping|down|falling|back)|"
    r"stabili[sz]ed|healthy again|looks? (good|ok|healthy))\b|回復|復旧|落ち着|緩和|正常に戻|戻りました"
)

_MISSING = Text("No {name} is on record.", "「{name}」にあたる記録がありません。")
_NO_CAUSE = Text("Nobody has stated a cause yet.", "「原因となった条件」がまだ決まっていません。")
_ASK_CAUSE = Text(
    "Which conditions together led to it? Changes before it are listed as candidates only.",
    "どのような条件が重なって起きたと考えますか。直前の変更は、候補として並べているだけです。",
)
_ASK_MISSING = Text("When was it, and what shows it?", "それはいつで、何からわかりますか。")
_ORDER = Text("{earlier} stands after {later}.", "「{earlier}」が「{later}」より後になっています。")
_ASK_ORDER = Text("Which of the two is meant otherwise?", "どちらの節目を選び直すとよいでしょうか。")


def key_moments(
    scene: Scene, relations: Iterable[Relation] = (), severities: Sequence[SeveritySpan] = ()
) -> tuple[KeyMoment, ...]:
    """The proposed key moments in their order, each the best event and up to five alternatives.

    A cause is proposed only where a person accepted a `leads-to`; otherwise the best ranked changes stand as
    alternatives without a chosen event (`event` = "").
    """
    known = tuple(relations)
    opened = open_alerts(scene)
    stretch = main_stretch(scene, opened)
    detected = _detected(scene, stretch)
    start = scene.at[detected[0].id] if detected else None
    ends = _mitigated(scene, opened, start)
    over = moment_at(scene, "mitigated", ends[0]) if ends else None
    found: list[KeyMoment | None] = [
        _cause(scene, known),
        _moment("detected", detected, Text("The first alert or report.", "最初のアラートまたは報告です。")),
        _moment("paged", _paged(scene, stretch), Text("The first page to a person.", "最初の呼び出しです。")),
        _moment("status-page", _public(scene), Text("The first public word.", "最初の公開情報です。")),
        _moment(
            "action",
            _actions(scene, start, over),
            Text("An action before it got better, the weightiest first.", "回復に先立つ操作のうち、最も重いものです。"),
        ),
        _moment("mitigated", ends, Text("The symptom was over.", "症状が収まった時点です。")),
        _lowered(scene, severities),
        _moment("resolved", _resolved(scene, over), Text("Said to be over.", "終わったと記録された時点です。")),
    ]
    return tuple(moment for moment in found if moment is not None)


def moment_at(scene: Scene, name: KeyMomentName, event: Event) -> int:
    """When a key moment stands, µs: at the beginning of its event, or the end for what is an ending."""
    if name not in ENDINGS:
        return scene.at[event.id]
    return scene.at[event.id] + ended(event.span)[0] - event.span.lo


def chosen(proposed: Iterable[KeyMoment], stated: Iterable[KeyMoment]) -> tuple[KeyMoment, ...]:
    """People's choices over the proposals, in the order of the names; a choice keeps the proposals as alternatives."""
    found = {moment.name: moment for moment in proposed}
    for choice in stated:
        known = found.get(choice.name)
        others = [*choice.alternatives, *((known.event, *known.alternatives) if known else ())]
        left = tuple(dict.fromkeys(id_ for id_ in others if id_ and id_ != choice.event))
        found[choice.name] = KeyMoment(
            name=choice.name, event=choice.event, alternatives=left, reason=choice.reason, by=choice.by
        )
    return tuple(found[name] for name in KEY_MOMENTS if name in found)


def key_moment_faults(scene: Scene, moments: Iterable[KeyMoment]) -> tuple[Fault, ...]:
    """`missing-key-moment` for what every incident has, `key-moments-out-of-order` where the order can't be so."""
    at = {m.name: scene.by_id[m.event] for m in moments if m.event in scene.by_id}
    missing = [
        Fault(
            code="missing-key-moment",
            message=_NO_CAUSE if name == "cause" else _MISSING.fill(name=NAMES[name]),
            ask=_ASK_CAUSE if name == "cause" else _ASK_MISSING,
            sources=(name,),
        )
        for name in EXPECTED
        if name not in at
    ]
    turned = [
        Fault(
            code="key-moments-out-of-order",
            message=_ORDER.fill(earlier=NAMES[first], later=NAMES[then]),
            ask=_ASK_ORDER,
            events=(at[first].id, at[then].id),
            sources=(first, then),
        )
        for first, then in FOLLOWS
        if first in at and then in at and scene.at[at[then].id] + at[then].span.grain <= scene.at[at[first].id]
    ]
    return (*missing, *turned)


def _moment(name: KeyMomentName, events: Sequence[Event], reason: Text) -> KeyMoment | None:
    ids = list(dict.fromkeys(event.id for event in events))
    return (
        KeyMoment(name=name, event=ids[0], alternatives=tuple(ids[1 : 1 + ALTERNATIVES]), reason=reason)
        if ids
        else None
    )


def _cause(scene: Scene, relations: tuple[Relation, ...]) -> KeyMoment | None:
    stated = [r for r in relations if r.type == "leads-to" and r.status == "accepted" and r.a in scene.by_id]
    best: dict[str, float] = {}
    for relation in relations:
        if relation.type == "precedes" and relation.status != "rejected" and relation.a in scene.by_id:
            best[relation.a] = max(best.get(relation.a, 0.0), relation.score)
    stand_in = clusters(relations)
    first_of: dict[str, str] = {}
    for id_ in sorted(best, key=lambda id_: (is_relay(scene.by_id[id_]), -best[id_], id_)):
        first_of.setdefault(stand_in.get(id_, id_), id_)
    ranked = sorted(first_of.values(), key=lambda id_: (-best[id_], id_))[:ALTERNATIVES]
    if stated:
        first = min((scene.by_id[r.a] for r in stated), key=lambda event: (scene.at[event.id], event.id))
        others = tuple(id_ for id_ in ranked if id_ != first.id)
        reason = Text("A person accepted that it led on.", "影響につながったことを人が認めています。")
        return KeyMoment(name="cause", event=first.id, alternatives=others, reason=reason)
    if not ranked:
        return None
    reason = Text(
        "Proposed, best first: changes before the symptoms. Only a person states a cause.",
        "症状に先立つ変更を候補として並べています。原因を決めるのは人だけです。",
    )
    return KeyMoment(name="cause", event="", alternatives=tuple(ranked), reason=reason)


def main_stretch(scene: Scene, opened: Sequence[Open]) -> tuple[int, int] | None:
    """When alerts stood open while the most was going on, µs: an alert that had passed an hour before isn't this one.

    Without alerts there is no stretch.
    """
    stretches = joined((one.lo, one.hi) for one in opened)
    return max(stretches, key=lambda s: (sum(1 for _ in scene.window(*s)), s[1] - s[0], -s[0]), default=None)


def _detected(scene: Scene, stretch: tuple[int, int] | None) -> list[Event]:
    """The first alert of the incident and the words of people that reported trouble; whichever came first leads.

    Alerts and reports outside the stretch stay as alternatives.
    """
    reports = [
        event
        for event in scene.events
        if not scene.machine[event.id] and scene.kind(event) == "observation" and _certain(scene, event) >= 0.5
    ]
    lo = stretch[0] - REPORTED_BEFORE if stretch else None
    alerts = [event for event in scene.alerts if stretch and scene.at[event.id] >= stretch[0]]
    near = [event for event in reports if lo is None or scene.at[event.id] >= lo]
    first = sorted([*alerts[:2], *near[:2]], key=lambda event: (scene.at[event.id], event.id))
    return [*first, *(event for event in (*scene.alerts[:2], *reports[:2]) if event not in first)]


def _paged(scene: Scene, stretch: tuple[int, int] | None) -> list[Event]:
    pages = [e for e in scene.events if is_pager(e) and scene.phase[e.id] in {"open", "notify"}]
    told = [e for e in scene.events if scene.phase[e.id] == "notify" and not is_pager(e) and scene.machine[e.id]]
    delivered = [e for e in scene.events if any(v.basis == "delivered" for v in e.in_view) and is_alert(e)]
    found = pages or told or delivered
    during = [event for event in found if stretch and scene.at[event.id] >= stretch[0]]
    return [*during[:ALTERNATIVES], *found]


def _public(scene: Scene) -> list[Event]:
    ours = [event for event in scene.events if event.lane == "public" and scene.kind(event) != "observation"]
    return [event for event in ours if event.link or "page" in event.source or event.facts.get("status")] or ours


def _actions(scene: Scene, start: int | None, over: int | None) -> list[Event]:
    """What was done between detection and recovery: rollbacks first, then by salience; what stood nearer wins ties."""
    if start is None:
        return []
    last = scene.times[-1] if over is None else over
    done = [
        e for e in scene.window(start, last) if is_change(e) or scene.kind(e) in {"action", "change"} or tells_act(e)
    ]

    def weight(event: Event) -> tuple[float, int, str]:
        done_by_people = 0.5 * (not scene.machine[event.id])
        return (-(2.0 * undoes(event) + done_by_people + _salience(scene, event)), last - scene.at[event.id], event.id)

    return sorted(done, key=weight)


def _mitigated(scene: Scene, opened: Sequence[Open], start: int | None) -> list[Event]:
    """Where the last alert closed, then the others; then what people saw get better."""
    last_first = sorted((one for one in opened if one.closed), key=lambda one: (-one.hi, one.closed))
    closings = [scene.by_id[one.closed] for one in last_first]
    better = [
        event
        for event in scene.events
        if start is not None
        and scene.at[event.id] > start
        and not scene.machine[event.id]
        and scene.kind(event) in {"observation", "communication", "state"}
        and _BETTER.search(text := plain(event.text).lower())
        and not _NOT_OVER.search(text)
    ]
    return [*closings, *better]


def _resolved(scene: Scene, over: int | None) -> list[Event]:
    """The last word that it is over: the public one, else the later of the pager's closing and people's own word."""
    after = scene.times[0] if over is None and scene.times else over or 0
    closed = [
        event
        for event in scene.events
        if scene.at[event.id] >= after
        and scene.phase[event.id] == "close"
        and scene.machine[event.id]
        and (is_pager(event) or event.lane == "public")
    ]
    said = [
        event
        for event in scene.events
        if after <= scene.at[event.id] <= after + SAID_WITHIN
        and not scene.machine[event.id]
        and scene.phase[event.id] in {"", "close"}
        and _OVER.search(text := plain(event.text).lower())
        and not _NOT_OVER.search(text)
    ]
    public = [event for event in said if event.lane == "public"]
    public += [event for event in closed if event.lane == "public"]
    ended = [event for event in scene.events if scene.at[event.id] >= after and scene.phase[event.id] == "close"]
    word = sorted([*closed, *said], key=lambda event: -scene.at[event.id])
    ranked = [*sorted(public, key=lambda event: -scene.at[event.id]), *word, *reversed(ended)]
    return list({event.id: event for event in ranked}.values())


def _lowered(scene: Scene, severities: Sequence[SeveritySpan]) -> KeyMoment | None:
    for one, two in pairwise(severities):
        if two.severity > one.severity and two.basis in scene.by_id:
            reason = Text("{a} became {b}.", "{a} から {b} になりました。").fill(a=one.severity, b=two.severity)
            return KeyMoment(name="severity-lowered", event=two.basis, reason=reason)
    return None


def _certain(scene: Scene, event: Event) -> float:
    read = scene.assessments.get(event.id)
    return 1.0 if event.kind is not None else read.certainty if read else 0.0


def _salience(scene: Scene, event: Event) -> float:
    read = scene.assessments.get(event.id)
    return read.salience if read else 0.0
