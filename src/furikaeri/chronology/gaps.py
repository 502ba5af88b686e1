"""Where the record falls silent while something was going on, and days that an export lacks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from furikaeri.chronology.signs import alert_key, is_alert, is_pager, is_relay
from furikaeri.chronology.tokens import plain
from furikaeri.model.chronology import Fault
from furikaeri.model.timespan import MINUTE, moment
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.chronology.scene import Scene
    from furikaeri.model.event import Event

LEAST = 10 * MINUTE
"""People who are busy mending say nothing for some minutes; that is work, not a hole in the record."""
TIMES_SPACING = 4
TOLD = 3
"""So many stretches are named, the longest; the rest is counted."""
SAME_TURN = 10 * MINUTE
"""A pager passes an alert on within minutes."""
LOOKED_AT = 40
LONGEST_MISSING = 3

_Thing = TypeVar("_Thing")
_SCOPE = re.compile(r"^(?P<head>.*?)(?P<day>\d{4}-\d\d-\d\d)(?P<tail>\D*)$")
_SILENCE = Text(
    "From {stretches} UTC nothing is on record, while an alert was open.",
    "{stretches}（UTC）は、アラートが続いているのに記録がありません。",
)
_SILENCES = Text(
    "{n} times nothing is on record for {least} minutes or more, while an alert was open. The longest: {stretches} UTC.",
    "アラートが続いているのに記録のない時間が、{least} 分以上のものだけで {n} 回あります。長いものは {stretches}（UTC）です。",
)
_STRETCH = Text("{lo} to {hi} ({minutes} min)", "{lo}〜{hi}（{minutes} 分間）")
_ASK_SILENCE = Text(
    "What was happening then, and where was it said?", "そのあいだ、何が起きていて、どこで話していましたか？"
)
_MISSING_DAY = Text(
    "{scope}: {day} is missing, though the days around it are there.",
    "{scope}: 前後の日はあるのに、{day} がありません。",
)
_ASK_DAY = Text(
    "Was nothing said that day, or does the export lack it?",
    "その日は発言がなかったのでしょうか？　それとも書き出しから漏れていますか？",
)


class Open(NamedTuple):
    """An alert that stood open from `lo` to `hi` µs, by its opening and closing events ("" = no closing on record)."""

    lo: int
    hi: int
    opened: str
    closed: str


def open_alerts(scene: Scene) -> tuple[Open, ...]:
    """When alerts stood open, in time order, one alert by its key whichever systems recorded it.

    Posts of bots in a channel count only where no monitor or pager is on record: they pass on, and miss some. Nor does
    the page for an alert whose monitor is on record: people close a page when they are done, often hours later.
    One with no closing on record counts as open until the last closing of any other, or the last event where no alert
    closed: an export that lacks the closing must not make all that followed look silent. Unless another system saw the
    same alert open and close: then its closing is known.
    """
    waiting: dict[str, tuple[int, str]] = {}
    found = []
    alerts = [event for event in scene.events if is_alert(event) and scene.machine[event.id]]
    second_hand = {alert_key(scene.by_id[id_]) for id_ in passed_on(scene) if is_pager(scene.by_id[id_])}
    for event in [event for event in alerts if not is_relay(event)] or alerts:
        if is_pager(event) and alert_key(event) in second_hand:
            continue
        phase, at = scene.phase[event.id], scene.at[event.id]
        key = alert_key(event)
        if phase == "close":
            lo, opened = waiting.pop(key, (None, ""))
            if lo is not None:
                found.append(Open(lo, at, opened, event.id))
        elif phase in {"open", ""}:
            if event.span.shape == "interval" and event.span.hi is not None:
                found.append(Open(at, at + event.span.hi - event.span.lo, event.id, event.id))
            else:
                waiting.setdefault(key, (at, event.id))
    last = max((one.hi for one in found), default=scene.times[-1] if scene.times else 0)
    ended = sorted(found)
    starts = [one.lo for one in ended]
    for lo, opened in waiting.values():
        near = [scene.by_id[one.opened] for one in _around(ended, starts, lo)]
        if not any(_same_alert(scene, scene.by_id[opened], other) for other in near):
            found.append(Open(lo, max(lo, last), opened, ""))
    return tuple(sorted(found))


def _around(things: list[_Thing], times: list[int], at: int) -> list[_Thing]:
    """The things within `SAME_TURN` of a moment, at most so many on each side that a flood can't make it quadratic."""
    middle = bisect_left(times, at)
    lo = max(bisect_left(times, at - SAME_TURN), middle - LOOKED_AT)
    return things[lo : min(bisect_right(times, at + SAME_TURN), middle + LOOKED_AT)]


def passed_on(scene: Scene) -> frozenset[str]:
    """The ids of openings that pass on an alert whose monitor (or else whose page) is on record too: pages, bots' posts.

    By a shared id, or by the alert's name within ten minutes.
    """
    found: set[str] = set()
    relays = [event for event in scene.alerts if is_relay(event)]
    direct = [event for event in scene.alerts if not is_relay(event)]
    monitors = [event for event in direct if not is_pager(event)]
    for heard, tellers in ((monitors, [event for event in direct if is_pager(event)]), (direct, relays)):
        times = [scene.at[event.id] for event in heard]
        for teller in tellers if heard else ():
            near = _around(heard, times, scene.at[teller.id])
            if any(_same_alert(scene, teller, alert) for alert in near):
                found.add(teller.id)
    return frozenset(found)


def _same_alert(scene: Scene, teller: Event, alert: Event) -> bool:
    name = alert.facts.get("alertname", "").lower()
    return bool(scene.keys[teller.id] & scene.keys[alert.id]) or (bool(name) and name in plain(teller.text).lower())


def silences(scene: Scene) -> tuple[Fault, ...]:
    """`silence`: ten minutes and four times the usual spacing, on every lane, while an alert is open; one fault for all.

    `lo` and `hi` are those of the longest; `events` the last before and the first after each that is named.
    """
    stretches = joined((one.lo, one.hi) for one in open_alerts(scene))
    gaps: list[tuple[int, Event, Event]] = []
    events = scene.events
    for lo, hi in stretches:
        inside = list(scene.window(lo, hi))
        gaps.extend((scene.at[b.id] - scene.at[a.id], a, b) for a, b in pairwise(inside))
    if len(events) < 3 or not gaps:
        return ()
    limit = max(LEAST, int(TIMES_SPACING * median(gap for gap, _, _ in gaps)))
    longest = sorted((g for g in gaps if g[0] > limit), key=lambda g: (-g[0], g[1].id))
    if not longest:
        return ()
    told = sorted(longest[:TOLD], key=lambda g: (scene.at[g[1].id], g[1].id))
    named = [
        _STRETCH.fill(lo=_clock(scene.at[a.id]), hi=_clock(scene.at[b.id]), minutes=f"{gap / MINUTE:.0f}")
        for gap, a, b in told
    ]
    words = Text(", ".join(one.en for one in named), "、".join(one.ja for one in named))
    message = _SILENCE if len(longest) == 1 else _SILENCES
    _, first, then = longest[0]
    return (
        Fault(
            code="silence",
            message=message.fill(stretches=words, n=len(longest), least=limit // MINUTE),
            ask=_ASK_SILENCE,
            events=tuple(dict.fromkeys(id_ for _, a, b in told for id_ in (a.id, b.id))),
            lo=scene.at[first.id],
            hi=scene.at[then.id],
        ),
    )


def missing_days(scene: Scene, scopes: Iterable[str] = ()) -> tuple[Fault, ...]:
    """`missing-file-day`: an export has files for the days around one, and other records speak of that day.

    `scopes` are further scopes that an export promised to be whole (its coverage), events or none.
    """
    days: dict[tuple[str, str], set[date]] = {}
    for scope in {event.scope for event in scene.events if event.scope} | set(scopes):
        match = _SCOPE.match(scope)
        day = _day(match["day"]) if match else None
        if match and day:
            days.setdefault((match["head"], match["tail"]), set()).add(day)
    busy = {moment(at).date() for at in scene.times}
    found = []
    for (head, tail), known in sorted(days.items()):
        ordered = sorted(known)
        for one, two in pairwise(ordered):
            between = (two - one).days - 1
            for i in range(between if between <= LONGEST_MISSING else 0):
                day = one + timedelta(days=i + 1)
                if day in busy:
                    found.append(_missing(head, tail, day))
    return tuple(found)


def _missing(head: str, tail: str, day: date) -> Fault:
    scope = f"{head}{day}{tail}"
    return Fault(
        code="missing-file-day",
        message=_MISSING_DAY.fill(scope=head.rstrip("/"), day=day),
        ask=_ASK_DAY,
        sources=(scope,),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping stretches as one."""
    joined: list[tuple[int, int]] = []
    for lo, hi in sorted(stretches):
        if joined and lo <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], hi))
        else:
            joined.append((lo, hi))
    return joined


def _clock(us: int) -> str:
    return f"{moment(us):%H:%M}"
