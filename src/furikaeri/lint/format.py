"""What a format for diagnostics is, and every one there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from furikaeri.lint.diagnostic import Diagnostic
from furikaeri.markup.positions import Positions
from furikaeri.registry import discover, one
from furikaeri.text import Lang


@dataclass(frozen=True)
class Linted:
    """One document and what the linter says of it. `path` as it was named, with forward slashes."""

    path: str
    source: str
    diagnostics: Sequence[Diagnostic]

    @cached_property
    def positions(self) -> Positions:
        """Lines and columns of the source."""
        return Positions.of(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write diagnostics out. `write` streams pieces of text that are printed one after the other.

    `lang` None: each diagnostic in the language of its own sentence.
    """

    name: str
    write: Callable[[Iterator[Linted], Lang | None, bool], Iterator[str]]


def formats() -> Mapping[str, Format]:
    """All formats by name."""
    return discover("furikaeri.lint.formats", Format)


def format_named(name: str) -> Format:
    """One format, without importing the others."""
    return one("furikaeri.lint.formats", Format, name)
