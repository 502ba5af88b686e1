"""Finding a text in bytes however it is written there, and copies of files in which it is masked."""

from __future__ import annotations

import gzip
import html
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from furikaeri.evidence.opened import Opened
from furikaeri.text import FurikaeriError, Text

MASK = "[expunged]"
SHORTEST = 4
_GZIP = b"\x1f\x8b"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp")
_CHUNK = 1 << 20


def spellings(secret: str) -> tuple[str, ...]:
    """Every way the text may be spelt in another text: plain, in JSON, in HTML; the longest first.

    Raises FurikaeriError for one so short that masking it would tear other words apart.
    """
    if len(secret.strip()) < SHORTEST:
        raise FurikaeriError(
            Text(
                "A text under 4 characters would also destroy other words. Name the item instead.",
                "4 文字未満の文字列では、無関係な言葉まで消えてしまいます。記録そのものを指定してください。",
            )
        )
    escaped = json.dumps(secret)[1:-1]
    upper = re.sub(r"\\u[0-9a-f]{4}", lambda m: "\\u" + m[0][2:].upper(), escaped)
    found = (secret, html.escape(secret), escaped, json.dumps(secret, ensure_ascii=False)[1:-1], upper)
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


class Needles:
    """A text in every spelling and encoding, to be found in bytes and to be masked there in the same encoding."""

    def __init__(self, secret: str) -> None:
        self.spellings = spellings(secret)
        self._puts: dict[bytes, bytes] = {}
        for text in self.spellings:
            for encoding in _ENCODINGS:
                try:
                    self._puts.setdefault(text.encode(encoding), MASK.encode(encoding))
                except UnicodeEncodeError:
                    continue
        finds = sorted(self._puts, key=len, reverse=True)
        self._longest = len(finds[0])
        self._pattern = re.compile(b"|".join(map(re.escape, finds)))
        self._words = re.compile("|".join(map(re.escape, self.spellings)))

    def masked(self, data: bytes) -> bytes:
        """The bytes with every spelling masked."""
        return self._pattern.sub(lambda m: self._puts[m[0]], data)

    def masked_text(self, text: str) -> str:
        """The text with every spelling masked."""
        return self._words.sub(MASK, text)

    def stream(self, source: BinaryIO) -> Iterator[bytes]:
        """The masked bytes of a stream, piece by piece."""
        rest = b""
        while chunk := source.read(_CHUNK):
            data = rest + chunk
            sure = len(data) - self._longest + 1  # what begins before here is seen whole
            out, at = [], 0
            for match in self._pattern.finditer(data):
                if match.start() >= sure:
                    break
                out += [data[at : match.start()], self._puts[match[0]]]
                at = match.end()
            end = max(at, sure, 0)
            yield b"".join([*out, data[at:end]])
            rest = data[end:]
        yield self.masked(rest)

    def stands_in(self, source: BinaryIO) -> bool:
        """Whether a stream holds it."""
        rest = b""
        while chunk := source.read(_CHUNK):
            data = rest + chunk
            if self._pattern.search(data):
                return True
            rest = data[1 - self._longest :] if self._longest > 1 else b""
        return False


def masked_copy(opened: Opened, needles: Needles, target: Path) -> bool:
    """Writes a copy with the text masked, members of archives included; False, and nothing written, without the text."""
    try:
        members = opened.members
    except FurikaeriError:  # broken, kept as it is
        members = ()
    if members:
        return _masked_zip(opened, members, needles, target)
    if opened.head.startswith(_GZIP):
        return _masked_gzip(opened, needles, target)
    with opened.stream() as stream:
        if not needles.stands_in(stream):
            return False
        stream.seek(0)
        with target.open("wb") as out:
            for piece in needles.stream(stream):
                out.write(piece)
    return True


def _masked_zip(opened: Opened, members: tuple[str, ...], needles: Needles, target: Path) -> bool:
    changed = False
    with target.open("wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            before = opened.member(member)
            after = needles.masked(before)
            name = needles.masked_text(member)
            changed |= after != before or name != member
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), after, zipfile.ZIP_DEFLATED)
    if not changed:
        target.unlink()
    return changed


def _masked_gzip(opened: Opened, needles: Needles, target: Path) -> bool:
    """False as well where the bytes only begin like gzip: then nothing can be read in them by anybody."""
    try:
        with opened.stream() as stream, gzip.GzipFile(fileobj=stream) as inside:
            if not needles.stands_in(inside):  # type: ignore[arg-type]  # a BinaryIO in all but name
                return False
        with (
            opened.stream() as stream,
            gzip.GzipFile(fileobj=stream) as inside,
            target.open("wb") as out,
            gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed,
        ):
            for piece in needles.stream(inside):  # type: ignore[arg-type]  # as above
                packed.write(piece)
    except (OSError, EOFError, zlib.error):
        target.unlink(missing_ok=True)
        return False
    return True
