"""Names shown as roles, in every word of a review and a chronology."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.event import Event
    from furikaeri.model.review import Review

T = TypeVar("T")
Rename = Callable[[str], str]

# Fields whose words come from a fixed list or a clock: a person called "alert" must not break them.
FIXED = frozenset({
    "kind", "lane", "lanes", "marks", "type", "status", "basis", "shape", "vague", "zone", "outcome", "code",
    "lang", "template", "evidence", "rule",
})  # fmt: skip
_NAMES_ITS_KIND = frozenset({"KeyMoment"})  # `name` is a word of a fixed list there


def renaming(pseudonyms: Mapping[str, str]) -> Rename:
    """A function that puts roles in the place of names: longest name first, Latin names only as whole words."""
    names = sorted((n for n in pseudonyms if n), key=len, reverse=True)
    if not names:
        return lambda text: text

    def bounded(name: str) -> str:
        first = r"(?<![0-9A-Za-z_])" if name[0].isascii() else ""
        last = r"(?![0-9A-Za-z_])" if name[-1].isascii() else ""
        return f"{first}{re.escape(name)}{last}"

    pattern = re.compile("|".join(map(bounded, names)))
    return lambda text: pattern.sub(lambda m: pseudonyms[m.group()], text)


def with_roles(chronology: Chronology, pseudonyms: Mapping[str, str]) -> Chronology:
    """The same chronology without the names: texts, actors, views, facts, links, and ids that hold a name."""
    if not any(pseudonyms):
        return chronology
    rename = renaming(pseudonyms)
    ids = _ids(chronology.events, rename)
    return _walk(chronology, lambda text: ids.get(text) or rename(text))


def review_with_roles(review: Review, pseudonyms: Mapping[str, str]) -> Review:
    """The same review without the names."""
    return _walk(review, renaming(pseudonyms)) if any(pseudonyms) else review


def _ids(events: tuple[Event, ...], rename: Rename) -> dict[str, str]:
    """New ids for the events whose id holds a name; numbered, since two people may share one role."""
    return {e.id: f"{rename(e.source)}:~{n}" for n, e in enumerate(events, 1) if rename(e.id) != e.id}


def _walk(value: T, rename: Rename) -> T:
    """`value` with every free word renamed; structs, tuples and dicts keep their form."""
    new: Any = value
    if isinstance(value, str):
        new = rename(value)
    elif isinstance(value, Text):
        new = Text(rename(value.en), rename(value.ja))
    elif isinstance(value, msgspec.Struct):
        fixed = FIXED | {"name"} if type(value).__name__ in _NAMES_ITS_KIND else FIXED
        changed = {
            f: after
            for f in value.__struct_fields__
            if f not in fixed
            and not isinstance(before := getattr(value, f), int | float | None)
            and (after := _walk(before, rename)) is not before
        }
        new = msgspec.structs.replace(value, **changed) if changed else value
    elif isinstance(value, tuple):
        parts = tuple(_walk(part, rename) for part in value)
        new = parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    elif isinstance(value, dict):
        new = {_walk(k, rename): _walk(v, rename) for k, v in value.items()}
    return new  # type: ignore[no-any-return]  # it has the type that came in
