"""The quality rubric: what is asked of a review, and the three words in which it is answered. There is no sum."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS: dict[str, Text] = {
    "not-yet": Text("not yet", "まだ"),
    "nearly": Text("nearly", "あと少し"),
    "done": Text("done", "できている"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked."""

    key: str
    title: Text
    ask: Text


@cache
def rubric() -> Mapping[str, Question]:
    """Every question by its key, in order, as `policy/rubric.toml` says."""
    raw = tomllib.loads((resources.files(__package__) / "policy" / "rubric.toml").read_text("utf-8"))
    return {key: Question(key, Text(**one["title"]), Text(**one["ask"])) for key, one in raw.items()}
