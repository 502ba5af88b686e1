"""The head of the page: what this is, how it stands, and how long things took, as ranges."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from furikaeri.export.tags import Html, Node, join, tag
from furikaeri.model.review import REVIEW_STATUSES, Review
from furikaeri.model.timespan import MINUTE
from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import Chronology, Clock, Fault, Measure, MeasureName
    from furikaeri.model.event import Event

_MEASURES: dict[MeasureName, Text] = {
    "to-detect": Text("to detect", "検知まで"),
    "to-acknowledge": Text("to acknowledge", "応答まで"),
    "to-mitigate": Text("to mitigate", "緩和まで"),
    "to-resolve": Text("to resolve", "解決まで"),
    "in-severity": Text("in {of}", "{of} の間"),
}
_UNKNOWN = Text("unknown", "不明")
_CHRONOLOGY = Text("Chronology", "時系列")
_BLAMELESS = Text(
    "Everyone did what made sense with what they had in view. Nobody is measured here.",
    "誰もが、見えていたものの中で筋の通ったことをしました。ここでは個人を測りません。",
)


def title(review: Review | None, lang: Lang) -> str:
    """What the page is called."""
    return review.title if review is not None and review.title.strip() else _CHRONOLOGY[lang]


def front(
    review: Review | None, chronology: Chronology, clock: WallClock, shown: Sequence[Event], seen_at: Html | None
) -> Html:
    """The header: crumbs, title, measures."""
    lang = clock.lang
    crumbs: list[Node] = []
    if shown:
        first, last = clock.day(min(e.span.lo for e in shown)), clock.day(max(e.span.lo for e in shown))
        crumbs.append(tag("span", first if first == last else f"{first} – {last}"))
        crumbs.append(tag("span", clock.name(shown[0].span.lo)))
    severities = [name for name, _ in groupby(s.severity for s in sorted(chronology.severities, key=lambda s: s.lo))]
    crumbs += [tag("span", " → ".join(severities))] if severities else []
    if review is not None:
        if review.owner:
            crumbs.append(tag("span", Text("Owner: {o}", "担当: {o}").fill(o=review.owner)[lang]))
        crumbs.append(tag("span", REVIEW_STATUSES[review.status][lang], class_="tag"))
    return tag(
        "header",
        tag("p", crumbs, class_="crumbs"),
        tag("h1", title(review, lang)),
        seen_at,
        measures(chronology.measures, clock),
        tag("p", _BLAMELESS[lang], class_="blameless"),
        class_="incident-header",
    )


def measures(found: Sequence[Measure], clock: WallClock) -> Html | None:
    """How long things took, as ranges with what makes them wide; None where nothing is measured."""
    if not found:
        return None
    lang = clock.lang
    parts = [
        tag(
            "div",
            tag("dt", _MEASURES[m.name].fill(of=m.of)[lang]),
            tag(
                "dd",
                tag("b", length(m.lo, m.hi, clock)),
                tag("small", m.why[lang]) if m.name != "in-severity" or m.lo is None else None,
            ),
        )
        for m in sorted(found, key=lambda m: list(_MEASURES).index(m.name))
    ]
    return tag("dl", parts, class_="measures hindsight")


def length(lo: int | None, hi: int | None, clock: WallClock) -> str:
    """A range in words: `82–112 min`; one value where both ends agree; unknown stays unknown."""
    if lo is None or hi is None:
        return _UNKNOWN[clock.lang]
    if hi < MINUTE:
        return clock.lapse(hi)
    least, most = round(lo / MINUTE), round(hi / MINUTE)  # as the draft of the review rounds them
    if least == most or lo == hi:
        return clock.lapse(most * MINUTE)
    if hi < 180 * MINUTE and lo >= 0:
        return Text("{lo}–{hi} min", "{lo}〜{hi} 分").fill(lo=least, hi=most)[clock.lang]
    return f"{clock.lapse(lo)} – {clock.lapse(hi)}"


def asks(faults: Sequence[Fault], clocks: Sequence[Clock], clock: WallClock, link: dict[str, str]) -> Html | None:
    """What the record itself asks, as questions; and the clocks that people set right."""
    lang = clock.lang
    if not faults and not any(c.by for c in clocks):
        return None
    notes: list[Node] = []
    for fault in faults:
        places = [
            tag("a", Text("entry {n}", "事象 {n}").fill(n=n)[lang], href=f"#{link[e]}")
            for n, e in enumerate((e for e in fault.events if e in link), 1)
        ]
        notes.append(
            tag(
                "li",
                tag("p", fault.ask[lang], class_="question"),
                tag("p", fault.message[lang], [join(" ", p) for p in places[:6]], class_="why"),
            )
        )
    for set_right in clocks:
        if set_right.by:
            words = Text(
                "The clock of {s} is reckoned as {lo} to {hi} s ahead ({by}).",
                "{s} の時計は {lo}〜{hi} 秒進んでいるものとして扱います（{by}）。",
            ).fill(s=set_right.source, lo=set_right.lo // 1_000_000, hi=set_right.hi // 1_000_000, by=set_right.by)
            notes.append(tag("li", tag("p", words[lang], class_="why")))
    return tag(
        "section",
        tag("h2", Text("What the record asks", "記録からの問い")[lang]),
        tag("ul", notes),
        class_="record-asks hindsight",
        id="asks",
    )
