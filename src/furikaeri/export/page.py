"""One self-contained page: it asks nothing of the network, and nothing that anybody wrote can run in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.export.appearance import policy, script, style
from furikaeri.export.drawing import columns, drawing
from furikaeri.export.edition import Edition, edition
from furikaeri.export.front import asks, front, title
from furikaeri.export.legend import legend, sprite
from furikaeri.export.prose import article, sections
from furikaeri.export.scene import anchor
from furikaeri.export.tags import Html, join, tag
from furikaeri.export.wallclock import WallClock, wall_clock
from furikaeri.export.words import GROUPS
from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.export.exporter import ExportOptions
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.review import Review

_CHRONOLOGY = Text("Chronology", "時系列")
_ASKS = Text("What the record asks", "記録からの問い")
_SKIP = Text("Skip to the chronology", "時系列へ")
_OUTLINE = Text("On this page", "このページ")
_FROM_TODAY = Text(
    "The review is written from today. Esc brings it back.", "振り返りは今日の知識で書かれています。Esc で戻ります。"
)
_COLOPHON = Text(
    "Times are told in {zone}. This copy shows {n} of {all} events; the JSON copy holds every one.",
    "時刻は {zone} です。この写しは事象 {all} 件のうち {n} 件を載せています。JSON にはすべてあります。",
)
_SEEN_AT = Text(
    "What was in view of {to} at {t}, {d}. What was learned later is not in this file.",
    "{d} {t} に{to}に見えていたもの。そのあとに分かったことは、このファイルにありません。",
)
_ANYONE = Text("anyone", "誰か")


def page(review: Review | None, chronology: Chronology, options: ExportOptions) -> bytes:
    """The whole page as UTF-8."""
    cut = edition(review, chronology, options)
    clock = wall_clock(cut.zone, options.lang, seconds=options.level == "raw")
    css, js = style(columns(cut)), script()
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        policy(css, js),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content="furikaeri"),
        tag("title", title(cut.review, options.lang)),
        Html(f"<style>{css}</style>"),
    )
    body = tag("body", _body(cut, options, clock), Html(f"<script>{js}</script>"))
    return f"<!doctype html>\n{tag('html', head, body, lang=options.lang)}\n".encode("utf-8", "replace")


def _body(cut: Edition, options: ExportOptions, clock: WallClock) -> Html:
    lang, review = options.lang, cut.review
    links = {event.id: anchor(event.id) for event in cut.shown}
    written = () if review is None else sections(review.markdown, review.title, links.get)
    questions = asks(cut.chronology.faults, cut.chronology.clocks, clock, links)
    outline = [("chronology", _CHRONOLOGY[lang])]
    outline += [("asks", _ASKS[lang])] if questions else []
    outline += [(section.fragment, section.title) for section in written if section.title]
    counts = {"n": f"{len(cut.shown):,}", "all": f"{len(cut.chronology.events):,}"}
    other_lang = None if review is None or review.lang == lang else review.lang
    mark = tag("span", tag("span", "振り返り", lang="ja"), tag("small", "furikaeri"), class_="wordmark")
    nav = tag("nav", [tag("a", words, href=f"#{part}") for part, words in outline], aria_label=_OUTLINE[lang])
    return join(
        sprite(),
        tag("a", _SKIP[lang], class_="skip", href="#chronology"),
        tag("div", mark, nav, class_="masthead"),
        tag(
            "main",
            front(review, cut.chronology, clock, cut.shown, _seen_at(options, clock)),
            drawing(cut, options, clock),
            legend(lang),
            tag("p", _FROM_TODAY[lang], class_="then-note no-print"),
            questions,
            tag("article", article(written), class_="review-document hindsight", lang=other_lang) if written else None,
            tag("footer", _COLOPHON.fill(zone=cut.zone, **counts)[lang], class_="colophon"),
            data_lanes=str(max(columns(cut).values(), default=1)),
        ),
    )


def _seen_at(options: ExportOptions, clock: WallClock) -> Html | None:
    if options.at is None:
        return None
    group = options.group
    to = GROUPS.get(group, Text(group, group)) if group else _ANYONE
    words = _SEEN_AT.fill(to=to, t=clock.time(options.at), d=clock.day(options.at))
    return tag("p", words[options.lang], class_="seen-at")
