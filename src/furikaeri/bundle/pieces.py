"""What is handed in, as pieces: each one a file with the source that reads it, or the sentence why none does."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from furikaeri.bundle.names import plain_name
from furikaeri.bundle.walk import NO_FILE, SKIPPED, Left, entries, is_export, pack, unreadable
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import choose, sources
from furikaeri.text import FurikaeriError, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file to take in: `opened` with its `source`, or the `refused` sentence. Its bytes may go with the next piece.

    Where bytes are whole and only no source recognises them, they are `opened` all the same.
    """

    name: str
    opened: Opened | None = None
    source: str = ""
    refused: Text | None = None


def pieces(path: Path, name: str = "", *, source: str = "") -> Iterator[Piece]:
    """The pieces of a file, an archive or a folder; `name` instead of the path's own, `source` where a person named it.

    An archive that a source reads as a whole is one piece, else its members are; an unpacked chat export is packed
    again into the one archive it was. Raises FurikaeriError where nothing is there, or the source does not exist.
    """
    known(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as fault:
        raise FurikaeriError(
            Text("{path}: there is no such file or folder.", "{path}: ファイルもフォルダもありません。").fill(
                path=plain_name(str(path))
            )
        ) from fault
    if not stat.S_ISDIR(mode):
        yield from _of_file(path, name or path.name, source)
    elif is_export(path):
        yield from _of_export(path, name or path.name, source)
    else:
        for entry in entries(path):
            if isinstance(entry, Left):
                yield Piece(name=entry.name, refused=entry.why)
            else:
                yield from _of_file(entry, entry.relative_to(path).as_posix(), source)


def known(source: str) -> str:
    """The source's name again, "" for none; FurikaeriError where there is no such source."""
    if source and source not in sources():
        raise FurikaeriError(
            Text(
                "There is no source “{name}”. Known: {all}.", "取り込み元「{name}」はありません。使えるもの: {all}。"
            ).fill(name=source, all=", ".join(sources()))
        )
    return source


def _of_export(folder: Path, name: str, source: str) -> Iterator[Piece]:
    with tempfile.TemporaryDirectory() as place:
        packed = Path(place) / "packed.zip"
        try:
            left = pack(folder, packed)
        except OSError as fault:
            yield Piece(name=plain_name(name), refused=unreadable(name, fault))
            return
        yield from (Piece(name=left_name, refused=why) for left_name, why in left)
        yield from _of_file(packed, name + ".zip", source)


def _of_file(file: Path, name: str, source: str) -> Iterator[Piece]:
    name = plain_name(name)
    if not file.is_file():  # opening a pipe or a device would wait for ever, or never end
        yield Piece(name=name, refused=NO_FILE.fill(name=name))
        return
    opened = Opened(name=name, path=file)
    try:
        members = opened.members
        if not source:
            try:
                source = choose(opened).name
            except FurikaeriError as trouble:
                if not members:
                    yield Piece(name=name, opened=opened, refused=trouble.message)
                    return
        if source:
            yield Piece(name=name, opened=opened, source=source)
        else:
            yield from _of_archive(opened)
    except FurikaeriError as trouble:
        yield Piece(name=name, refused=trouble.message)
    except OSError as fault:
        yield Piece(name=name, refused=unreadable(name, fault))


def _of_archive(archive: Opened) -> Iterator[Piece]:
    wanted = [m for m in archive.members if not any(part in SKIPPED or part.startswith("._") for part in m.split("/"))]
    for member, data in archive.unpack(wanted):
        name = plain_name(f"{archive.name}/{member}")
        if isinstance(data, FurikaeriError):
            yield Piece(name=name, refused=data.message)
            continue
        opened = Opened(name=name, data=data)
        try:
            source = choose(opened).name
        except FurikaeriError as trouble:
            yield Piece(name=name, opened=opened, refused=trouble.message)
        else:
            yield Piece(name=name, opened=opened, source=source)
