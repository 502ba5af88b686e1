"""The rungs on which a countermeasure can stand, from the strongest to mere intention."""

from __future__ import annotations

from typing import Literal

import msgspec

from furikaeri.model.finding import CountermeasureKind
from furikaeri.text import Text

RungName = Literal["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L0"]
RUNG_NAMES: tuple[RungName, ...] = ("L1", "L2", "L3", "L4", "L5", "L6", "L7", "L0")
"""Strongest first; L0, intention, stands below L7."""


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """One rung: what it is called, the test that a countermeasure on it passes, the question that leads one rung up.

    `weak` is true where everything depends on people (L6, L7, L0).
    """

    name: RungName
    title: Text
    test: Text
    question: Text
    examples: tuple[Text, ...] = ()
    weak: bool = False

    @property
    def step(self) -> int:
        """How far down it stands: 1 (L1) to 8 (L0)."""
        return RUNG_NAMES.index(self.name) + 1


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """What a countermeasure is for: `name` as in `Countermeasure.kind`, with its title and what belongs to it."""

    name: CountermeasureKind
    title: Text
    covers: Text
