"""What the nearest furikaeri.toml chooses for a document, read again when it or its rules change."""

from __future__ import annotations

from pathlib import Path

from furikaeri.lint.engine import Engine
from furikaeri.lint.settings import Settings, read_settings
from furikaeri.text import FurikaeriError, Text

_NAME = "furikaeri.toml"
_Signature = tuple[tuple[str, int, int], ...]


class Choices:
    """The engines of a workspace. A file that can't be used leaves the last good choice standing."""

    __slots__ = ("_engines", "_nearest")

    def __init__(self) -> None:
        self._engines: dict[Path | None, tuple[_Signature, Engine, Text | None]] = {}
        self._nearest: dict[Path, Path | None] = {}

    def reload(self) -> None:
        """Looks for the files anew; to be called when one of them came or went."""
        self._nearest.clear()

    def engine(self, document: Path | None) -> tuple[Engine, Text | None]:
        """The engine for a document and, where its furikaeri.toml can't be used, what is wrong with it."""
        file = None if document is None else self._above(document.parent)
        known = self._engines.get(file)
        signature = () if file is None else _signature(file, known[1].settings if known else None)
        if known is not None and known[0] == signature:
            return known[1], known[2]
        trouble = None
        try:
            settings = Settings() if file is None else read_settings(file)
            engine = Engine(settings)
            signature = () if file is None else _signature(file, settings)
        except FurikaeriError as fault:
            trouble = fault.message
            engine = known[1] if known else Engine(Settings())
        self._engines[file] = (signature, engine, trouble)
        return engine, trouble

    def _above(self, folder: Path) -> Path | None:
        if folder not in self._nearest:
            self._nearest[folder] = next(
                (f / _NAME for f in (folder, *folder.parents) if (f / _NAME).is_file()), None
            )
        return self._nearest[folder]


def _signature(file: Path, settings: Settings | None) -> _Signature:
    """Names, times and sizes of the files that the choice depends on."""
    rules = sorted(settings.rules.glob("*.toml")) if settings and settings.rules else []
    found = []
    for path in (file, *rules):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.as_posix(), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
