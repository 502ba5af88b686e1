"""A position in a stream of JSON that goes from value to value without holding the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from furikaeri.evidence.json_elements import Decoded, Element, Flaw, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.utf8 import Readable

CHUNK = 64 * 1024  # small enough to stay in the processor's cache while it is cut and decoded
MAX_RECORD_BYTES = 16 << 20
MAX_DEPTH = 200_000  # deeper is no record any more, and each level costs a step

_BLANK = re.compile(rb"[ \t\r\n]*+")
_TOKEN = re.compile(rb'[{}\[\]]|"[^"\\]*+(?:\\.[^"\\]*+)*+("?)', re.DOTALL)
_SCALAR = re.compile(rb"[^\s,\]}:{\[\"]++")
_OPEN, _CLOSE, _QUOTE, _COMMA, _COLON = b"{[", b"}]", 0x22, 0x2C, 0x3A
_FIRST_KEY = re.compile(rb'\{\s*+"[^"\\]{1,60}+"')  # what tells a seam between records from one inside them
_SEAM_TRIES = 8
_raw_list = msgspec.json.Decoder(list[msgspec.Raw])


class BrokenError(Exception):
    """The JSON ends inside something, or is none."""

    def __init__(self, code: Literal["truncated", "malformed"], pointer: str) -> None:
        self.code = code
        self.pointer = pointer


Patterns = tuple[tuple[str, ...], ...]


class Scanner:
    """A position in a stream of JSON, with as much of it in memory as one record needs."""

    def __init__(self, stream: Readable, decoder: msgspec.json.Decoder[list[Any]] | None = None) -> None:
        self._stream = stream
        self._decoder = decoder
        self._buffer = b""
        self._at = 0
        self._passed = 0  # bytes dropped from the front of the buffer
        self._lines = 1  # line at the front of the buffer
        self._batched_to = -1  # how far the stream was read when a batch last failed
        self._ended = False
        self.document = 0
        self.document_line = 1
        self.peek()
        self.document_line = self._line()

    @property
    def offset(self) -> int:
        """Bytes from the beginning of the stream."""
        return self._passed + self._at

    def _line(self) -> int:
        return self._lines + self._buffer.count(b"\n", 0, self._at)

    def whole_lines(self) -> list[Decoded] | list[Element]:
        """The top-level values ahead in the buffer where each stands on a line of its own (JSON Lines); else [].

        Lines joined by commas decode as a list of as many values only where each is one value: in valid JSON no line
        that ends inside a value can take a comma more.
        """
        end = self._buffer.rfind(b"\n", self._at)
        if end < 0 or self._passed + len(self._buffer) == self._batched_to:
            return []
        self._batched_to = self._passed + len(self._buffer)
        first, number = self._line(), self.document
        lines = self._buffer[self._at : end]
        values = self._decoded(b"[" + lines.replace(b"\n", b",") + b"]")
        found: list[Decoded] | list[Element]
        if values is not None and len(values) == lines.count(b"\n") + 1:
            found = [Decoded(f"#line={line}", x) for line, x in enumerate(values, first)]
            found[0] = Decoded(place("", number, first), values[0])
        else:
            wanted = [(n, stripped) for n, x in enumerate(lines.split(b"\n"), first) if (stripped := x.strip())]
            try:
                parts = _raw_list.decode(b"[" + b",".join([x for _, x in wanted]) + b"]")
            except (msgspec.MsgspecError, RecursionError):
                return []
            if len(parts) != len(wanted) or any(bytes(raw) != x for raw, (_, x) in zip(parts, wanted, strict=True)):
                return []  # a value that goes over several lines
            found = [Element("", x, n, line) for n, (line, x) in enumerate(wanted, number)]
        self._at = end + 1
        self.document += len(found)
        self._drop()
        self.document_line = self._line()
        return found

    def _decoded(self, text: bytes) -> list[Any] | None:
        """The values of a list where all of them are of the type asked for."""
        if self._decoder is None:
            return None
        try:
            return self._decoder.decode(text)
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            return None

    def next_document(self) -> None:
        """Counts on to the next top-level value."""
        if self.peek() >= 0:
            self.document += 1
            self._drop()
            self.document_line = self._lines

    def next_line(self) -> bool:
        """Skips to the next line; False where there is none."""
        while True:
            found = self._buffer.find(b"\n", self._at)
            if found >= 0:
                self._at = found + 1
                return True
            self._at = len(self._buffer)
            if not self._more():
                return False

    def _drop(self) -> None:
        self._lines += self._buffer.count(b"\n", 0, self._at)
        self._passed += self._at
        self._buffer = self._buffer[self._at :]
        self._at = 0

    def _more(self) -> bool:
        """Reads on, twice as far each time a record won't end, so that rescanning stays linear."""
        if self._ended:
            return False
        self._drop()
        chunk = self._stream.read(max(CHUNK, len(self._buffer)))
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)

    def peek(self) -> int:
        """The next byte that is not white space; -1 at the end."""
        while True:
            blank = _BLANK.match(self._buffer, self._at)
            assert blank is not None
            self._at = blank.end()
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return -1

    def _expect(self, byte: int, pointer: str) -> None:
        found = self.peek()
        if found != byte:
            raise BrokenError("truncated" if found < 0 else "malformed", pointer)
        self._at += 1

    def value(self, pointer: str, wanted: Patterns) -> Iterator[Decoded | Element | Flaw]:
        """The wanted values in or at the next one, which is passed."""
        if () in wanted:
            yield self._element(pointer)
            return
        first = self.peek()
        if wanted and first == 0x5B:
            yield from self._array(pointer, wanted)
        elif wanted and first == 0x7B:
            yield from self._object(pointer, wanted)
        else:
            self._pass(pointer, keep=False)

    def _object(self, pointer: str, wanted: Patterns) -> Iterator[Decoded | Element | Flaw]:
        self._at += 1
        if self.peek() == 0x7D:
            self._at += 1
            return
        while True:
            if self.peek() != _QUOTE:
                raise BrokenError("truncated" if self.peek() < 0 else "malformed", pointer)
            key = _key(self._pass(pointer, keep=True))
            self._expect(_COLON, pointer)
            inner = tuple(p[1:] for p in wanted if p[0] in {"*", key})
            yield from self.value(f"{pointer}/{key}", inner)
            if self.peek() != _COMMA:
                self._expect(0x7D, pointer)
                return
            self._at += 1

    def _array(self, pointer: str, wanted: Patterns) -> Iterator[Decoded | Element | Flaw]:
        self._at += 1
        if self.peek() == 0x5D:
            self._at += 1
            return
        every = any(p == ("*",) for p in wanted)
        index = 0
        document, line = self.document, self.document_line
        while True:
            if every:
                element = self._element(f"{pointer}/{index}")
                yield element
                index += 1
                if isinstance(element, Element) and element.data[-1] in _CLOSE:
                    raws, values = self._batch(element.data[-1:])
                    lead = place(pointer, document, line)
                    for value in values:
                        yield Decoded(f"{lead}/{index}", value)
                        index += 1
                    for raw in raws:
                        yield Element(f"{pointer}/{index}", bytes(raw), document, line)
                        index += 1
            else:
                inner = tuple(p[1:] for p in wanted if p[0] in {"*", str(index)})
                yield from self.value(f"{pointer}/{index}", inner)
                index += 1
            if self.peek() != _COMMA:
                self._expect(0x5D, pointer)
                return
            self._at += 1

    def _batch(self, close: bytes) -> tuple[list[msgspec.Raw], list[Any]]:
        """As many whole records as the buffer surely holds, cut by the C decoder, as they are or else decoded.

        The text up to a seam that decodes as a list of whole values ends with a whole value, since JSON reads from
        left to right: a seam inside a string or a nested array can't pass. A few tries a buffer keep this linear.
        """
        after = self._at
        if self._passed + len(self._buffer) == self._batched_to:
            return [], []
        if self.peek() != _COMMA or self._at < after:  # the buffer moved on: take the slow way this time
            return [], []
        blank = _BLANK.match(self._buffer, self._at + 1)
        assert blank is not None
        start = blank.end()
        key = _FIRST_KEY.match(self._buffer, start)
        seam = close + self._buffer[after : start if key is None else key.end()]
        last = len(self._buffer)
        for _ in range(_SEAM_TRIES):
            last = self._buffer.rfind(seam, start, last)
            if last < 0:
                break
            ahead = b"[" + self._buffer[start : last + 1] + b"]"
            values = self._decoded(ahead)
            raws: list[msgspec.Raw] = []
            if values is None:
                try:
                    raws = _raw_list.decode(ahead)
                except (msgspec.MsgspecError, RecursionError):
                    continue
            self._at = last + 1
            return raws, values or []
        self._batched_to = self._passed + len(self._buffer)
        return [], []

    def _element(self, pointer: str) -> Element | Flaw:
        data = self._pass(pointer, keep=True)
        if not data:
            return Flaw("too-large", pointer, self.offset, self.document, self.document_line)
        return Element(pointer, data, self.document, self.document_line)

    def _pass(self, pointer: str, *, keep: bool) -> bytes:
        """Goes past one value; its bytes if `keep` and it is no larger than allowed, else b""."""
        first = self.peek()
        if first < 0:
            raise BrokenError("truncated", pointer)
        kept = bytearray()
        if first not in b'{["':
            return self._scalar(pointer)
        depth = 0
        start = self._at
        while True:
            token = _TOKEN.search(self._buffer, self._at)
            if token is None or token[1] == b"":
                self._at = len(self._buffer) if token is None else token.start()
                if self._at - start > CHUNK or not keep:  # set aside what is done, so that the buffer stays small
                    if keep and len(kept) <= MAX_RECORD_BYTES:
                        kept += self._buffer[start : self._at]
                    start = self._at
                held = self._at - start
                if len(self._buffer) - self._at > MAX_RECORD_BYTES:
                    self._long_string(pointer)
                    kept = bytearray(MAX_RECORD_BYTES + 1)
                    start = self._at
                    if depth == 0:
                        return b""
                    continue
                self._at = start
                more = self._more()
                start = 0
                self._at = held
                if not more:
                    raise BrokenError("truncated", pointer)
                continue
            self._at = token.end()
            byte = self._buffer[token.start()]
            if byte in _OPEN:
                depth += 1
                if depth > MAX_DEPTH:
                    raise BrokenError("malformed", pointer)
            elif byte in _CLOSE:
                depth -= 1
            if depth <= 0:
                kept += self._buffer[start : self._at]
                return bytes(kept) if keep and len(kept) <= MAX_RECORD_BYTES else b""

    def _long_string(self, pointer: str) -> None:
        """Goes past a string too large to hold, in pieces."""
        self._at += 1
        plain = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
        while True:
            piece = plain.match(self._buffer, self._at)
            assert piece is not None
            self._at = piece.end()
            if self._buffer[self._at : self._at + 1] == b'"':
                self._at += 1
                return
            if not self._more():
                raise BrokenError("truncated", pointer)

    def _scalar(self, pointer: str) -> bytes:
        while True:
            token = _SCALAR.match(self._buffer, self._at)
            if token is None or len(token[0]) > MAX_RECORD_BYTES:
                raise BrokenError("malformed", pointer)
            if token.end() < len(self._buffer):
                break
            if not self._more():
                if pointer:  # inside something that has not ended
                    raise BrokenError("truncated", pointer)
                break
        self._at += len(token[0])
        return token[0]


def _key(quoted: bytes) -> str:
    """An object's key as a pointer segment, `~` and `/` escaped."""
    try:
        key: str = msgspec.json.decode(quoted, type=str) if quoted else ""
    except msgspec.MsgspecError:
        key = quoted[1:-1].decode("utf-8", "replace")
    return key.replace("~", "~0").replace("/", "~1")
