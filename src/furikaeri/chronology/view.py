"""What was in view at a moment, and to whom: four states never mixed, and nothing that was learned later."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import msgspec

from furikaeri.chronology.gaps import open_alerts
from furikaeri.chronology.relate import relate
from furikaeri.chronology.scene import Scene, default_reading
from furikaeri.evidence.instants import epoch, instant
from furikaeri.model.chronology import VIEW_STATES, Chronology, ViewAt
from furikaeri.model.event import InView
from furikaeri.model.timespan import MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from furikaeri.model.chronology import Assessment, Belief, SeveritySpan, ViewState
    from furikaeri.model.event import Event
    from furikaeri.model.timespan import TimeSpan
    from furikaeri.text import Lang

LATELY = 30 * MINUTE
SEEN: tuple[ViewState, ...] = ("in-view", "voiced")
PASSING = frozenset(
    {"reactions", "edited", "edited-at", "revision", "reply-count", "deleted-at", "ends-at", "ended-at"}
)
"""Facts that a record gains after its moment and that carry no time of their own."""
OUTCOME = frozenset({"status", "state", "duration", "result", "occurrences"})
"""Facts that tell how a happening that lasts came out."""
RECORDED = frozenset({"same-as", "replies-to", "mentions", "part-of"})
"""Relations that stand in the records; all others are what people and rules thought of afterwards."""

_EDITED = Text(
    "(Edited later; how it read then is not on record.)", "（あとで編集されています。当時の文面は記録にありません。）"
)


def view(chronology: Chronology, at: int, group: str | None = None) -> ViewAt:
    """By event, whether at `at` (µs) it had happened, and stood in view of `group` (None: of anybody).

    - `not-yet`: it had not begun.
    - `existed`: some system held it, and no record says that the group was shown it.
    - `in-view`: displayed or delivered to the group by then, surely; `voiced`: somebody of the group said it.
    - `unknown`: it may have been in view, or may not have happened yet.
    """
    states = {event.id: state_of(event, at, group) for event in chronology.events}
    counts = dict.fromkeys(VIEW_STATES, 0)
    for state in states.values():
        counts[state] += 1
    return ViewAt(at=at, group=group, states=states, counts=counts, competing=_competing(chronology, at, states))


def state_of(event: Event, at: int, group: str | None = None) -> ViewState:
    """The state of one event at `at` µs to one group, or to anybody."""
    if event.span.lo > at:
        return "not-yet"
    happened = event.span.shape == "interval" or (event.span.hi is not None and event.span.hi <= at)
    entries = [entry for entry in event.in_view if entry.lo <= at and group in {None, entry.group}]
    sure = [entry for entry in entries if entry.hi is not None and entry.hi <= at]
    if sure:
        return "voiced" if any(entry.basis == "voiced" for entry in sure) else "in-view"
    return "unknown" if entries or not happened else "existed"


def groups(events: Iterable[Event]) -> tuple[str, ...]:
    """Everybody to whom something came into view, sorted."""
    return tuple(sorted({entry.group for event in events for entry in event.in_view}))


def as_seen(
    chronology: Chronology,
    at: int,
    group: str | None = None,
    *,
    states: Collection[ViewState] = SEEN,
    earlier: Mapping[str, Event] | None = None,
    lang: Lang = "en",
    read: Callable[[tuple[Event, ...]], Mapping[str, Assessment]] | None = None,
) -> Chronology:
    """The chronology as it stood at `at` µs to `group`: only events in one of `states`, and nothing learned later.

    Ends after `at` are open, outcomes unknown, edits, deletions and reactions undone, key moments, causes, faults and
    measures gone: they are all hindsight. `earlier` gives the wording of edited events at the time, by id; without it
    their text is withheld. Messages are read and records related again from what is left, since the whole record would
    colour them: nothing here depends on anything that came after `at`.
    """
    seen = tuple(
        _masked(event, at, (earlier or {}).get(event.id), lang)
        for event in chronology.events
        if state_of(event, at, group) in states
    )
    ids = {event.id for event in seen}
    readings = dict((read or default_reading())(seen))
    used = {event.lane for event in seen}
    return Chronology(
        events=seen,
        assessments=readings,
        relations=tuple(r for r in relate(Scene(seen, readings)) if r.type in RECORDED),
        accounts=tuple(a for a in chronology.accounts if a.event in ids and a.given_at <= at),
        beliefs=tuple(
            _held(b, at, ids)
            for b in chronology.beliefs
            if b.span.lo <= at and b.event in ids and group in {None, b.group}
        ),
        decisions=tuple(d for d in chronology.decisions if d.event in ids),
        contests=tuple(c for c in chronology.contests if c.event in ids and c.at <= at),
        severities=tuple(_standing(s, at, ids) for s in chronology.severities if s.lo <= at),
        lanes=tuple(lane for lane in chronology.lanes if lane in used),
        zone=chronology.zone,
    )


def _masked(event: Event, at: int, earlier: Event | None, lang: Lang) -> Event:
    lasted = event.span.shape == "interval" and (event.span.hi is None or event.span.hi > at)
    facts = {
        name: value
        for name, value in event.facts.items()
        if name not in PASSING and not (lasted and name in OUTCOME) and not _later(name, value, at)
    }
    text = event.text
    if _edited_after(event, at):
        text = earlier.text if earlier is not None else event.facts.get("text-before") or _EDITED[lang]
    return msgspec.structs.replace(
        event,
        span=_open(event.span, at),
        text=text,
        facts=facts,
        in_view=tuple(
            InView(v.group, v.lo, v.hi if v.hi is not None and v.hi <= at else None, v.basis)
            for v in event.in_view
            if v.lo <= at
        ),
        deleted=False,
        also=() if lasted else event.also,
    )


def _edited_after(event: Event, at: int) -> bool:
    """Whether the record was edited after `at`, or at a time it doesn't tell."""
    stamps = [event.facts[name] for name in ("edited", "edited-at") if event.facts.get(name)]
    return any((known := _stamp(stamp)) is None or known > at for stamp in stamps)


def _stamp(value: str) -> int | None:
    """µs of a fact that is a time in any machine's form; None where it isn't one."""
    try:
        return epoch(value).lo if value.replace(".", "").isdigit() else instant(value, UTC).lo
    except ValueError:
        return None


def _later(name: str, value: str, at: int) -> bool:
    stamped = name.endswith(("-at", "-time", "-ts"))
    seen = _stamp(value) if stamped else None
    return seen is not None and seen > at


def _open(span: TimeSpan, at: int) -> TimeSpan:
    """The span without an end that hadn't come; its words go too, since they tell the end."""
    if span.shape == "instant" or (span.hi is not None and span.hi <= at):
        return span
    vague = {"both": "start", "end": ""}.get(span.vague, span.vague)
    return msgspec.structs.replace(span, hi=None, stated="", vague=vague)


def _held(belief: Belief, at: int, ids: set[str]) -> Belief:
    known = belief.span.hi is not None and belief.span.hi <= at
    if known and (not belief.refuted_by or belief.refuted_by in ids):
        return belief
    return msgspec.structs.replace(belief, span=_open(belief.span, at), outcome="unknown", refuted_by="")


def _standing(severity: SeveritySpan, at: int, ids: set[str]) -> SeveritySpan:
    hi = severity.hi if severity.hi is not None and severity.hi <= at else None
    return msgspec.structs.replace(severity, hi=hi, basis=severity.basis if severity.basis in ids else "")


def _competing(chronology: Chronology, at: int, states: Mapping[str, ViewState]) -> tuple[str, ...]:
    """Open alerts in view, and what was observed or asked in the last half hour, newest first."""
    begun = [event for event in chronology.events if states[event.id] in SEEN]
    scene = Scene(begun, chronology.assessments, chronology.clocks)
    calling = {one.opened for one in open_alerts(scene) if not one.closed or one.hi > at}
    calling |= {
        event.id
        for event in scene.window(at - LATELY, at)
        if scene.kind(event) in {"observation", "question", "hypothesis"} or event.id in scene.alert_ids
    }
    return tuple(sorted(calling, key=lambda id_: (-scene.at[id_], id_)))
