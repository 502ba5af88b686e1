"""One printed linearisation of a chronology: which events, how their time is written, what stands beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from furikaeri.chronology.key_moments import ENDINGS, NAMES
from furikaeri.chronology.relate import clusters
from furikaeri.chronology.written import wall_clock, written
from furikaeri.model.chronology import KEY_MOMENTS, Timeline, TimelineRow
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from furikaeri.model.chronology import Chronology, KeyMomentName, Relation
    from furikaeri.model.event import Event
    from furikaeri.text import Lang

Level = Literal["story", "moments", "raw"]
LEVELS: tuple[Level, ...] = get_args(Level)
STORY = (10, 25)
MOMENTS = 100
SALIENT = 0.5
OF_A_SORT = 3
"""So many records of one operation tell what was going on; a machine writes hundreds."""
LONGEST = 280
"""Characters of a row's text; the record behind the data link holds the rest."""

_LINKED = {"leads-to": "←", "precedes": "←", "supports": "←", "refutes": "✕", "contradicts": "✕"}
_CONTESTED = Text("contested by {by}", "{by}から異論")
_TOLD = Text("“{told}”", "「{told}」")
_DELETED = Text("(deleted later)", "（あとで削除）")
_OVER = Text("over: {text}", "終了: {text}")
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
    sheet = _Sheet.of(chronology, local, level == "raw", lang)
    endings = sorted(
        ((event.span.hi, event.id, event) for event in chronology.events if sheet.ends_as(event) and event.span.hi),
        key=lambda e: e[:2],
    )
    rows: list[TimelineRow] = []
    for event in chosen_events(chronology, level):
        while endings and endings[0][0] < event.span.lo:
            rows.append(sheet.ending(endings.pop(0)[2]))
        rows.extend(sheet.rows(event))
    rows.extend(sheet.ending(event) for _, _, event in endings)
    return Timeline(rows=tuple(rows), zone=zone if local else "", lang=lang)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands beside events, looked up once: key moments, accepted links, accounts and contests."""

    by_id: Mapping[str, Event]
    moments: Mapping[str, list[KeyMomentName]]
    links: Mapping[str, list[Relation]]
    beside: Mapping[str, list[tuple[str, str]]]
    local: tzinfo | None
    fine: bool
    lang: Lang

    @classmethod
    def of(cls, chronology: Chronology, local: tzinfo | None, fine: bool, lang: Lang) -> _Sheet:  # noqa: FBT001  # private
        by_id = {event.id: event for event in chronology.events}
        moments: dict[str, list[KeyMomentName]] = {}
        for found in sorted(chronology.key_moments, key=lambda m: KEY_MOMENTS.index(m.name)):
            moments.setdefault(found.event, []).append(found.name)
        links: dict[str, list[Relation]] = {}
        for relation in sorted(chronology.relations, key=lambda r: r.id):
            if relation.status == "accepted" and relation.type in _LINKED and relation.a in by_id:
                links.setdefault(relation.b, []).append(relation)
        beside: dict[str, list[tuple[str, str]]] = {}
        for account in sorted(chronology.accounts, key=lambda a: (a.given_at, a.by)):
            beside.setdefault(account.event, []).append((account.by, account.text))
        for contest in sorted(chronology.contests, key=lambda c: (c.at, c.by)):
            beside.setdefault(contest.event, []).append((_CONTESTED.fill(by=contest.by)[lang], contest.text))
        return cls(by_id, moments, links, beside, local, fine, lang)

    def ends_as(self, event: Event) -> list[KeyMomentName]:
        """The key moments that mean the end of this event, where it lasted and ended."""
        names = self.moments.get(event.id, ())
        lasted = event.span.shape == "interval" and event.span.hi not in {None, event.span.lo}
        return [name for name in names if name in ENDINGS and lasted]

    def rows(self, event: Event) -> list[TimelineRow]:
        """The event's row, and one for each account and contest beside it."""
        names = [name for name in self.moments.get(event.id, ()) if name not in self.ends_as(event)]
        links = "".join(
            f" ({_LINKED[r.type]} {wall_clock(self.by_id[r.a].span.lo, None):%H:%M} {_short(self.by_id[r.a].text, 40)})"
            for r in sorted(self.links.get(event.id, ()), key=lambda r: (self.by_id[r.a].span.lo, r.id))
        )
        first = self._row(event, event.span, names, self._text(event) + links, data_link(event))
        others = (
            self._row(event, event.span, [], f"{by}: {_TOLD.fill(told=_short(told))[self.lang]}", "")
            for by, told in self.beside.get(event.id, ())
        )
        return [first, *others]

    def ending(self, event: Event) -> TimelineRow:
        """The row at the end of an event that lasted, for the key moment that its end is."""
        end = event.span.hi if event.span.hi is not None else event.span.lo
        span = TimeSpan(end, end, event.span.grain, vague="both" if event.span.vague in {"end", "both"} else "")
        return self._row(
            event, span, self.ends_as(event), _OVER.fill(text=self._text(event))[self.lang], data_link(event)
        )

    def _row(self, event: Event, span: TimeSpan, names: Sequence[KeyMomentName], text: str, link: str) -> TimelineRow:
        title = (", " if self.lang == "en" else "、").join(NAMES[name][self.lang] for name in names)
        return TimelineRow(
            event=event.id,
            time=written(span, None, fine=self.fine),
            text=f"**{title}** {text}" if title else text,
            data_link=link,
            span=span,
            key_moment=names[0] if names else "",
            local=written(span, self.local, fine=self.fine) if self.local else "",
        )

    def _text(self, event: Event) -> str:
        text = _short(event.text) + (f" {_DELETED[self.lang]}" if event.deleted else "")
        return f"{event.actor}: {text}" if event.actor and event.lane == "people" else text


def chosen_events(chronology: Chronology, level: Level) -> tuple[Event, ...]:
    """The events that a level shows, in display order; what a system repeats word for word is told once."""
    if level == "raw":
        return chronology.events
    least, most = STORY if level == "story" else (MOMENTS, MOMENTS)
    stand_in = clusters(chronology.relations)
    needed = [m.event for m in chronology.key_moments if m.event]
    needed += [account.event for account in chronology.accounts] + [contest.event for contest in chronology.contests]
    needed += [belief.event for belief in chronology.beliefs] + [decision.event for decision in chronology.decisions]
    weights = {event.id: _weight(chronology, event) for event in chronology.events}
    by_id = {event.id: event for event in chronology.events}
    kept = {id_: True for id_ in needed if id_ in weights}
    taken = {stand_in.get(id_, id_) for id_ in kept}
    told = {(by_id[id_].source, by_id[id_].text) for id_ in kept}
    sorts: Counter[tuple[str, str]] = Counter()
    for event in _weightiest(chronology.events, weights):
        if len(kept) >= most or (len(kept) >= least and weights[event.id] < SALIENT):
            break
        head = stand_in.get(event.id, event.id)
        sort = (event.source, event.facts.get("operation", ""))
        if head in taken or (event.source, event.text) in told or (sort[1] and sorts[sort] >= OF_A_SORT):
            continue
        taken.add(head)
        told.add((event.source, event.text))
        sorts[sort] += 1
        kept[event.id] = True
    return tuple(event for event in chronology.events if event.id in kept)


def _weightiest(events: Sequence[Event], weights: Mapping[str, float]) -> Iterator[Event]:
    """The events by weight; of equal ones any first few lie evenly over the time, since none has a better claim."""
    for _, alike in groupby(sorted(events, key=lambda e: (-weights[e.id], e.span.lo, e.id)), lambda e: weights[e.id]):
        equal = list(alike)
        width = max(1, (len(equal) - 1).bit_length())
        turned = sorted(range(len(equal)), key=lambda i: int(f"{i:0{width}b}"[::-1], 2))
        yield from (equal[i] for i in turned)


def data_link(event: Event) -> str:
    """Where the record stands, as Markdown: its own permalink, else the place in the evidence."""
    if "://" in event.link:
        target = "".join(_escapes.get(c, c) for c in event.link.strip())
        return f"[{event.source}]({target})"
    return event.locator.removesuffix("#")


_escapes = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "\n": "", "\r": "", "<": "%3C", ">": "%3E"}


def _weight(chronology: Chronology, event: Event) -> float:
    read = chronology.assessments.get(event.id)
    return read.salience if read else 0.0


def _short(text: str, most: int = LONGEST) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _zone(name: str) -> tzinfo | None:
    if name in {"", "UTC"}:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise FurikaeriError(_UNKNOWN_ZONE.fill(zone=name)) from fault
