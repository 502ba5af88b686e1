"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from furikaeri.text import Lang, Text

GENERATED = Text(
    "<!-- Written by docs/write.py (`make docs`); edit what it reads, not this page. -->",
    "<!-- docs/write.py（`make docs`）が書き出すページです。直すときは、元になるファイルの方を編集してください。 -->",
)


def cell(text: str) -> str:
    """A text that stays in one cell of a table."""
    return text.replace("\\|", "|").replace("|", "\\|").replace("\n", " ")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its heads; "" where there is no row."""
    lines = ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *lines])


def code(text: str) -> str:
    """A text as code."""
    return f"`{text}`" if text else ""


def page(lang: Lang, *parts: str) -> str:
    """A whole page, its parts parted by blank lines."""
    return "\n\n".join((GENERATED[lang], *(p for p in parts if p))) + "\n"
