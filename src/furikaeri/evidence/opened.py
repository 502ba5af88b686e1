"""A piece of evidence opened for reading: one stream, or the members of an archive, within safe limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from furikaeri.text import FurikaeriError, Text

MAX_MEMBERS = 100_000
MAX_MEMBER_BYTES = 1 << 30
MAX_TOTAL_BYTES = 4 << 30
LARGE = 10_000_000  # bytes up to which an archive may hold anything
MAX_RATIO = 200  # a deflated chat export reaches about 20; a bomb a thousand and more
HEAD = 64 * 1024
_Bytes = bytes  # inside the class `bytes` is the method


@dataclass(frozen=True)
class Opened:
    """Bytes with a name. `path` or `data` holds them; they are never changed, and nothing is ever extracted to disk."""

    name: str
    path: Path | None = None
    data: _Bytes | None = field(default=None, repr=False)
    digest: str = ""

    @contextmanager
    def stream(self) -> Iterator[BinaryIO]:
        """The bytes from the beginning, buffered and seekable."""
        if self.data is not None:
            yield io.BytesIO(self.data)
            return
        assert self.path is not None
        with self.path.open("rb") as file:
            yield file

    def bytes(self) -> _Bytes:
        """All bytes at once; for small formats only."""
        with self.stream() as file:
            return file.read()

    @cached_property
    def head(self) -> _Bytes:
        """The first 64 KiB, to sniff."""
        with self.stream() as file:
            return file.read(HEAD)

    @cached_property
    def is_zip(self) -> bool:
        """Whether the bytes begin as a zip archive does."""
        return self.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names of the files in a zip, decoded (CP932 where the zip does not say UTF-8); () for other files.

        FurikaeriError for a broken, encrypted or hostile archive.
        """
        return tuple(self._members)

    @cached_property
    def _members(self) -> dict[str, zipfile.ZipInfo]:
        if not self.is_zip:
            return {}
        try:
            with self.stream() as file, zipfile.ZipFile(file) as archive:
                infos = [i for i in archive.infolist() if not i.is_dir()]
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as fault:
            raise _trouble(
                "{name}: this zip is truncated or broken ({fault}). Export it again; nothing was imported from it.",
                "{name}: zip が途中で切れているか壊れています({fault})。書き出し直してください。何も取り込んでいません。",
                name=self.name,
                fault=fault,
            ) from fault
        total = sum(i.file_size for i in infos)
        bomb = total > LARGE and total > MAX_RATIO * self._size()  # as where members lie over one another
        if len(infos) > MAX_MEMBERS or total > MAX_TOTAL_BYTES or bomb:
            raise _trouble(
                "{name}: this zip would unpack to more than is safe; split it.",
                "{name}: 展開後の大きさが安全な上限を超えます。分けてください。",
                name=self.name,
            )
        named: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = _member_name(info)
            while name in named:  # a zip may hold several files of one name
                name += "~"
            named[name] = info
        return named

    def _size(self) -> int:
        with self.stream() as file:
            return file.seek(0, io.SEEK_END)

    def member(self, name: str) -> _Bytes:
        """The bytes of one member; FurikaeriError where they are broken, encrypted, or inflate like a bomb."""
        return self._unpacked(name, None)

    def unpack(self, names: Iterable[str]) -> Iterator[tuple[str, _Bytes | FurikaeriError]]:
        """Members one after another, the directory read once: each with its bytes, or with what is wrong with it."""
        wanted = list(names)
        if not wanted:
            return
        with self.stream() as file, zipfile.ZipFile(file) as archive:
            for name in wanted:
                try:
                    yield name, self._unpacked(name, archive)
                except FurikaeriError as trouble:
                    yield name, trouble

    def _unpacked(self, name: str, archive: zipfile.ZipFile | None) -> _Bytes:
        info = self._members[name]
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > MAX_MEMBER_BYTES or (info.file_size > LARGE and ratio > MAX_RATIO):
            raise _trouble(
                "{name}: {member} would unpack to {size} bytes, far more than it holds; it was not read.",
                "{name}: {member} は展開すると {size} バイトになります。異常に大きいため読みませんでした。",
                name=self.name,
                member=name,
                size=info.file_size,
            )
        try:
            if archive is None:
                with self.stream() as file, zipfile.ZipFile(file) as opened, opened.open(info) as part:
                    data = part.read(info.file_size + 1)
            else:
                with archive.open(info) as part:
                    data = part.read(info.file_size + 1)
        except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError, ValueError) as fault:
            raise _broken_member(self.name, name, fault) from fault
        except Exception as fault:
            if type(fault).__module__ in {"zlib", "lzma", "_bz2"}:
                raise _broken_member(self.name, name, fault) from fault
            raise
        if len(data) > info.file_size:
            raise _broken_member(self.name, name, "it holds more than it declares")
        return data


def _member_name(info: zipfile.ZipInfo) -> str:
    """The member's path; without the UTF-8 flag the stored bytes are read as CP932 where they are, else as stored."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("cp932").replace("\\", "/")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _trouble(en: str, ja: str, **values: object) -> FurikaeriError:
    return FurikaeriError(Text(en, ja).fill(**values))


def _broken_member(name: str, member: str, fault: object) -> FurikaeriError:
    return _trouble(
        "{name}: {member} can't be unpacked ({fault}); the other files in it were read.",
        "{name}: {member} を展開できません({fault})。ほかのファイルは読みました。",
        name=name,
        member=member,
        fault=fault,
    )
