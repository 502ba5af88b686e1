"""One printed linearisation of a chronology: which events, how their time is written, what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from furikaeri.chronology.key_moments import NAMES
from furikaeri.chronology.relate import clusters
from furikaeri.model.chronology import KEY_MOMENTS, Timeline, TimelineRow
from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, moment
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from furikaeri.model.chronology import Chronology, Relation
    from furikaeri.model.event import Event
    from furikaeri.model.timespan import TimeSpan
    from furikaeri.text import Lang

Level = Literal["story", "moments", "raw"]
LEVELS: tuple[Level, ...] = get_args(Level)
STORY = (10, 25)
MOMENTS = 100
SALIENT = 0.5
LONGEST = 280
"""Characters of a row's text; the record behind the data link holds the rest."""

_LINKED = {"leads-to": "←", "precedes": "←", "supports": "←", "refutes": "✕", "contradicts": "✕"}
_CONTESTED = Text("contested by {by}", "{by} から異論")
_DELETED = Text("(deleted later)", "（後で削除）")
_UNKNOWN_ZONE = Text(
    "{zone} is no zone name. Use one such as Asia/Tokyo.",
    "{zone} というタイムゾーンはありません。Asia/Tokyo のように指定してください。",
)


def linearise(chronology: Chronology, level: Level = "story", zone: str = "UTC", lang: Lang = "en") -> Timeline:
    """The rows of a timeline in display order, UTC times, with the local time of `zone` beside it unless it is UTC.

    - `story`: 10 to 25 rows: key moments, then the most salient, one for happenings that several systems recorded;
    - `moments`: up to 100; `raw`: every event.

    Accounts and contests follow their event as rows of the same time, each with its role; they are never merged.
    """
    local = _zone(zone)
    shown = chosen_events(chronology, level)
    moments: dict[str, list[str]] = {}
    for name in KEY_MOMENTS:
        for found in chronology.key_moments:
            if found.name == name and found.event:
                moments.setdefault(found.event, []).append(name)
    causes: dict[str, list[Relation]] = {}
    for relation in chronology.relations:
        if relation.status == "accepted" and relation.type in _LINKED:
            causes.setdefault(relation.b, []).append(relation)
    by_id = {event.id: event for event in chronology.events}
    beside: dict[str, list[tuple[str, str]]] = {}
    for account in sorted(chronology.accounts, key=lambda a: (a.given_at, a.by)):
        beside.setdefault(account.event, []).append((account.by, account.text))
    for contest in sorted(chronology.contests, key=lambda c: (c.at, c.by)):
        beside.setdefault(contest.event, []).append((_CONTESTED.fill(by=contest.by)[lang], contest.text))
    fine = level == "raw"
    rows = []
    for event in shown:
        time, there = written(event.span, None, fine), written(event.span, local, fine) if local else ""
        names = moments.get(event.id, [])
        text = _short(event.text) + (f" {_DELETED[lang]}" if event.deleted else "")
        links = "".join(
            f" ({_LINKED[r.type]} {_clock(by_id[r.a].span.lo)} {_short(by_id[r.a].text, 40)})"
            for r in sorted(
                causes.get(event.id, ()), key=lambda r: (by_id[r.a].span.lo, r.id) if r.a in by_id else (0, r.id)
            )
            if r.a in by_id
        )
        rows.append(
            TimelineRow(
                event=event.id,
                time=time,
                text=_told(event, text, names, lang) + links,
                data_link=data_link(event),
                span=event.span,
                key_moment=names[0] if names else "",
                local=there,
            )
        )
        rows.extend(
            TimelineRow(
                event=event.id, time=time, text=f"{by}: “{_short(told)}”", data_link="", span=event.span, local=there
            )
            for by, told in beside.get(event.id, ())
        )
    return Timeline(rows=tuple(rows), zone=zone if local else "", lang=lang)


def chosen_events(chronology: Chronology, level: Level) -> tuple[Event, ...]:
    """The events that a level shows, in display order."""
    if level == "raw":
        return chronology.events
    least, most = STORY if level == "story" else (MOMENTS, MOMENTS)
    stand_in = clusters(chronology.relations)
    needed = [m.event for m in chronology.key_moments if m.event]
    needed += [account.event for account in chronology.accounts] + [contest.event for contest in chronology.contests]
    needed += [belief.event for belief in chronology.beliefs] + [decision.event for decision in chronology.decisions]
    weights = {event.id: _weight(chronology, event) for event in chronology.events}
    kept = {id_: True for id_ in needed if id_ in weights}
    taken = {stand_in.get(id_, id_) for id_ in kept}
    for event in sorted(chronology.events, key=lambda e: (-weights[e.id], e.span.lo, e.id)):
        if len(kept) >= most or (len(kept) >= least and weights[event.id] < SALIENT):
            break
        head = stand_in.get(event.id, event.id)
        if head not in taken:
            taken.add(head)
            kept[event.id] = True
    return tuple(event for event in chronology.events if event.id in kept)


def written(span: TimeSpan, zone: tzinfo | None, fine: bool = False) -> str:  # noqa: FBT001, FBT002  # seconds or not
    """A span in words: `2026-10-14 13:55–15:19`, `… 12:26–12:??` while its end is unknown, `~… 14:05 (±3m)` where unsure.

    In UTC where `zone` is None. Minutes, or seconds where `fine` and the record has them.
    """
    if span.grain >= DAY and span.shape == "instant":
        return f"{_at(span.lo, zone):%Y-%m-%d}"
    fine = fine and span.grain <= SECOND
    form = "%H:%M:%S" if fine else "%H:%M"
    lo = _at(span.lo, zone)
    start = f"{lo:%Y-%m-%d {form}}"
    tilde = "~" if span.vague in {"start", "both"} else ""
    if span.shape == "interval":
        if span.hi is None:
            return f"{tilde}{start}–{lo:%H}:??"
        hi = _at(span.hi, zone)
        end = f"{hi:{form}}" if hi.date() == lo.date() else f"{hi:%Y-%m-%d {form}}"
        about = "~" if span.vague in {"end", "both"} else ""
        return start if end == f"{lo:{form}}" and not tilde else f"{tilde}{start}–{about}{end}"
    if span.hi is not None and span.hi != span.lo:
        half = (span.hi - span.lo + 1) // 2
        return f"~{_at(span.lo + half, zone):%Y-%m-%d {form}} (±{_length(half)})"
    return ("~" if span.vague else "") + start


def data_link(event: Event) -> str:
    """Where the record stands, as Markdown: its own permalink, else the place in the evidence."""
    if event.link:
        target = "".join(_escapes.get(c, c) for c in event.link.strip())
        return f"[{event.source}]({target})"
    return event.locator


_escapes = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "\n": "", "\r": "", "<": "%3C", ">": "%3E"}


def _told(event: Event, text: str, names: list[str], lang: Lang) -> str:
    said = f"{event.actor}: {text}" if event.actor and event.lane == "people" else text
    if not names:
        return said
    title = (", " if lang == "en" else "、").join(NAMES[name][lang] for name in KEY_MOMENTS if name in names)
    return f"**{title}** {said}"


def _weight(chronology: Chronology, event: Event) -> float:
    read = chronology.assessments.get(event.id)
    return read.salience if read else 0.0


def _short(text: str, most: int = LONGEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _length(us: int) -> str:
    if us % HOUR == 0 and us >= HOUR:
        return f"{us // HOUR}h"
    return f"{-(-us // MINUTE)}m" if us >= MINUTE else f"{max(1, us // SECOND)}s"


def _clock(us: int) -> str:
    return f"{_at(us, None):%H:%M}"


def _at(us: int, zone: tzinfo | None) -> datetime:
    """The moment in a zone, kept within the years a calendar can show."""
    at = moment(min(max(us, -62_135_510_400 * SECOND), 253_402_207_200 * SECOND))
    return at.astimezone(zone) if zone else at


def _zone(name: str) -> tzinfo | None:
    if name in {"", "UTC"}:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise FurikaeriError(_UNKNOWN_ZONE.fill(zone=name)) from fault
