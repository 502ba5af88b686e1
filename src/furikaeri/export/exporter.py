"""What an exporter is, what it may be told, and every one there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from furikaeri.registry import discover

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from furikaeri.chronology.linearise import Level
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.review import Review
    from furikaeri.text import Lang, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How one copy is to be made.

    `lang` is the language of everything that the program itself says; the records stay in their own words. `zone` is
    an IANA name, "" for the zone of the chronology. `level` says how many events stand in it. `pseudonyms` turns
    names into roles, everywhere. With `at` (µs) the copy holds only what was in view at that moment, to `group` or,
    where `group` is "", to anyone; everything later is left out of the file, not merely hidden.
    """

    lang: Lang = "en"
    zone: str = ""
    level: Level = "story"
    pseudonyms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    at: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One kind of copy: `write` makes the file, `suffix` with its dot ends the file's name."""

    name: str
    title: Text
    media_type: str
    suffix: str
    write: Callable[[Review | None, Chronology, ExportOptions], bytes]


def exporters() -> Mapping[str, Exporter]:
    """Every exporter by its name."""
    return discover("furikaeri.export.exporters", Exporter)
