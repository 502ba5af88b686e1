"""What stands in a folder that is handed in, and the folder as the one archive it once was."""

from __future__ import annotations

import re
import shutil
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.bundle.names import plain_name
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SKIPPED = frozenset({".git", ".furikaeri", "__pycache__", ".DS_Store", "Thumbs.db"})
_CHUNK = 1 << 20


class Left(NamedTuple):
    """Something that was not read, and why."""

    name: str
    why: Text


def entries(folder: Path) -> Iterator[Path | Left]:
    """The files below a folder in the order of their names; a sentence for each thing that is none."""
    waiting = [folder]
    while waiting:
        entry = waiting.pop()
        name = plain_name(entry.relative_to(folder).as_posix())
        if entry != folder and (entry.name in SKIPPED or entry.name.startswith("._")):
            continue
        try:
            if entry.is_symlink() and entry != folder:
                yield Left(name, _LINK.fill(name=name))
            elif entry.is_dir():
                waiting.extend(sorted(entry.iterdir(), reverse=True))
            else:
                yield entry
        except OSError as fault:
            yield Left(name, unreadable(name, fault))


_LINK = Text(
    "{name} is a link; what it points to was not read. Add that by itself.",
    "{name} はリンクです。リンク先は読んでいません。必要なら直接追加してください。",
)
NO_FILE = Text(
    "{name} is neither a file nor a folder (a pipe, a socket, a device); it was not read.",
    "{name} はファイルでもフォルダでもない（パイプ・ソケット・デバイス）ため、読んでいません。",
)


def unreadable(name: str, fault: OSError) -> Text:
    """Why the system does not let us read it."""
    return Text("{name} can't be read: {fault}.", "{name} を読めません（{fault}）。").fill(
        name=plain_name(name), fault=fault.strerror or fault
    )


def is_export(folder: Path) -> bool:
    """An unpacked chat export: users.json or channels.json beside folders of days."""
    if not ((folder / "channels.json").is_file() or (folder / "users.json").is_file()):
        return False
    return any(re.fullmatch(r"\d{4}-\d\d-\d\d\.json", file.name) for file in list(folder.glob("*/*.json")))


def pack(folder: Path, target: Path) -> list[Left]:
    """Writes the folder as one zip with fixed dates, so that the same files give the same bytes; gives what was left out."""
    left = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in entries(folder):
            if isinstance(file, Left):
                left.append(file)
            elif file.is_file():
                info = zipfile.ZipInfo(plain_name(file.relative_to(folder).as_posix()), (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                with file.open("rb") as stream, archive.open(info, "w") as member:
                    shutil.copyfileobj(stream, member, _CHUNK)
    return left
