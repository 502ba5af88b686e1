"""Turning points proposed from the record, each with its alternatives; people choose, and only people name a cause."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from furikaeri.chronology.acts import important_acts
from furikaeri.chronology.bounds import ended
from furikaeri.chronology.gaps import joined, open_alerts
from furikaeri.chronology.recovery import mitigated, resolved
from furikaeri.chronology.relate import clusters
from furikaeri.chronology.severity import says
from furikaeri.chronology.signs import is_pager, is_relay, notifies, tells_ticket, wakes
from furikaeri.model.chronology import KEY_MOMENTS, Fault, KeyMoment, KeyMomentName
from furikaeri.model.timespan import MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from furikaeri.chronology.gaps import Open
    from furikaeri.chronology.scene import Scene
    from furikaeri.model.chronology import Relation, SeveritySpan
    from furikaeri.model.event import Event

ALTERNATIVES = 5
REPORTED_BEFORE = 15 * MINUTE
"""People may notice before any alert; a report much earlier speaks of something else."""
TOLD_WITHIN = 5 * MINUTE
"""A severity set by hand is told of in the channel at about that time."""

NAMES: Mapping[KeyMomentName, Text] = {
    "cause": Text("Cause", "原因となった条件"),
    "detected": Text("Detected", "検知"),
    "paged": Text("Paged", "呼び出し"),
    "status-page": Text("Status page", "ステータスページ"),
    "action": Text("Important action", "重要な操作"),
    "mitigated": Text("Mitigated", "緩和"),
    "severity-lowered": Text("Severity lowered", "重大度の引き下げ"),
    "resolved": Text("Resolved", "解決"),
}

ENDINGS: frozenset[KeyMomentName] = frozenset({"mitigated", "resolved"})
"""Key moments that mean the end of a happening that lasts: of an alert from 13:02 to 13:40 they stand at 13:40."""

EXPECTED: tuple[tuple[KeyMomentName, ...], ...] = (("detected",), ("mitigated", "resolved"))
"""What every record should hold, one of each: that it was noticed, and that it was over. All else need not exist, and
a cause that nobody has stated yet is no fault of the record."""

FOLLOWS: tuple[tuple[KeyMomentName, KeyMomentName], ...] = (
    ("cause", "detected"), ("cause", "mitigated"), ("detected", "mitigated"), ("detected", "resolved"),
    ("mitigated", "resolved"), ("action", "resolved"), ("paged", "resolved"), ("severity-lowered", "resolved"),
)  # fmt: skip
"""(earlier, later): pairs whose order the words themselves imply."""

_MISSING: Mapping[KeyMomentName, Text] = {
    "detected": Text("Nothing on record shows how it was noticed.", "どのように気づいたのかが分かる記録がありません。"),
    "mitigated": Text("Nothing on record shows that it was over.", "収まったことが分かる記録がありません。"),
}
_ASK_MISSING = Text("When was it, and what shows it?", "それはいつで、何から分かりますか？")
_ORDER = Text("{earlier} stands after {later}.", "「{earlier}」が「{later}」より後になっています。")
_ASK_ORDER = Text("Which of the two is meant otherwise?", "どちらの節目を選び直すとよいでしょうか？")


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
    ends = mitigated(scene, opened, stretch, start)
    over = moment_at(scene, "mitigated", ends[0]) if ends else None
    found: list[KeyMoment | None] = [
        _cause(scene, known, start),
        _moment("detected", detected, Text("The first alert or report.", "最初のアラートまたは報告です。")),
        _moment("paged", _paged(scene, stretch), Text("The first page to a person.", "最初の呼び出しです。")),
        _moment("status-page", _public(scene), Text("The first public word.", "最初の対外的な告知です。")),
        _moment(
            "action",
            important_acts(scene, start, over),
            Text(
                "Of what was done, the likeliest to have brought it back.",
                "行われた操作のうち、回復に最もつながっていそうなものです。",
            ),
        ),
        _moment("mitigated", ends, Text("The symptom was over.", "症状が収まった時点です。")),
        _lowered(scene, severities),
        _moment("resolved", resolved(scene, over), Text("Said to be over.", "終わったと記録された時点です。")),
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
    """`missing-key-moment` for what every record should hold, `key-moments-out-of-order` where the order can't be so."""
    at = {m.name: scene.by_id[m.event] for m in moments if m.event in scene.by_id}
    missing = [
        Fault(code="missing-key-moment", message=_MISSING[names[0]], ask=_ASK_MISSING, sources=names)
        for names in EXPECTED
        if scene.events and not any(name in at for name in names)
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


def _cause(scene: Scene, relations: tuple[Relation, ...], start: int | None) -> KeyMoment | None:
    """Where people accepted a cause, it; else the changes before detection, ranked, none of them chosen."""
    stated = [r for r in relations if r.type == "leads-to" and r.status == "accepted" and r.a in scene.by_id]
    best: dict[str, float] = {}
    for relation in relations:
        if relation.type != "precedes" or relation.status == "rejected" or relation.a not in scene.by_id:
            continue
        if start is None or scene.at[relation.a] <= start:
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

    Alerts and reports outside the stretch stay as alternatives, and so does what was written to a help desk before:
    it existed, and who had it in view is for people to say.
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
    before = scene.window(lo, stretch[0]) if lo is not None and stretch else ()
    written = [event for event in before if scene.machine[event.id] and tells_ticket(event)][:1]
    return [*first, *written, *(event for event in (*scene.alerts[:2], *reports[:2]) if event not in first)]


def _paged(scene: Scene, stretch: tuple[int, int] | None) -> list[Event]:
    """The first page to a person: the pager's notification, else its opening, else an alert sent out as a page."""
    pages = [e for e in scene.events if is_pager(e) and scene.phase[e.id] in {"open", "notify"}]
    told = [e for e in scene.events if scene.phase[e.id] == "notify" and not is_pager(e) and scene.machine[e.id]]
    sent = [e for e in scene.alerts if any(v.basis == "delivered" for v in e.in_view) and wakes(e)]
    found = sorted(pages or told or sent, key=lambda e: (not notifies(e), scene.at[e.id], e.id))
    during = [event for event in found if stretch and scene.at[event.id] >= stretch[0]]
    return [*during[:ALTERNATIVES], *found]


def _public(scene: Scene) -> list[Event]:
    ours = [event for event in scene.events if event.lane == "public" and scene.kind(event) != "observation"]
    return [event for event in ours if event.link or "page" in event.source or event.facts.get("status")] or ours


def _lowered(scene: Scene, severities: Sequence[SeveritySpan]) -> KeyMoment | None:
    """The event that lowered the severity: its basis, else the nearest that says so."""
    for one, two in pairwise(severities):
        if two.severity > one.severity:
            near = [e for e in scene.window(two.lo - TOLD_WITHIN, two.lo + TOLD_WITHIN) if says(e) == two.severity]
            near.sort(key=lambda event: (abs(scene.at[event.id] - two.lo), event.id))
            told = [scene.by_id[two.basis], *near] if two.basis in scene.by_id else near
            reason = Text("{a} became {b}.", "{a} から {b} になりました。").fill(a=one.severity, b=two.severity)
            if told:
                return _moment("severity-lowered", told, reason)
    return None


def _certain(scene: Scene, event: Event) -> float:
    read = scene.assessments.get(event.id)
    return 1.0 if event.kind is not None else read.certainty if read else 0.0


def _salience(scene: Scene, event: Event) -> float:
    read = scene.assessments.get(event.id)
    return read.salience if read else 0.0
