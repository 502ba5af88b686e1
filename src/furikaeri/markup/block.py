"""One block of a written document: what kind it is and exactly where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from furikaeri.text import Span

BlockKind = Literal["heading", "paragraph", "item", "row", "code", "html", "comment", "front-matter", "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block. `pieces` are the ranges of its content in the source, one a line, without markers and indentation.

    `line`, `last_line`: 1-based. `level`: of a heading 1 to 6, of a list item its nesting from 1. `marker`: the list
    marker as written ("-", "1.", "・"), of a heading without heading marks its first character ("*" of a bold line).
    `checked`: of a task item. `cells`: of a table row, the range of each cell. `header`: the row is its table's header.
    `quoted`: stands in a block quote. `info`: of a code block, its language.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    line: int
    last_line: int
    level: int = 0
    marker: str = ""
    checked: bool | None = None
    cells: tuple[Span, ...] = ()
    header: bool = False
    quoted: bool = False
    info: str = ""
