"""Records that can't all be right, or leave out who acted: effects before causes, unmade changes, deletions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from furikaeri.chronology.acts import acts
from furikaeri.chronology.bounds import bounds
from furikaeri.chronology.gaps import open_alerts
from furikaeri.chronology.rules.reply import parent_of
from furikaeri.chronology.signs import alert_key, is_alert
from furikaeri.model.chronology import Fault
from furikaeri.model.timespan import MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from furikaeri.chronology.gaps import Open
    from furikaeri.chronology.scene import Scene
    from furikaeri.model.chronology import Clock
    from furikaeri.model.event import Event

UNMADE = 15 * MINUTE

_REPLY = Text("A reply stands before what it answers.", "返信が、返信先より前の時刻になっています。")
_TURN = Text(
    "“{then}” is on record before “{first}” of the same alert.",
    "同じアラートで「{then}」の記録が「{first}」より前になっています。",
)
_ASK_ORDER = Text("Which of the two times needs a look?", "どちらの時刻を確かめるとよいでしょうか？")
_UNMADE = Text(
    "It recovered at this point, and in the 15 minutes before nobody is on record as having acted.",
    "ここで回復していますが、直前の 15 分間に誰かが手を動かした記録がありません。",
)
_ASK_UNMADE = Text(
    "What brought it back: something done elsewhere, or did it pass by itself?",
    "何によって戻りましたか？　別の場所での操作でしょうか、それとも自然に収まったのでしょうか？",
)
_DELETED = Text("{n} messages of {where} were deleted later.", "{where} の発言 {n} 件が、あとで削除されています。")
_ORPHANS = Text(
    "{n} replies in {where} answer messages that are not on record.",
    "{where} の返信 {n} 件の返信先が、記録にありません。",
)
_ASK_DELETED = Text("What did they say, as far as people remember?", "覚えている範囲で、どのような内容でしたか？")
_WORDS = {
    "open": Text("opened", "発生"),
    "ack": Text("acknowledged", "応答"),
    "close": Text("closed", "解消"),
    "notify": Text("paged", "呼び出し"),
}


def effects_before_causes(scene: Scene, clocks: Iterable[Clock] = ()) -> tuple[Fault, ...]:
    """`effect-before-cause`: a reply surely before its parent, a turn of an alert surely before its opening.

    `clocks` holds proposed corrections too: what a clock already explains is not told twice.
    """
    known = {clock.source: clock for clock in clocks}
    found = []
    for event in scene.events:
        parent = scene.by_id.get(parent_of(event.reply_to, event.id, scene))
        if parent is not None and _surely_before(scene, event, parent, known):
            found.append(_conflict(_REPLY, event, parent))
    for first, then in _turns(scene):
        if _surely_before(scene, then, first, known):
            words = {"first": _WORDS[scene.phase[first.id]], "then": _WORDS[scene.phase[then.id]]}
            found.append(_conflict(_TURN.fill(**words), then, first))
    return tuple(found)


def _surely_before(scene: Scene, a: Event, b: Event, clocks: Mapping[str, Clock]) -> bool:
    one, other = scene.clock[a.id], scene.clock[b.id]
    if one == other:
        end = a.span.latest if a.span.shape == "instant" else a.span.lo + a.span.grain
        return end is not None and end <= b.span.lo
    ends, begins = bounds(a, one, clocks), bounds(b, other, clocks)
    return ends.by <= begins.lo


def _turns(scene: Scene) -> list[tuple[Event, Event]]:
    """(opening, later turn) of each alert within one source, where the record has no opening before the turn."""
    openings: dict[str, list[Event]] = {}
    turns: dict[str, list[Event]] = {}
    for event in scene.events:
        phase = scene.phase[event.id]
        if is_alert(event) and scene.machine[event.id] and phase in _WORDS:
            key = f"{event.source}|{alert_key(event)}"
            (openings if phase == "open" else turns).setdefault(key, []).append(event)
    return [
        (openings[key][0], turn)
        for key, found in turns.items()
        if key in openings
        for turn in found
        if scene.at[turn.id] < scene.at[openings[key][0].id]
    ]


def unmade_changes(scene: Scene) -> tuple[Fault, ...]:
    """`unmade-change`: an alert closed for the last time, and nobody acted in the fifteen minutes before."""
    acted = [scene.at[e.id] for e in scene.events if acts(scene, e)]
    last: dict[str, Open] = {}
    for one in open_alerts(scene):
        if one.closed:
            key = alert_key(scene.by_id[one.closed])
            last[key] = max(last.get(key, one), one, key=lambda other: other.hi)
    ended: list[Open] = []
    for one in sorted(last.values(), key=lambda other: (other.hi, other.closed)):
        if not ended or one.hi - ended[-1].hi > UNMADE:
            ended.append(one)
    return tuple(
        Fault(
            code="unmade-change", message=_UNMADE, ask=_ASK_UNMADE, events=(one.closed,), lo=one.hi - UNMADE, hi=one.hi
        )
        for one in ended
        if bisect_left(acted, one.hi - UNMADE) == bisect_right(acted, one.hi)
    )


def deletions(scene: Scene) -> tuple[Fault, ...]:
    """`deleted-message`: messages marked as deleted, and replies whose parent is gone; one fault a place."""
    gone: dict[str, list[str]] = {}
    orphans: dict[str, list[str]] = {}
    for event in scene.events:
        where = event.facts.get("channel") or event.source
        if event.deleted:
            gone.setdefault(where, []).append(event.id)
        elif event.reply_to and not parent_of(event.reply_to, event.id, scene):
            orphans.setdefault(where, []).append(event.id)
    return tuple(
        Fault(
            code="deleted-message",
            message=message.fill(n=len(ids), where=where),
            ask=_ASK_DELETED,
            events=tuple(ids),
        )
        for message, places in ((_DELETED, gone), (_ORPHANS, orphans))
        for where, ids in sorted(places.items())
    )


def _conflict(message: Text, early: Event, late: Event) -> Fault:
    return Fault(
        code="effect-before-cause",
        message=message,
        ask=_ASK_ORDER,
        events=(early.id, late.id),
        sources=tuple(sorted({early.source, late.source})),
    )
