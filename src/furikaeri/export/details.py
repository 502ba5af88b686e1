"""What opens beside an event: when it came into whose view, what it stands in relation to, the record it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.chronology.view import RECORDED
from furikaeri.export.scene import fragment
from furikaeri.export.tags import Html, Node, join, tag, web_link
from furikaeri.export.words import GROUPS, RELATIONS, STATUSES, VIEW_BASES
from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Relation
    from furikaeri.model.event import Event, InView

    Link = Callable[[str], str]

_LIKELY = 0.3  # from which score on a proposal stands in the row; all of them stand in the panel
_RELATED = 12  # lines of relations in one panel before the rest is only counted
_WIDTH, _LINE = 200, 22  # of the little drawing, px


@dataclass(frozen=True, slots=True)
class Related:
    """A relation as one of its two events sees it. `href` is the fragment of the other one's row, "" if not shown."""

    relation: Relation
    forward: bool
    other: Event | None
    href: str

    def words(self, lang: Lang) -> str:
        """`led to`, `was refuted by`."""
        return RELATIONS[self.relation.type][0 if self.forward else 1][lang]


def details(
    clock: WallClock, event: Event, related: Sequence[Related], link: Link = fragment, *, drawn: bool = True
) -> Html:
    """The panel of one event, folded; it opens without script. `drawn` sets a little drawing over the words."""
    lang = clock.lang
    summary = Text("Details", "詳しく")
    return tag(
        "details",
        tag("summary", summary[lang]),
        tag(
            "div",
            tag("p", clock.span(event.span), class_="label span-label"),
            views(clock, event, drawn=drawn),
            relations(clock, related, link),
            record(clock, event),
            class_="event-panel",
        ),
        class_="record",
        name="event",
    )


def proposal(clock: WallClock, related: Sequence[Related], link: Link = fragment) -> Html | None:
    """The strongest open proposal that ends here, with its reason; a dashed edge, because a machine said it."""
    lang = clock.lang
    open_ones = [r for r in related if worth_a_look(r)]
    best = max(open_ones, key=lambda r: r.relation.score, default=None)
    if best is None or best.other is None:
        return None
    more = len(open_ones) - 1
    why = Text("{reason}; score {score:.2f}.", "{reason}。スコア {score:.2f}。").fill(
        reason=Text(best.relation.reason.en.rstrip("."), best.relation.reason.ja.rstrip("。")),
        score=best.relation.score,
    )[lang]
    if more:
        why += Text(" {n} more proposals in the panel.", "ほかの提案 {n} 件は欄内にあります。").fill(n=more)[lang]
    return tag(
        "div",
        tag("span", STATUSES["proposed"][lang], class_="tag"),
        " ",
        tag("b", best.words(lang)),
        " ",
        other(clock, best, link),
        tag("span", why, class_="why"),
        class_="proposal-strip" + _hindsight(best.relation),
    )


def worth_a_look(r: Related) -> bool:
    """Whether a proposal is likely enough, and ends here, to stand in the row of this event."""
    relation = r.relation
    return relation.status == "proposed" and relation.score >= _LIKELY and not r.forward and bool(r.other and r.href)


def other(clock: WallClock, related: Related, link: Link = fragment) -> Html:
    """The event at the other end: its time, which leads to its row, and its words."""
    there = related.other
    if there is None:
        return tag("code", related.relation.b if related.forward else related.relation.a)
    time = clock.time(there.span.lo, there.span.grain)
    linked = tag("a", time, href=link(related.href)) if related.href else tag("span", time)
    return join(linked, " ", there.text if len(there.text) <= 160 else f"{there.text[:160]}…")


def views(clock: WallClock, event: Event, *, drawn: bool = True) -> Html | None:
    """When the event came into whose view; None where no record says."""
    lang = clock.lang
    if not event.in_view:
        return None
    lines = [
        tag(
            "li",
            tag("b", GROUPS.get(v.group, Text(v.group, v.group))[lang]),
            " ",
            _view(clock, v),
            data_hi="" if v.hi is None else str(v.hi),
        )
        for v in event.in_view
    ]
    return join(
        tag("h3", Text("When it came into view", "いつ誰に見えたか")[lang]),
        _drawing(event) if drawn else None,
        tag("ul", lines),
    )


def _view(clock: WallClock, view: InView) -> str:
    basis = VIEW_BASES[view.basis]
    if view.hi is None:
        words = Text("not before {lo}; no record that it did", "{lo} より前ではありません。見えた記録はありません")
    elif view.hi == view.lo:
        words = Text("{hi}, {basis}", "{hi}、{basis}")
    else:
        words = Text("some time in {lo}–{hi}, {basis}", "{lo}–{hi} のどこか、{basis}")
    hi = "" if view.hi is None else clock.time(view.hi, 1)
    return words.fill(lo=clock.time(view.lo, 1), hi=hi, basis=basis)[clock.lang]


def _drawing(event: Event) -> Html:
    """A dot for the happening, and for each group the stretch until it was certainly in view."""
    views = event.in_view[:8]
    first = min([event.span.lo, *(v.lo for v in views)])
    last = max([event.span.lo, *(v.lo for v in views), *(v.hi for v in views if v.hi is not None)])
    width = max(1, last - first)

    def x(us: int) -> float:
        return round(8 + (us - first) / width * (_WIDTH - 16), 1)

    lines: list[str] = []
    for place, view in enumerate(views):
        y = 11 + place * _LINE
        end = _WIDTH - 8 if view.hi is None else x(view.hi)
        lines.append(f'<path class="axis" d="M0 {y}H{_WIDTH}"/>')
        lines.append(f'<path class="until" d="M{x(event.span.lo)} {y}H{end}"/>')
        if view.hi is not None:
            lines.append(f'<circle class="seen" cx="{end}" cy="{y}" r="4"/>')
    lines.append(f'<circle class="was" cx="{x(event.span.lo)}" cy="11" r="4.5"/>')
    height = max(1, len(views)) * _LINE
    return Html(
        f'<svg class="seen-when hindsight" viewBox="0 0 {_WIDTH} {height}" aria-hidden="true">{"".join(lines)}</svg>'
    )


def relations(clock: WallClock, related: Sequence[Related], link: Link = fragment) -> Html | None:
    """What the event stands in relation to, and who says so; what was rejected is left out."""
    lang = clock.lang
    kept = [r for r in related if r.relation.status != "rejected"]
    if not kept:
        return None
    ordered = sorted(kept, key=lambda r: (r.relation.status != "accepted", -r.relation.score))
    lines: list[Node] = []
    for r in ordered[:_RELATED]:
        relation = r.relation
        if relation.status == "accepted":
            said = relation.by or STATUSES["accepted"][lang]
            by = Text("{reason} ({by})", "{reason}（{by}）").fill(reason=_bare(relation.reason), by=said)
        else:
            by = Text("proposed: {reason}; score {score:.2f}", "提案: {reason}。スコア {score:.2f}").fill(
                reason=_bare(relation.reason), score=relation.score
            )
        lines.append(
            tag(
                "li",
                tag("span", r.words(lang), class_="type"),
                " ",
                other(clock, r, link),
                tag("span", by[lang], class_="by"),
                class_=f"is-{relation.status}{_hindsight(relation)}",
                data_to=r.href or None,
                data_type=relation.type,
            )
        )
    if len(ordered) > _RELATED:
        more = Text("and {n} more; the JSON copy holds them all", "ほか {n} 件。JSON にはすべてあります")
        lines.append(tag("li", more.fill(n=len(ordered) - _RELATED)[lang], class_="by"))
    return join(tag("h3", Text("Relations", "つながり")[lang]), tag("ul", lines, class_="rel"))


def _hindsight(relation: Relation) -> str:
    """The class of what people and rules thought of afterwards: it vanishes when the page shows an earlier moment."""
    return "" if relation.type in RECORDED and relation.rule else " hindsight"


def _bare(reason: Text) -> Text:
    return Text(reason.en.rstrip("."), reason.ja.rstrip("。"))


def record(clock: WallClock, event: Event) -> Html:
    """The record that the event rests on, by name, place and digest."""
    lang = clock.lang
    href = web_link(event.link)
    lines: list[Node] = [event.source]
    if event.locator:
        lines.append(tag("code", event.locator))
    if event.evidence:
        lines.append(tag("code", f"blake2b {event.evidence[:8]}…{event.evidence[-4:]}"))
    lines += [tag("code", also) for also in event.also]
    if href:
        words = Text("Open the record where it was made", "元の記録を開く")[lang]
        lines.append(tag("a", words, href=href, rel="noopener noreferrer", class_="data-link"))
    elif event.link:
        lines.append(tag("code", event.link))
    if not (event.locator or event.link):
        lines.append(Text("told by a person; no record", "人が語ったものです。記録はありません")[lang])
    if event.span.stated:
        lines.append(Text("stated as “{s}”", "記録の表記「{s}」").fill(s=event.span.stated)[lang])
    lines.append(_facts(event.facts))
    return join(
        tag("h3", Text("Rests on", "根拠")[lang]),
        tag("p", [tag("span", line) for line in lines if line], class_="src"),
    )


def _facts(facts: Mapping[str, str]) -> Html | None:
    if not facts:
        return None
    return tag("span", [tag("span", f"{key}: {value}") for key, value in facts.items()], class_="facts hindsight")
