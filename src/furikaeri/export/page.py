"""One self-contained page: it asks nothing of the network, and nothing that anybody wrote can run in it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TypeVar

from furikaeri.chronology.view import groups
from furikaeri.export.course import course
from furikaeri.export.details import Related
from furikaeri.export.edition import Edition, edition
from furikaeri.export.exporter import ExportOptions
from furikaeri.export.front import asks, front, title
from furikaeri.export.legend import legend, sprite
from furikaeri.export.prose import article, sections
from furikaeri.export.rows import Scene, Told, anchor, rows
from furikaeri.export.scrubber import scrubber, tide
from furikaeri.export.strips import severity_bands, strips
from furikaeri.export.tags import Html, join, tag
from furikaeri.export.wallclock import WallClock, wall_clock
from furikaeri.export.words import GROUPS, LANES
from furikaeri.model.chronology import Chronology
from furikaeri.model.event import LANES as USUAL_LANES
from furikaeri.model.event import Event
from furikaeri.model.review import Review
from furikaeri.text import Text

T = TypeVar("T")

_MOST_LANES = 7  # the most that a reader can hold; the rest share the last column
_LONG = 400  # rows from which on the browser lays out only what is near the window
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def page(review: Review | None, chronology: Chronology, options: ExportOptions) -> bytes:
    """The whole page as UTF-8."""
    cut = edition(review, chronology, options)
    clock = wall_clock(cut.zone, options.lang, seconds=options.level == "raw")
    lanes = _lanes(cut)
    style = _style(lanes)
    body = _body(cut, options, clock, lanes)
    script = _look("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content="furikaeri"),
        tag("title", title(cut.review, options.lang)),
        Html(f"<style>{style}</style>"),
    )
    whole = f'<!doctype html>\n<html lang="{options.lang}">{head}<body>{body}<script>{script}</script></body></html>\n'
    return whole.encode("utf-8", "replace")


def _body(cut: Edition, options: ExportOptions, clock: WallClock, lanes: Mapping[str, int]) -> Html:
    lang = options.lang
    shown = {event.id: event for event in cut.shown}
    links = {id_: anchor(id_) for id_ in shown}
    written = () if cut.review is None else sections(cut.review.markdown, cut.review.title, links.get)
    questions = asks(cut.chronology.faults, cut.chronology.clocks, clock, links)
    outline = [("chronology", Text("Chronology", "時系列")[lang])]
    outline += [("asks", Text("What the record asks", "記録からの問い")[lang])] if questions else []
    outline += [(s.fragment, s.title) for s in written if s.title]
    review_lang = None if cut.review is None or cut.review.lang == lang else cut.review.lang
    return join(
        sprite(),
        tag("a", Text("Skip to the chronology", "時系列へ")[lang], class_="skip", href="#chronology"),
        tag(
            "div",
            tag("span", tag("span", "振り返り", lang="ja"), tag("small", "furikaeri"), class_="wordmark"),
            tag(
                "nav",
                [tag("a", words, href=f"#{fragment}") for fragment, words in outline],
                aria_label=Text("On this page", "このページ")[lang],
            ),
            class_="masthead",
        ),
        tag(
            "main",
            front(cut.review, cut.chronology, clock, cut.shown, _seen_at(options, clock)),
            _chronology(cut, options, clock, lanes, shown),
            legend(lang),
            tag("p", Text("The review is written from today. Esc brings it back.",
                          "振り返りは今日の知識で書かれています。Esc で戻ります。")[lang], class_="then-note no-print"),
            questions,
            tag("article", article(written), class_="review-document hindsight", lang=review_lang) if written else None,
            tag("footer", Text(
                "Times are told in {zone}. This copy holds {n} of {all} events; the JSON copy holds every one.",
                "時刻は {zone} です。この写しは事象 {all} 件のうち {n} 件を載せています。JSON にはすべてあります。",
            ).fill(zone=cut.zone, n=f"{len(cut.shown):,}", all=f"{len(cut.chronology.events):,}")[lang], class_="colophon"),
        ),
    )  # fmt: skip


def _chronology(
    cut: Edition, options: ExportOptions, clock: WallClock, lanes: Mapping[str, int], shown: Mapping[str, Event]
) -> Html:
    lang, chronology = options.lang, cut.chronology
    entries = course(chronology, cut.shown)
    names = {lane: LANES.get(lane, Text(lane, lane))[lang] for lane in lanes}
    scene = Scene(
        clock=clock,
        lanes=lanes,
        lane_names=names,
        strips=strips(entries, lanes, chronology.beliefs),
        bands=severity_bands(entries, chronology.severities),
        told=_told(chronology),
        related=_related(chronology, shown),
        shown=shown,
        proposals=options.level != "raw",
    )
    long = " is-long" if len(cut.shown) > _LONG else ""
    heads: dict[int, str] = {}
    for lane, column in lanes.items():
        heads.setdefault(column, names[lane])
    seen_by = {group: GROUPS.get(group, Text(group, group))[lang] for group in groups(cut.shown)}
    zone = clock.name(cut.shown[0].span.lo) if cut.shown else cut.zone
    return tag(
        "section",
        tag("h2", Text("Chronology", "時系列")[lang], class_="sr"),
        scrubber(heads, seen_by, zone, lang) if cut.shown else None,
        tag("p", Text("Open an entry to see when it came into whose view, what it stands in relation to, and the record it rests on.",
                      "記録を開くと、いつ誰に見えたか、何とつながるか、どの記録に基づくかが見えます。")[lang], class_="panel-hint no-print"),
        tag(
            "ol",
            Html("\n".join(rows(entries, scene))),
            tide(lang) if cut.shown else tag("li", Text(
                "Nothing is here yet. Add the records of the incident, and they will stand here in the order they can be proved.",
                "まだ何もありません。インシデントの記録を加えると、確かめられる順に並びます。")[lang], class_="nothing-yet"),
            class_="chronology-list",
            id="chronology",
            aria_label=Text("Chronology, in order of time", "時系列（時刻順）")[lang],
            data_zone=cut.zone,
        ),
        class_=f"spread{long}",
        data_lanes=str(max(lanes.values(), default=1)),
    )  # fmt: skip


def _seen_at(options: ExportOptions, clock: WallClock) -> Html | None:
    if options.at is None:
        return None
    group = options.group
    to = GROUPS.get(group, Text(group, group)) if group else Text("anyone", "誰か")
    words = Text(
        "What was in view of {to} at {t}, {d}. What was learned later is not in this file.",
        "{d} {t} に{to}に見えていたもの。そのあとにわかったことは、このファイルにありません。",
    ).fill(to=to, t=clock.time(options.at), d=clock.day(options.at))
    return tag("p", words[options.lang], class_="seen-at")


def _lanes(cut: Edition) -> Mapping[str, int]:
    """The column, from 1, of every lane that has an event: the stated order first, then the usual one."""
    present = dict.fromkeys(event.lane for event in cut.shown)
    order = dict.fromkeys([*cut.chronology.lanes, *USUAL_LANES, *present])
    return {lane: min(n, _MOST_LANES) for n, lane in enumerate((x for x in order if x in present), 1)}


def _told(chronology: Chronology) -> Told:
    kinds: dict[str, str | None] = {}
    for event in chronology.events:
        read = chronology.assessments.get(event.id)
        kinds[event.id] = event.kind or (read.kind if read else None)
    return Told(
        accounts=_by_event((a.event, a) for a in chronology.accounts),
        contests=_by_event((c.event, c) for c in chronology.contests),
        beliefs={b.event: b for b in reversed(chronology.beliefs)},
        decisions={d.event: d for d in chronology.decisions},
        kinds=kinds,
    )


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


@cache
def _look(name: str) -> str:
    """A file of the look as it goes into the page: styles lose their comments."""
    text = (resources.files("furikaeri.export") / "look" / name).read_text("utf-8")
    return "\n".join(line for line in _COMMENT.sub("", text).splitlines() if line.strip())


def _style(lanes: Mapping[str, int]) -> str:
    """All styles; a lane keeps its hue wherever its column stands."""
    usual = {lane: n for n, lane in enumerate(USUAL_LANES, 1)}
    hues = [f'[data-lane="{column}"] {{ --h: var(--lane-{usual.get(lane, 7)}); }}' for lane, column in lanes.items()]
    return "\n".join([*map(_look, ("tokens.css", "components.css", "page.css")), *hues])


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
