"""The chronology of the page: the scrubber above, and the list with its strips."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from furikaeri.chronology.view import groups
from furikaeri.export.course import Entry, course
from furikaeri.export.details import Related
from furikaeri.export.rows import rows
from furikaeri.export.scene import Scene, Told, anchor
from furikaeri.export.scrubber import scrubber, tide
from furikaeri.export.strips import severity_bands, strips
from furikaeri.export.tags import Html, tag
from furikaeri.export.words import GROUPS, LANES
from furikaeri.model.event import LANES as USUAL_LANES
from furikaeri.model.event import Event, EventKind
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from furikaeri.export.edition import Edition
    from furikaeri.export.exporter import ExportOptions
    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Chronology

T = TypeVar("T")

_MOST_LANES = 7  # the most that a reader can hold; the rest share the last column
_TRACKS = 3  # bars side by side in one lane; a fourth is left to the words
_LONG = 400  # rows from which on the browser lays out only what is near the window

_TITLE = Text("Chronology", "時系列")
_LABEL = Text("Chronology, in order of time", "時系列（時刻順）")
_HINT = Text(
    "Open an entry to see when it came into whose view, what it stands in relation to, and the record it rests on.",
    "事象を開くと、いつ誰に見えたか、何とつながるか、どの記録に基づくかが分かります。",
)
_NOTHING = Text(
    "Nothing is here yet. Add the records of the incident, and they will stand here in order of time.",
    "まだ何もありません。障害の記録を加えると、時刻の順にここに並びます。",
)


def columns(cut: Edition) -> Mapping[str, int]:
    """The column, from 1, of every lane that has an event: the stated order first, then the usual one."""
    present = dict.fromkeys(event.lane for event in cut.shown)
    order = dict.fromkeys([*cut.chronology.lanes, *USUAL_LANES, *present])
    return {lane: min(n, _MOST_LANES) for n, lane in enumerate((x for x in order if x in present), 1)}


def drawing(cut: Edition, options: ExportOptions, clock: WallClock) -> Html:
    """The section as it stands in the page."""
    lang = options.lang
    if not cut.shown:
        nothing = tag("p", _NOTHING[lang], class_="nothing-yet")
        return tag("section", tag("h2", _TITLE[lang], class_="sr"), nothing, class_="spread", id="chronology")
    entries = course(cut.chronology, cut.shown)
    scene = scene_of(cut, clock, entries)
    seen_by = {group: GROUPS.get(group, Text(group, group))[lang] for group in groups(cut.shown)}
    heads: dict[int, str] = {}
    for lane, column in scene.lanes.items():
        heads.setdefault(column, scene.lane_names[lane])
    return tag(
        "section",
        tag("h2", _TITLE[lang], class_="sr"),
        scrubber(heads, seen_by, clock.name(cut.shown[0].span.lo), lang),
        tag("p", _HINT[lang], class_="panel-hint no-print"),
        tag(
            "ol",
            Html("\n".join(rows(entries, scene))),
            tide(lang),
            class_="chronology-list",
            id="chronology",
            aria_label=_LABEL[lang],
            data_zone=cut.zone,
        ),
        class_="spread is-long" if len(cut.shown) > _LONG else "spread",
    )


def scene_of(cut: Edition, clock: WallClock, entries: Sequence[Entry]) -> Scene:
    """What the rows of a copy need to know of each other; `entries` are its course."""
    chronology = cut.chronology
    shown = {event.id: event for event in cut.shown}
    lanes, roomy = columns(cut), len(shown) <= _LONG
    return Scene(
        clock=clock,
        lanes=lanes,
        lane_names={lane: LANES.get(lane, Text(lane, lane))[clock.lang] for lane in lanes},
        strips=strips(entries, lanes, chronology.beliefs, tracks=_TRACKS if roomy else 1),
        bands=severity_bands(entries, chronology.severities),
        told=_told(chronology),
        related=_related(chronology, shown),
        shown=shown,
        known={event.id: event for event in chronology.events},
        roomy=roomy,
    )


def _told(chronology: Chronology) -> Told:
    return Told(
        accounts=_by_event((a.event, a) for a in chronology.accounts),
        contests=_by_event((c.event, c) for c in chronology.contests),
        beliefs={b.event: b for b in reversed(chronology.beliefs)},
        decisions={d.event: d for d in chronology.decisions},
        kinds=kinds_of(chronology),
    )


def kinds_of(chronology: Chronology) -> dict[str, EventKind | None]:
    """The kind of every event: as the record or a person says, else as the machine reads it; None where nobody does."""
    kinds: dict[str, EventKind | None] = {}
    for event in chronology.events:
        read = chronology.assessments.get(event.id)
        kinds[event.id] = event.kind or (read.kind if read else None)
    return kinds


def _by_event(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for event, value in pairs:
        found[event].append(value)
    return found


def _related(chronology: Chronology, shown: Mapping[str, Event]) -> Mapping[str, list[Related]]:
    by_id = {event.id: event for event in chronology.events}
    found: dict[str, list[Related]] = defaultdict(list)
    for relation in chronology.relations:
        for one, other, forward in ((relation.a, relation.b, True), (relation.b, relation.a, False)):
            if one in shown:
                href = anchor(other) if other in shown else ""
                found[one].append(Related(relation, forward, by_id.get(other), href))
    return found
