"""Labelled values of a review: "Owner: …", rows of two cells, cells under their column's title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.markup.plain import plain
from furikaeri.text import Span

if TYPE_CHECKING:
    from furikaeri.markup.blocks import Block

LABELLED = re.compile(r"[ \t]*(?P<label>[^:：\n|]{2,40}?)[ ]?[:：][ ]{0,4}(?P<value>[^\n]{0,300})")
_HEAD = 200  # blocks; what describes the review as a whole stands before them


class Field(NamedTuple):
    """One labelled value at the head of a review ("Owner: …", a cell under its column title)."""

    label: str
    value: str
    span: Span


def fields(source: str, blocks: Sequence[Block]) -> Iterator[Field]:
    """Every labelled value near the beginning: lines, two-column rows, cells of tables under their titles."""
    parts = blocks[:_HEAD]
    titles: list[str] = []
    for b in parts:
        if b.kind == "row":
            cells = [plain(source, (c,)).text.strip() for c in b.cells]
            if b.header:
                titles = cells
            if len(cells) == 2:
                yield Field(cells[0], cells[1], b.pieces[0])
            if not b.header:
                yield from (Field(t, c, span) for t, c, span in zip(titles, cells, b.cells, strict=False))
            continue
        titles = []
        if b.kind in {"paragraph", "item"}:
            for piece in b.pieces:
                if m := LABELLED.match(plain(source, (piece,)).text):
                    yield Field(m["label"].strip(" -*"), m["value"].strip(), piece)
