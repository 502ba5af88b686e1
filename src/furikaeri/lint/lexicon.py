"""Classes of words and guards of one language, as the lexicon's files tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from furikaeri.text import FurikaeriError, Lang, Text

Place = Literal["sentence", "before", "after", "match"]
PLACES: tuple[Place, ...] = ("sentence", "before", "after", "match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A flag raised where one of `any` is found at `at`: in the sentence, or close before, after or in the match.

    `near`: how many words beside the match an English guard of single words looks at.
    """

    name: str
    at: Place
    any: tuple[str, ...]
    near: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """`classes`: patterns by class name. `guards`: flags by name. `never`: the flags that silence every rule."""

    lang: Lang
    classes: Mapping[str, Sequence[str]]
    guards: Mapping[str, Guard]
    never: frozenset[str]

    def with_machines(self, names: Iterable[str]) -> Lexicon:
        """The same lexicon in which `names` are machines and no persons: an organisation's own glossary."""
        machines = {name.lower() for name in names}
        if not machines:
            return self
        classes = {
            key: [item for item in items if item.rstrip("*").removesuffix("s") not in machines and item not in machines]
            for key, items in self.classes.items()
        }
        forms = sorted(machines | ({name + "s" for name in machines} if self.lang == "en" else set()))
        classes["MACHINE"] = [*classes.get("MACHINE", ()), *forms]
        return replace(self, classes=classes)


def read_lexicon(lang: Lang, raw: Mapping[str, Any]) -> Lexicon:
    """The lexicon in a parsed TOML file. Raises FurikaeriError where a guard names an unknown place."""
    guards: dict[str, Guard] = {}
    for name, guard in raw.get("guards", {}).items():
        at = guard.get("at", "sentence")
        if at not in PLACES:
            raise FurikaeriError(
                Text(f"The guard {name} has no such place: {at!r}.", f"ガード {name} の場所「{at}」はありません。")
            )
        guards[name] = Guard(name=name, at=at, any=tuple(guard.get("any", ())), near=int(guard.get("near", 8)))
    return Lexicon(lang=lang, classes=raw.get("classes", {}), guards=guards, never=frozenset(raw.get("never", ())))
