"""What people said of an event: beliefs, decisions, accounts side by side, dissent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.export.scene import Scene, anchor
from furikaeri.export.tags import Html, join, tag
from furikaeri.export.words import GROUPS, OUTCOMES
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.model.chronology import Account, Belief, Contest, Decision

LONG = 1_200
"""Code points of one entry that are read at a glance; the rest opens."""


def beliefs(scene: Scene, belief: Belief | None, text: str) -> Html | None:
    """What was taken to be so, and, where it was refuted, by what."""
    if belief is None:
        return None
    lang, clock = scene.lang, scene.clock
    group = GROUPS.get(belief.group, belief.group)
    told = "" if belief.text.strip() == text.strip() else belief.text
    words = (
        Text("Taken to be so by {group}: {text}", "{group}の見立て: {text}")
        if told
        else Text("Taken to be so by {group}.", "{group}の見立てです。")
    )
    held = words.fill(group=group, text=told)[lang]
    if belief.outcome != "refuted":
        return tag(
            "p", held, " ", tag("span", OUTCOMES[belief.outcome][lang], class_="hindsight"), class_="belief-held"
        )
    by = scene.shown.get(belief.refuted_by)
    at = clock.time(by.span.lo) if by else clock.time(belief.span.hi) if belief.span.hi is not None else ""
    struck = Text("Refuted at {t}", "{t} に覆された").fill(t=at)[lang] if at else OUTCOMES["refuted"][lang]
    why = tag("a", by.text[:LONG], href=scene.link(anchor(by.id))) if by else None
    then = Text("Until then it fitted what was in view.", "それまでは、見えていたものと合っていました。")[lang]
    return join(
        tag("p", held, class_="belief-held"),
        tag("p", struck, Text(": ", ": ")[lang] if why else Text(".", "。")[lang], why, " ", then, class_="refuted-by"),
    )


def decisions(scene: Scene, decision: Decision | None) -> Html | None:
    """What was chosen, what else was on the table, and what was taken as the cue."""
    if decision is None:
        return None
    lang = scene.lang
    lines = [Text("Chosen: {c}.", "選んだこと: {c}").fill(c=decision.chosen.rstrip(".。"))[lang]]
    if decision.options:
        options = Text("; ", "、")[lang].join(decision.options)
        lines.append(Text("Also on the table: {o}.", "ほかの選択肢: {o}").fill(o=options)[lang])
    if decision.cues:
        lines.append(Text("Taken as the cue: {c}.", "手がかり: {c}").fill(c=decision.cues.rstrip(".。"))[lang])
    return tag("p", [tag("span", line) for line in lines], class_="options")


def accounts(scene: Scene, accounts: Sequence[Account]) -> Html | None:
    """The tellings of one moment, oldest first: two side by side, more as rows; never merged."""
    if not accounts:
        return None
    lang, clock = scene.lang, scene.clock
    told = [
        tag(
            "div",
            tag("p", account.by, class_="who"),
            tag("blockquote", account.text, dir="auto"),
            tag(
                "p",
                Text("told {d}, {t}", "{d} {t} に語られた").fill(
                    d=clock.date(account.given_at), t=clock.time(account.given_at)
                )[lang],
                class_="given",
            ),
        )
        for account in sorted(accounts, key=lambda a: a.given_at)
    ]
    return tag("div", told, class_="accounts-pair hindsight" + ("" if len(told) == 2 else " as-rows"))


def contests(scene: Scene, contests: Sequence[Contest]) -> Html | None:
    """Dissent, beside its entry."""
    lang, clock = scene.lang, scene.clock
    notes = [
        tag(
            "div",
            tag("span", Text("Contested", "異論")[lang], class_="head"),
            " ",
            tag("span", f"{note.by}, {clock.date(note.at)}", class_="by"),
            tag("p", note.text, dir="auto"),
            class_="contest-note hindsight",
        )
        for note in contests
    ]
    return join(notes) if notes else None
