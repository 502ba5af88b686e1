"""A piece of evidence as UTF-8, whatever it was stored in: gzip, a byte order mark, UTF-16, CP932, EUC-JP."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol

from furikaeri.evidence.decode import decode
from furikaeri.evidence.opened import HEAD, LARGE, MAX_MEMBER_BYTES, MAX_RATIO, Opened
from furikaeri.model.event import ReadWarning
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 16
_SAMPLE = 1 << 20
_GZIP = b"\x1f\x8b"
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; b"" only at the end."""


class Utf8(io.RawIOBase):
    """A readable stream of UTF-8 without byte order mark. `encoding` is what the bytes were stored in.

    Bytes that fit no encoding become U+FFFD where text was transcoded; UTF-8 passes as it is.
    """

    def __init__(self, source: Readable, encoding: str) -> None:
        self.encoding = encoding
        self._source = source
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
        self._rest = b""
        self._started = False

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes (all for -1), b"" only at the end."""
        while size < 0 or len(self._rest) < size:
            piece = self._source.read(_PIECE if size < 0 else max(size, 1))
            if not self._started:
                self._started = True
                piece = piece.removeprefix(codecs.BOM_UTF8)
            if self._decoder is None and not self._rest and size >= 0:
                return piece
            text = piece if self._decoder is None else self._decoder.decode(piece, not piece).encode()
            self._rest += text
            if not piece:
                break
        found, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return found

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed wants the abstract buffer
        """What BufferedReader asks for."""
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


@contextmanager
def utf8(opened: Opened) -> Iterator[Utf8]:
    """The bytes of `opened` from the beginning as UTF-8."""
    encoding = _encoding(opened)
    with _plain(opened) as stream:
        yield Utf8(stream, encoding)


def utf8_head(opened: Opened) -> bytes:
    """The first 64 KiB as UTF-8, to sniff; b"" for what can't be unpacked."""
    head = opened.head
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, HEAD)
        except zlib.error:
            return b""
    if head.startswith(codecs.BOM_UTF8):
        return head[3:]
    if _wide(head):
        return decode(head[: len(head) // 4 * 4]).text.encode("utf-8", "replace")
    try:
        if b"\x1b$" not in head:
            codecs.getincrementaldecoder("utf-8")().decode(head)
            return head
    except UnicodeDecodeError:
        pass
    return decode(head[: head.rfind(b"\n") + 1] or head).text.encode()


@contextmanager
def _plain(opened: Opened) -> Iterator[Readable]:
    with opened.stream() as stream:
        if opened.head.startswith(_GZIP):
            yield _Gunzipped(stream, opened.name)
        else:
            yield stream


class _Gunzipped(io.RawIOBase):
    """Gzip unpacked within limits; a broken archive says so in a sentence."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._file = gzip.GzipFile(fileobj=stream)
        self._name = name
        self._passed = 0

    def read(self, size: int = -1) -> bytes:
        try:
            found = self._file.read(size)
        except (OSError, EOFError, zlib.error) as fault:
            raise FurikaeriError(
                Text(
                    "{name}: this gzip is truncated or broken ({fault}). What came before was read.",
                    "{name}: gzip が途中で切れているか壊れています（{fault}）。それより前は読みました。",
                ).fill(name=self._name, fault=fault)
            ) from fault
        self._passed += len(found)
        bomb = self._passed > LARGE and self._passed > MAX_RATIO * self._stream.tell()
        if bomb or self._passed > MAX_MEMBER_BYTES:
            raise FurikaeriError(
                Text(
                    "{name}: this gzip unpacks to more than is safe; split it.",
                    "{name}: 展開後の大きさが安全な上限を超えます。分けてください。",
                ).fill(name=self._name)
            )
        return found


def _encoding(opened: Opened) -> str:
    """UTF-8 where every byte of the whole stream agrees, else what the lines with other bytes in them look like."""
    check = codecs.getincrementaldecoder("utf-8")()
    sample = b""
    broken, first = False, True
    with _plain(opened) as stream:
        while len(sample) < _SAMPLE:
            try:
                piece = stream.read(_PIECE)
            except FurikaeriError:
                break
            if not piece:
                break
            if first and _wide(piece):
                return decode(piece[: len(piece) // 4 * 4]).encoding
            first = False
            if not broken and not piece.isascii():
                try:
                    check.decode(piece)
                except UnicodeDecodeError:
                    broken = True
            if broken or b"\x1b$" in piece:
                broken = True
                lines = piece.split(b"\n")[1:-1] or [piece]
                sample += b"\n".join(line for line in lines if not line.isascii() or b"\x1b" in line)
                if len(piece) < _PIECE:
                    break
    if not broken:
        return "utf-8"
    found = decode(sample)
    return found.encoding if not found.replaced else "utf-8"


def _wide(begin: bytes) -> bool:
    """Whether this is UTF-16: marked so, or with every twentieth byte or more a zero, which no text in bytes has."""
    return begin.startswith(_BOMS[1:]) or begin.count(0, 0, 200) * 20 > min(len(begin), 200)


def encoding_warning(encoding: str) -> ReadWarning | None:
    """A note that the bytes were not UTF-8 and how they were read; None for UTF-8."""
    if encoding.startswith("utf"):
        return None
    return ReadWarning(
        code="not-utf8",
        locator="#",
        message=Text(
            "This file is not UTF-8; it was read as {encoding}.", "UTF-8 ではないため、{encoding} として読みました。"
        ).fill(encoding=encoding),
        ask=Text("Check that names and texts look right.", "人名や本文が正しく読めているか確かめてください。"),
        noted=True,
    )


def lines(stream: Utf8, limit: int) -> Iterator[tuple[bytes, bool]]:
    """Lines without their ends, of at most `limit` bytes: what is longer is cut, and said to be (True)."""
    rest, passing = b"", False  # passing: the rest of a line that was cut
    while piece := stream.read(_PIECE):
        whole = (rest + piece).split(b"\n")
        rest = whole.pop()
        for line in whole:
            if passing:
                passing = False
            elif len(line) <= limit:
                yield line, False
            else:
                yield line[:limit], True
        if passing:
            rest = b""
        elif len(rest) > limit:
            yield rest[:limit], True
            rest, passing = b"", True
    if rest:
        yield rest, False
