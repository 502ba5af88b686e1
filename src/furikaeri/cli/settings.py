"""Which furikaeri.toml holds for a document: the nearest one above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.lint.settings import Settings, read_settings

if TYPE_CHECKING:
    from pathlib import Path


def nearest_settings(path: Path) -> Settings:
    """The settings of the nearest furikaeri.toml in `path` or a folder above it; the defaults where there is none."""
    start = path.absolute()
    for folder in (start, *start.parents):
        if (folder / "furikaeri.toml").is_file():
            return read_settings(folder / "furikaeri.toml")
    return Settings()
