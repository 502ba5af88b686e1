"""What a template is: the sections of a review, their names in both languages, what they ask, and what fills them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from furikaeri.markup.sections import Role
from furikaeri.registry import discover_files
from furikaeri.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section.

    `fill` names what the draft writes there (see `fills.FILLS`), "" for nothing; `questions` are left
    for people; `aliases` are other headings under which the same part is found in existing reviews.
    """

    id: str
    role: Role
    level: int
    title: Text
    guidance: Text
    fill: str = ""
    questions: tuple[Text, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A review's form. `fields` stand in a table at the head: (label, fill). `source` says whose practice it follows."""

    name: str
    title: Text
    source: str
    about: Text
    fields: tuple[tuple[Text, str], ...]
    parts: tuple[Part, ...]


@cache
def templates() -> Mapping[str, Template]:
    """Every template by name; ValueError names a template file that is not well formed."""
    found = {}
    for name, raw in discover_files("furikaeri.documents.templates").items():
        try:
            found[name] = _template(name, raw)
        except (KeyError, TypeError) as fault:
            raise ValueError(f"template {name}: {fault!r}") from fault
    return found


def _template(name: str, raw: Mapping[str, Any]) -> Template:
    return Template(
        name=name,
        title=_text(raw["title"]),
        source=raw["source"],
        about=_text(raw["about"]),
        fields=tuple((_text(row["label"]), row.get("fill", "")) for row in raw.get("field", ())),
        parts=tuple(_part(row) for row in raw["part"]),
    )


def _part(raw: Mapping[str, Any]) -> Part:
    return Part(
        id=raw["id"],
        role=raw["role"],
        level=raw.get("level", 2),
        title=_text(raw["title"]),
        guidance=_text(raw["guidance"]),
        fill=raw.get("fill", ""),
        questions=tuple(_text(q) for q in raw.get("questions", ())),
        aliases=tuple(raw.get("aliases", ())),
    )


def _text(raw: Mapping[str, str]) -> Text:
    return Text(raw["en"], raw["ja"])
