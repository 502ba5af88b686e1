"""The countermeasures that a review names, each on its rung of the ladder, with the question that leads one rung up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from furikaeri.countermeasures import kinds, parts, place, rungs, weakest
from furikaeri.documents.checked import checked
from furikaeri.documents.unwritten import is_placeholder
from furikaeri.markup.plain import plain
from furikaeri.text import Span, Text

if TYPE_CHECKING:
    from furikaeri.countermeasures import Placement
    from furikaeri.documents.action_item import ActionItem
    from furikaeri.documents.checked import Checked
    from furikaeri.text import Lang

_DUE = re.compile(r"\bdue\b|deadline|\bdate\b|\bwhen\b(?! )|期限|期日|締切|予定日", re.IGNORECASE)
_DONE_WHEN = re.compile(r"done when|done test|verif|accept|確かめ|完了条件|と言える|検証", re.IGNORECASE)
_WHY_NOT = re.compile(r"why not|higher rung|上の段", re.IGNORECASE)
_KIND = re.compile(r"\bkind\b|\btype\b|categor|種類|種別|分類", re.IGNORECASE)
_STAIR = ("L7", "L6", "L5", "L4", "L3", "L2", "L1")


@dataclass(frozen=True, slots=True)
class Tread:
    """One step of the drawing, left to right: `is_above` the countermeasure, and there `rejected` or still `asked` about."""

    x: int
    y: int
    is_above: bool
    rejected: bool
    asked: bool

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.x + 16

    @property
    def middle(self) -> int:
        """Its middle."""
        return self.x + 8

    @property
    def foot(self) -> int:
        """Where its riser begins: on the step below, or on the ground."""
        return min(self.y + 6, 42)

    @property
    def top(self) -> int:
        """Where the block under it begins."""
        return self.y - 1

    @property
    def height(self) -> int:
        """How high that block is."""
        return 46 - self.top

    @property
    def head(self) -> int:
        """The middle of what stands on it."""
        return self.y - 6

    @property
    def cross(self) -> int:
        """Where a cross above it begins."""
        return self.x + 5

    @property
    def sign(self) -> int:
        """How high a cross above it begins."""
        return self.y - 11

    @property
    def word(self) -> int:
        """The base line of a question mark above it."""
        return self.y - 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One countermeasure. `rung` "" where nothing in its words decides; `weak`: all depends on people."""

    text: str
    rung: str
    title: Text
    weak: bool
    kind: Text
    owner: str
    due: str
    done_when: str
    ticket: str
    done: bool
    why_not: str
    question: Text
    treads: tuple[Tread, ...]
    stands: Tread | None


@lru_cache(256)
def countermeasures(markdown: str, lang: Lang) -> tuple[Step, ...]:
    """Every action of the text in reading order."""
    document = checked(markdown, lang=lang)
    return tuple(_step(document, action) for action in document.actions)


def _step(document: Checked, action: ActionItem) -> Step:
    text = plain(action.text, (Span(0, len(action.text)),)).text.strip()
    placed: Placement = weakest(parts(text)) or place(text)
    rung = placed.rung
    why_not = _written(document, action, _WHY_NOT)
    stated = _written(document, action, _KIND).lower()
    kind = next((k.title for k in kinds().values() if k.name in stated or k.title.ja in stated), None)
    guessed = kinds()[placed.kind].title if placed.kind else Text("", "")
    treads = _treads(rung.name, bool(why_not), rung.weak) if rung else ()
    return Step(
        text=text,
        rung=rung.name if rung else "",
        title=rung.title if rung else Text("no rung yet", "段は未定"),
        weak=bool(rung and rung.weak),
        kind=kind or guessed,
        owner=action.owner or "",
        due=_written(document, action, _DUE),
        done_when=_written(document, action, _DONE_WHEN),
        ticket=action.ticket or "",
        done=bool(action.done),
        why_not=why_not,
        question=placed.question,
        treads=treads,
        stands=next((t for t, name in zip(treads, _STAIR, strict=True) if name == rung.name), None) if rung and treads else None,
    )  # fmt: skip


def _written(document: Checked, action: ActionItem, column: re.Pattern[str]) -> str:
    cell = document.cell(action, column)
    return "" if cell is None or is_placeholder(cell) else plain(cell, (Span(0, len(cell)),)).text.strip()


def _treads(rung: str, answered: bool, weak: bool) -> tuple[Tread, ...]:  # noqa: FBT001  # private
    stands = _STAIR.index(rung) if rung in _STAIR else -1
    return tuple(
        Tread(n * 16, 42 - 6 * n, is_above=n > stands, rejected=n > stands and answered, asked=n > stands and weak and not answered)
        for n in range(len(_STAIR))
    )  # fmt: skip


assert set(_STAIR) < set(rungs())
