"""What the nearest furikaeri.toml chooses for a document, read again when it or its rules change."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from furikaeri.lint.engine import Engine
from furikaeri.lint.settings import Settings, read_settings
from furikaeri.text import LANGS, FurikaeriError, Text

NAME = "furikaeri.toml"
_Stamp = tuple[tuple[str, int, int], ...]


class Choice(NamedTuple):
    """What holds for a document; `trouble`: why the file itself can't be used, so that the last good one holds."""

    settings: Settings
    engine: Engine
    trouble: Text | None
    stamp: _Stamp


class Choices:
    """The engines of a workspace. A file that can't be used leaves the last good choice standing."""

    __slots__ = ("_made", "_nearest")

    def __init__(self) -> None:
        self._made: dict[Path | None, Choice] = {}
        self._nearest: dict[Path, Path | None] = {}

    def look_again(self) -> None:
        """Forgets where the files stand; to be called when one came or went."""
        self._nearest.clear()

    def of(self, document: Path | None) -> Choice:
        """What the nearest file chooses for a document; the defaults for one that is not on disk."""
        file = None if document is None else self._above(document.parent)
        known = self._made.get(file)
        if known is None or known.stamp != _stamp(file, known.settings):
            known = self._made[file] = _choose(file, known)
        return known

    def _above(self, folder: Path) -> Path | None:
        if folder not in self._nearest:
            there = (f / NAME for f in (folder, *folder.parents))
            self._nearest[folder] = next((f for f in there if f.is_file()), None)
        return self._nearest[folder]


def _choose(file: Path | None, last: Choice | None) -> Choice:
    settings = last.settings if last else Settings()
    try:
        settings = Settings() if file is None else read_settings(file)
        engine = Engine(settings)
        if settings.rules is not None:
            for lang in LANGS:
                engine.speech(lang)  # an own rule that can't be used is told now, not at a keystroke
    except FurikaeriError as fault:
        engine = last.engine if last else Engine(Settings())
        return Choice(settings, engine, fault.message, _stamp(file, settings))
    return Choice(settings, engine, None, _stamp(file, settings))


def _stamp(file: Path | None, settings: Settings) -> _Stamp:
    """Name, time and size of every file that a choice depends on."""
    found = []
    for path in (*([file] if file else []), *(sorted(settings.rules.glob("*.toml")) if settings.rules else [])):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
