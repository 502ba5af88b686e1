"""What was in view at a moment: the control over the list. Without script only the names of the lanes remain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.export.tags import Html, tag
from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAYS = {
    "data_today": Text("today", "今日"),
    "data_all": Text("Everything known today: {n} entries, none hidden", "今日分かっていることすべて: {n} 件"),
    "data_then": Text(
        "{seen} in view, {voiced} of them voiced; {existed} existed unseen, {unknown} unknown, {later} not yet",
        "見えていた {seen} 件（うち声に出された {voiced} 件）、"
        "存在していたが見えていない {existed} 件、分からない {unknown} 件、まだ起きていない {later} 件",
    ),
    "data_not_yet": Text("Had not happened yet.", "まだ起きていません。"),
    "data_existed": Text(
        "Existed in a system, in view of nobody chosen here.", "存在していましたが、選んだ人に見えた記録はありません。"
    ),
    "data_unknown": Text("Whether it was in view is not known.", "見えていたかどうかは分かりません。"),
    "data_voiced": Text("Voiced by then.", "すでに声に出されています。"),
}
_HINT = Text("Thinking is set in serif, happenings in sans", "考えは明朝体、出来事はゴシック体")
_ASK = Text("What was in view at", "この時点で見えていたもの")
_TO_WHOM = Text("to whom", "誰にとって")


def scrubber(heads: Mapping[int, str], groups: Mapping[str, str], zone: str, lang: Lang) -> Html:
    """The bar that stays above the list: the question, the track, the names of the lanes."""
    ask = _ASK[lang]
    options = [tag("option", Text("to anyone", "誰か一人にでも")[lang], value="")]
    options += [
        tag("option", Text("to {g}", "{g}に").fill(g=words)[lang], value=" ".join(group.split()))
        for group, words in groups.items()
    ]
    says = {name: words[lang] for name, words in _SAYS.items()}
    return tag(
        "div",
        tag(
            "div",
            tag("span", ask, class_="ask"),
            tag("output", says["data_today"], class_="at", for_="at"),
            tag("label", tag("span", _TO_WHOM[lang], class_="sr"), tag("select", options, id="group")),
            tag("span", class_="tally", role="status", aria_live="polite", **says),
            class_="line1",
        ),
        tag(
            "div",
            Html('<svg preserveAspectRatio="none" aria-hidden="true"></svg>'),
            tag("input", id="at", type="range", min="0", max="1000", step="1", value="1000", aria_label=ask),
            class_="track enhanced",
        ),
        tag(
            "div",
            tag("span", zone, class_="zone"),
            tag("ol", [tag("li", name, data_lane=str(column)) for column, name in heads.items()]),
            tag("span", _HINT[lang], class_="hint"),
            class_="lane-heads",
            aria_hidden="true",
        ),
        class_="view-scrubber",
    )


def tide(lang: Lang) -> Html:
    """The line that rests between what had happened and what had not."""
    words = Text("nothing below had happened", "ここから下はまだ起きていない")[lang]
    return tag("li", tag("b"), tag("span", words), class_="tide", role="presentation", aria_hidden="true", hidden=True)
