"""The ladder itself: its rungs, kinds and questions, read from `rungs.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from furikaeri.model.countermeasure import RUNG_NAMES, Kind, Rung, RungName
from furikaeri.model.finding import CountermeasureKind
from furikaeri.text import Text


@cache
def rungs() -> Mapping[RungName, Rung]:
    """Every rung by its name, strongest first."""
    entries = _file()["rungs"]
    return {name: _rung(name, entries[name]) for name in RUNG_NAMES}


@cache
def kinds() -> Mapping[CountermeasureKind, Kind]:
    """Every kind by its name, in the order of the file."""
    return {
        name: Kind(name=name, title=Text(**entry["title"]), covers=Text(**entry["covers"]))
        for name, entry in _file()["kinds"].items()
    }


def question(rung: RungName | None, kind: CountermeasureKind | None) -> Text:
    """What to ask of a countermeasure on this rung, or on none, so that it climbs."""
    if rung is not None:
        return rungs()[rung].question
    return Text(**_file()["none"]["remaining" if kind == "remaining" else "other"])


def _rung(name: RungName, entry: Mapping[str, Any]) -> Rung:
    return Rung(
        name=name,
        title=Text(**entry["title"]),
        test=Text(**entry["test"]),
        question=Text(**entry["question"]),
        examples=tuple(Text(**e) for e in entry["examples"]),
        weak=entry.get("weak", False),
    )


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "rungs.toml").read_text("utf-8"))
