"""Each entry of the course as a row: time, strip, words. The list alone tells everything; strips only repeat it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.chronology.key_moments import NAMES
from furikaeri.export.course import Entry, Happening, Silence, Step, Turning, turns_at
from furikaeri.export.details import details, proposal
from furikaeri.export.scene import Scene, anchor
from furikaeri.export.tags import Html, Node, join, safe, tag
from furikaeri.export.voices import LONG, accounts, beliefs, contests, decisions
from furikaeri.export.words import GROUPS, KINDS, MARKS, SEEN_AS
from furikaeri.model.timespan import DAY, MINUTE, TimeSpan
from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from furikaeri.export.strips import Piece
    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Belief
    from furikaeri.model.event import Event, EventKind

_WHITE = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_NAMED = 60
"""Characters of an event's text where it is only named."""
_SAME_WORD = {"alerts": "alert", "changes": "change"}
"""Lanes that say the kind of most of their events already."""
_EDITED = ("edited", "edited-at", "revision")
_SHAPES = {None: "entry", "knowledge": "observation"}  # kinds without a shape of their own
_AS_EDITED = Text(
    "Edited later; how it read then is not on this page.",
    "あとで編集されています。当時の文面はこのページにありません。",
)


def rows(entries: Sequence[Entry], scene: Scene, start: int = 0, stop: int | None = None) -> Iterable[Html]:
    """The list items from `start` up to `stop`, one by one; bars that began earlier run through them."""
    day = ""
    for at in range(start, len(entries) if stop is None else min(stop, len(entries))):
        entry = entries[at]
        today = scene.clock.date(entry.t)
        new_day = today if today != day and isinstance(entry, Happening) else ""
        strip = _strip(scene, at, entry)
        match entry:
            case Happening():
                day = today
                yield _happening(scene, entry, strip, new_day)
            case Turning():
                yield _turning(scene, entry, strip)
            case Silence():
                yield _silence(scene, entry, strip)
            case Step():
                yield _step(scene, entry, strip)


def _strip(scene: Scene, at: int, entry: Entry) -> Html:
    band = scene.bands.get(at)
    nodes: list[Node] = [tag("i", class_="band", data_rank=str(band))] if band else []
    nodes += [_piece(piece) for piece in scene.strips.pieces.get(at, ())]
    if isinstance(entry, Happening):
        kind = scene.told.kinds.get(entry.event.id)
        shape = _SHAPES.get(kind, kind)
        nodes.append(
            Html(
                f'<svg class="mark" data-lane="{scene.lanes[entry.event.lane]}"'
                f' data-track="{scene.strips.tracks.get(entry.event.id, 0)}"><use href="#k-{shape}"/></svg>'
            )
        )
    return tag("div", *nodes, class_="strip", aria_hidden="true")


def _piece(piece: Piece) -> Html:
    extra = (" belief" if piece.belief else "") + (" struck" if piece.refuted else "")
    return Html(
        f'<i class="seg {piece.form}{extra}" data-of="{anchor(piece.of)}" data-lane="{piece.lane}"'
        f' data-track="{piece.track}"></i>'
    )


def _happening(scene: Scene, entry: Happening, strip: Html, new_day: str) -> Html:
    event, clock = entry.event, scene.clock
    belief = scene.told.beliefs.get(event.id)
    kind = scene.told.kinds.get(event.id)
    refuted = belief is not None and belief.outcome == "refuted"
    lane = scene.lanes[event.lane]
    edited = any(event.facts.get(name) for name in _EDITED)
    until = belief.span.hi if belief else event.span.hi
    return tag(
        "li",
        tag("div", _when(clock, belief.span if belief else event.span, new_day), class_="when"),
        strip,
        tag(
            "div",
            tag("span", class_="sr state"),
            _text(event.text, scene.lang, struck=refuted),
            tag("p", _AS_EDITED[scene.lang], class_="edited-note") if edited else None,
            beliefs(scene, belief, event.text),
            decisions(scene, scene.told.decisions.get(event.id)),
            accounts(scene, scene.told.accounts.get(event.id, ())),
            contests(scene, scene.told.contests.get(event.id, ())),
            _proposal(scene, event),
            _meta(scene, event, kind),
            _foot(scene, event),
            class_="what",
        ),
        id=anchor(event.id),
        class_="row"
        + (" is-refuted" if refuted else "")
        + (" is-edited" if edited else "")
        + (" is-voiced" if scene.states.get(event.id) == "voiced" else ""),
        data_lane=str(lane),
        data_kind=kind or "entry",
        data_t=str(event.span.lo),
        data_hi="" if event.span.hi is None else str(event.span.hi),
        data_shape=event.span.shape,
        data_until=str(until) if until is not None and until != event.span.lo else None,
        data_refuted=_refuted_at(scene, belief),
        data_refuted_by=anchor(belief.refuted_by) if belief and belief.refuted_by in scene.shown else None,
        data_views="\n".join(
            f"{_WHITE.sub(' ', v.group)}\t{v.lo}\t{'' if v.hi is None else v.hi}\t{v.basis}" for v in event.in_view
        ),
    )


def _proposal(scene: Scene, event: Event) -> Html | None:
    related = scene.related.get(event.id, ())
    if scene.hand is not None:
        return scene.hand.proposal(event, related)
    return proposal(scene.clock, related, scene.link) if scene.roomy else None


def _foot(scene: Scene, event: Event) -> Html | None:
    if scene.hand is not None:
        return scene.hand.foot(event)
    return details(scene.clock, event, scene.related.get(event.id, ()), scene.link, drawn=scene.roomy)


def _refuted_at(scene: Scene, belief: Belief | None) -> str | None:
    if belief is None or belief.outcome != "refuted":
        return None
    by = scene.shown.get(belief.refuted_by)
    at = by.span.lo if by else belief.span.hi
    return None if at is None else str(at)


def _when(clock: WallClock, span: TimeSpan, new_day: str) -> Html:
    """The time cell: the day where it changes, `~` before what is approximate, the end beneath."""
    day = tag("span", new_day, class_="day") if new_day else None
    if span.grain >= DAY:
        return join(day or clock.date(span.lo))
    about = span.vague in {"start", "both"} or (span.shape == "instant" and span.uncertain)
    begin = tag(
        "time", clock.time(span.lo, span.grain), datetime=clock.machine(span.lo), class_="about" if about else None
    )
    end: Html | None = None
    if span.hi is None:
        end = tag("span", "–", class_="to")
    elif span.hi != span.lo and clock.time(span.hi, span.grain) != clock.time(span.lo, span.grain):
        doubt = span.shape == "instant" or span.vague in {"end", "both"}
        end = tag("span", f"–{clock.time(span.hi, span.grain)}", " ?" if doubt else None, class_="to")
    return join(day, begin, end)


def _text(text: str, lang: Lang, *, struck: bool = False) -> Html:
    text = _BLANK_LINES.sub("\n", text.strip())
    head, rest = (text, "") if len(text) <= LONG else (text[:LONG], text[LONG:])
    words: Node = tag("s", head) if struck else head
    more = None
    if rest:
        label = Text("{n} more characters", "残り {n} 文字").fill(n=f"{len(rest):,}")[lang]
        more = tag("details", tag("summary", label), tag("p", rest, dir="auto"), class_="more")
    return join(tag("p", words, class_="text", dir="auto"), more)


def _meta(scene: Scene, event: Event, kind: EventKind | None) -> Html:
    """One quiet line: lane, kind, who, from which record, when it reached whom, and how it went."""
    lang = scene.lang
    state = scene.states.get(event.id, "not-yet")
    parts: list[Node] = [
        tag("span", scene.lane_names[event.lane], class_="lane-name"),
        tag("span", KINDS[kind][lang]) if kind is None or _SAME_WORD.get(event.lane) != kind else None,
        tag("span", SEEN_AS[state][lang], class_="state") if state in SEEN_AS else None,
        tag("span", event.actor) if event.actor else None,
        tag("span", event.source),
    ]
    parts += [tag("span", MARKS[mark][lang], class_="how hindsight") for mark in event.marks]
    if event.deleted:
        parts.append(tag("span", Text("deleted later", "あとで削除")[lang], class_="attn hindsight"))
    for view in event.in_view[:6]:
        if view.hi is not None and view.hi - event.span.lo >= max(MINUTE, event.span.grain):
            words = Text("{group}: in view {t}, {late} later", "{group}に見えたのは {t}（{late}後）").fill(
                group=GROUPS.get(view.group, view.group),
                t=scene.clock.time(view.hi),
                late=scene.clock.lapse(view.hi - event.span.lo),
            )
            parts.append(tag("span", words[lang], class_="learned", data_hi="" if view.hi is None else str(view.hi)))
        elif view.hi is None:
            words = Text("{group}: no record that it was in view", "{group}に見えた記録はありません").fill(
                group=GROUPS.get(view.group, view.group)
            )
            parts.append(tag("span", words[lang], class_="learned", data_hi="" if view.hi is None else str(view.hi)))
    return tag("p", *parts, class_="meta")


def _turning(scene: Scene, entry: Turning, strip: Html) -> Html:
    lang, moment = scene.lang, entry.moment
    contested = entry.event.id in scene.told.contests
    said: list[Node] = [moment.reason[lang].rstrip(".。")]
    if entry.t != entry.event.span.lo:  # the event stands further up: it lasted until here
        words = entry.event.text if len(entry.event.text) <= _NAMED else f"{entry.event.text[:_NAMED]}…"
        said = [join(safe(f"{said[0]}: " if said[0] else ""), tag("a", words, href=scene.link(anchor(entry.event.id))))]
    others = [scene.shown[a] for a in moment.alternatives if a in scene.shown]
    if others:
        links = [tag("a", scene.clock.time(turns_at(moment.name, o)), href=scene.link(anchor(o.id))) for o in others]
        said.append(join(Text("; alternative ", "。代案: ")[lang], _between(links, Text(", ", "、")[lang])))
    if moment.by:
        said.append(Text(" (chosen by {who})", "（{who}が決定）").fill(who=moment.by)[lang])
    note: Node = tag("span", said, class_="by")
    if not moment.by:
        note = join(note, tag("span", Text("proposed", "提案")[lang], class_="tag is-proposed"))
    if contested:
        note = join(note, tag("span", Text("contested", "異論あり")[lang], class_="attn"))
    classes = "key-moment hindsight" + (" is-contested" if contested else "") + ("" if moment.by else " is-proposed")
    return tag(
        "li",
        tag("div", tag("time", scene.clock.time(entry.t, entry.event.span.grain)), class_="when"),
        strip,
        tag(
            "div",
            tag("b", NAMES[moment.name][lang], class_="name"),
            tag("span", note, scene.hand.turning(moment) if scene.hand else None, class_="note"),
            class_="what",
        ),
        class_=classes,
        data_t=str(entry.t),
        data_ref=anchor(entry.event.id),
    )


def _between(nodes: Sequence[Html], separator: str) -> Html:
    return Html(safe(separator).join(nodes))


def _silence(scene: Scene, entry: Silence, strip: Html) -> Html:
    lapse = scene.clock.lapse(entry.lapse)
    words = (
        Text("{t}; {n} entries of the record are not shown at this level", "{t}。この粒度では事象 {n} 件を省いています")
        if entry.unshown
        else Text("{t} without an entry", "{t}、記録なし")
    ).fill(t=lapse, n=f"{entry.unshown:,}")[scene.lang]
    return tag(
        "li", tag("div", class_="when"), strip, tag("div", words, class_="what"), class_="silence-break",
        data_t=str(entry.t), data_until=str(entry.t + entry.lapse),
    )  # fmt: skip


def _step(scene: Scene, entry: Step, strip: Html) -> Html:
    lang = scene.lang
    by = scene.shown.get(entry.to.basis) if entry.to else None
    if entry.to is None:
        before = entry.before.severity if entry.before else ""
        words, basis = Text("{s} ends", "{s} が終わる").fill(s=before)[lang], ""
    elif entry.before is None:
        words, basis = Text("{s} begins", "{s} が始まる").fill(s=entry.to.severity)[lang], entry.to.basis
    else:
        words, basis = f"{entry.before.severity} → {entry.to.severity}", entry.to.basis
    return tag(
        "li", tag("div", tag("time", scene.clock.time(entry.t)), class_="when"), strip,
        tag("div", tag("span", words, class_="name"), _basis(scene, basis, by), class_="what"),
        class_="severity-step", data_t=str(entry.t),
    )  # fmt: skip


def _basis(scene: Scene, basis: str, by: Event | None) -> Html | None:
    """Where the severity is written: the event by its time and record, else the place in the evidence."""
    if by is not None:
        return tag(
            "span", tag("a", scene.clock.time(by.span.lo), href=scene.link(anchor(by.id))), " ", by.source, class_="by"
        )
    known = scene.known.get(basis)
    return tag("span", known.source if known else basis, class_="by") if basis else None
