"""What a statement shows, as named flags: the same names for English and Japanese, each with the words that raised it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from furikaeri.countermeasures.lexicon import Cue, lexicon
from furikaeri.countermeasures.statement import Statement
from furikaeri.text import Span

Flags: TypeAlias = "Mapping[str, tuple[Span, ...]]"

ACTS = frozenset(
    [
        "add",
        "change",
        "rework",
        "better",
        "amount",
        "remove",
        "replace",
        "automate",
        "investigate",
        "consider",
        "audit",
        "fix",
        "report",
        "doc",
        "norm",
        "train",
        "review",
        "care",
        "ensure",
        "contain",
        "recover",
        "refuse",
        "test",
    ]
)
THINGS = (
    "checklist", "review", "train", "doc", "norm", "care", "alert", "dashboard", "monitor", "tool", "lint", "test", "refuse", "recover",
    "spare", "contain", "automate", "capacity", "code", "response", "reach", "report", "person",
)  # fmt: skip
_WEIGHING = frozenset({"investigate", "consider", "audit", "fix", "doc", "review", "better", "ensure"})
_MAKING = frozenset({"add", "change", "doc", "norm"})
MECHANISMS = frozenset(
    ["alert", "dashboard", "monitor", "tool", "lint", "test", "refuse", "recover", "spare", "contain", "automate"]
)

_QUESTION = re.compile(r"[?？]|\b(?:whether|how to know)\b")
_DONE_MARK = re.compile(r"[✔✅☑]|\[x\]|\((?:done|completed?|済み?|完了)\)")
_PAST_EN = re.compile(r"\b(?:was|were|has been|have been|had|we've|has now)\b")
_PAST_JA = re.compile(r"(?:した|ました|された|済み?|完了)[。.\s]*$")
_NEVER = re.compile(r"^\W*(?:do not|don'?t|never|avoid|no)\b|しない|せず|禁止")
_OCCASION = re.compile(
    r"^\W*(?:when(?:ever)?|if|before|after|for each|for every|always|until|once|on repeated|during)\b"
)
_QUANTITY = re.compile(
    r"\d+\s*(?:%|ms|s|sec|min|minutes?|hours?|h|days?|gb|mb|gi|mi|秒|分|時間|日|件|回|倍)(?![a-z])|\d+\s*(?:→|->|から|to)\s*\d"
)
_NOMINAL = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff]$")


def flags(said: Statement) -> Flags:
    """Every flag of a statement and where its words stand (no place for flags of the sentence's build)."""
    found: dict[str, list[Span]] = {}
    classes: dict[str, set[str]] = {"core": set(), "lead": set(), "verb": set()}
    cues = _longest(lexicon().cues(said.text, said.words))
    for cue in cues:
        span = Span(cue.start, cue.end)
        found.setdefault(cue.name, []).append(span)
        if said.in_aside(cue.start):
            continue
        for zone in _zones(said, cue):
            found.setdefault(f"{cue.name}:{zone}", []).append(span)
            if zone in classes:
                classes[zone].add(cue.name)
    for act in classes["lead"] & ACTS:
        for thing in THINGS:
            if thing != act and thing in classes["core"]:
                found[f"{act}>{thing}"] = [*found[f"{act}:lead"], *found[f"{thing}:core"]]
    machine = bool(classes["core"] & MECHANISMS)
    found["mechanism" if machine else "no-mechanism"] = []
    for act in sorted(classes["lead"] & _WEIGHING):
        found[f"{act}+{'mechanism' if machine else 'nothing'}"] = found[f"{act}:lead"]
    for thing in ("checklist", "doc", "review"):
        if thing in classes["core"] and classes["lead"] & _MAKING:
            found[f"made>{thing}"] = found[f"{thing}:core"]
    thing = next((t for t in THINGS if t in classes["core"]), "nothing")
    found[f"first>{thing}"] = found.get(f"{thing}:core", [])
    for name in _build(said):
        found[name] = []
    return {name: tuple(dict.fromkeys(spans)) for name, spans in found.items()}


def _longest(cues: Iterable[Cue]) -> list[Cue]:
    """A phrase that lies within a longer one does not count: "status page" is no page that calls a person."""
    by_start = sorted(set(cues), key=lambda c: (c.start, -c.end))
    kept: list[Cue] = []
    widest = Span(-1, -1)
    for cue in by_start:
        if cue.end <= widest.end and (cue.start, cue.end) != widest:
            continue
        kept.append(cue)
        widest = Span(cue.start, cue.end)
    return kept


def _zones(said: Statement, cue: Cue) -> list[str]:
    zones = []
    if said.title.start <= cue.start < said.title.end:
        zones += ["core", "title"]
    elif said.main.start <= cue.start < said.main.end:
        zones.append("core")
        if said.lead.start <= cue.start < said.lead.end:
            zones.append("lead")
            if cue.start == said.lead.start if said.lang == "en" else cue.end >= said.lead.end - 4:
                zones.append("verb")
    elif cue.start >= said.first.end:
        zones.append("later")
    else:
        zones.append("aim")
    return zones


def _build(said: Statement) -> list[str]:
    text, first = said.text, said.text[said.first.start : said.first.end]
    names = ["always", f"lang={said.lang}"]
    if _QUESTION.search(first):
        names.append("asks")
    if _DONE_MARK.search(text):
        names.append("marked-done")
    if _PAST_JA.search(first) if said.lang == "ja" else _PAST_EN.search(first):
        names.append("past")
    if _NEVER.search(first):
        names.append("never")
    if _OCCASION.search(first):
        names.append("on-occasion")
    if _QUANTITY.search(text):
        names.append("quantity")
    if said.title.end > said.title.start:
        names.append("titled")
    lead = text[said.lead.start : said.lead.end]
    if said.lang == "en":
        verb = lead.split(" ", 1)[0].strip(",.:")
        if verb.endswith("ed"):
            names.append("lead-past")
        elif verb.endswith("ing"):
            names.append("lead-ing")
    elif _NOMINAL.search(lead):
        names.append("nominal")
    return names
