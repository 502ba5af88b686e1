"""The incident a verb works on, opened with progress shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.folder import Bundle
from furikaeri.cli.console import Console
from furikaeri.model.chronology import Chronology
from furikaeri.model.event import IncidentFact
from furikaeri.text import FurikaeriError, Text

T = TypeVar("T")


def opened(path: Path, console: Console) -> tuple[Bundle, Chronology, tuple[IncidentFact, ...]]:
    """The bundle in a folder, its chronology, and what its records say of the incident; FurikaeriError where there is none."""
    bundle = Bundle.open(path)
    chronology, facts = chronicle(bundle, console.progress)
    console.clear()
    return bundle, chronology, facts


def no_events(folder: Path) -> Text:
    """What to do where nothing was brought in yet."""
    return Text(
        "No events yet. Bring evidence in: furikaeri add {dir} PATH…",
        "事象はまだありません。記録を入れてください: furikaeri add {dir} パス…",
    ).fill(dir=folder)


def known_group(name: str, chronology: Chronology) -> str:
    """The group of that name, or "" for none; FurikaeriError lists the groups that records show things to."""
    from furikaeri.chronology.view import groups

    known = groups(chronology.events)
    if name and name not in known:
        raise FurikaeriError(
            Text(
                "No record says that “{name}” was shown anything. Known groups: {all}.",
                "「{name}」に何かが示された記録はありません。使えるグループ: {all}。",
            ).fill(name=name, all=", ".join(known) or "–")
        )
    return name


def named(known: Mapping[str, T], name: str, what: Text) -> T:
    """The entry of that name; FurikaeriError lists the names there are. `what` says what kind of thing it is."""
    if name not in known:
        raise FurikaeriError(
            Text(
                "There is no {what} “{name}”. Known: {all}.", "{what}「{name}」はありません。使えるもの: {all}。"
            ).fill(what=what, name=name, all=", ".join(known))
        )
    return known[name]
