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


def named(known: Mapping[str, T], name: str, what: Text) -> T:
    """The entry of that name; FurikaeriError lists the names there are. `what` says what kind of thing it is."""
    if name not in known:
        raise FurikaeriError(
            Text(
                "There is no {what} “{name}”. Known: {all}.", "{what}「{name}」はありません。使えるもの: {all}。"
            ).fill(what=what, name=name, all=", ".join(known))
        )
    return known[name]
