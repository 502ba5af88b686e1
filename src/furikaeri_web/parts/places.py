"""Where bytes stand on disk, under the one data folder."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def place(*parts: str) -> Path:
    """A folder under the data folder, made where it is missing, for its owner alone."""
    folder: Path = settings.ENVIRONMENT.data.joinpath(*parts)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
