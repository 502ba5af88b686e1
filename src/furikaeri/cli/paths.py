"""Which files a command is asked to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from furikaeri.text import FurikaeriError, Text

_ENDINGS = frozenset(
    {".md", ".markdown", ".mdx", ".qmd", ".rmd", ".txt", ".text", ".rst", ".adoc", ".asciidoc", ".org"}
)


def documents(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the documents in the folders named, in order; FurikaeriError for a path that is not there."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p
                for p in path.rglob("*")
                if not _ENDINGS.isdisjoint(map(str.lower, p.suffixes))
                and p.is_file()
                and not _hidden(p.relative_to(path))
            )
        elif path.exists():
            yield path
        else:
            raise FurikaeriError(
                Text("{path}: there is no such file or folder.", "{path}: ファイルもフォルダもありません。").fill(
                    path=path
                )
            )


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in path.parts)
