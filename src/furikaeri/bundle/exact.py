"""The exact record that a locator points to, out of the bytes of its item."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from furikaeri.evidence.json_elements import Flaw
from furikaeri.evidence.json_records import select
from furikaeri.evidence.opened import HEAD, Opened
from furikaeri.evidence.utf8 import lines, utf8
from furikaeri.text import FurikaeriError

AROUND = 12  # lines shown after a line that is a record's first
LIMIT = 1 << 16  # bytes of a record that are shown
_LINE = re.compile(r"line=(\d{1,12})(.*)", re.DOTALL)
_ROW = re.compile(r"row=(\d{1,12})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """What stands at a place: the record's own words, the lines before and after it, whether it is longer than shown.

    `kind` says what was pointed at; "whole" where the place is the item itself, or can't be told from its bytes.
    """

    kind: str  # "value", "line", "row", "whole"
    text: str
    before: str = ""
    after: str = ""
    cut: bool = False


def exact(opened: Opened, locator: str) -> Exact:
    """The record at `locator` (as in `Event.locator`, also with the item's name before it).

    Where nothing stands there, the beginning of the item (or of the archive's member). FurikaeriError for an archive
    that can't be read.
    """
    member, fragment = split(opened, locator)
    inner = opened if not member else Opened(name=f"{opened.name}/{member}", data=opened.member(member))
    line, row = _LINE.fullmatch(fragment), _ROW.fullmatch(fragment)
    found = None
    if fragment.startswith("/"):
        found = _value(inner, fragment, 1)
    elif line is not None:
        found = _value(inner, line[2], int(line[1])) if line[2].startswith("/") else _line(inner, int(line[1]))
    elif row is not None:
        found = _row(inner, int(row[1]))
    return found or _whole(inner)


def split(opened: Opened, locator: str) -> tuple[str, str]:
    """(member of the archive or "", fragment without `#`) of a locator; the item's own name before it goes away."""
    for own in (f"{opened.name}/", opened.name):
        if locator.startswith(own):
            locator = locator[len(own) :]
            break
    try:
        members = opened.members
    except FurikaeriError:
        members = ()
    inside = [m for m in members if locator == m or locator.startswith(f"{m}#")]
    member = max(inside, key=len, default="")
    return member, locator[len(member) :].partition("#")[2] if member or "#" in locator else ""


def _value(opened: Opened, pointer: str, line: int) -> Exact | None:
    """The JSON value at a pointer of the document that begins on `line` (the first one, for line 1)."""
    with utf8(opened) as stream:
        for found in select(stream, pointer):
            if isinstance(found, Flaw):
                continue
            if found.pointer == pointer and (found.line == line or (line == 1 and not found.document)):
                return Exact(kind="value", text=_shown(found.data), cut=len(found.data) > LIMIT)
            if found.line > line:
                break
    return None


def _line(opened: Opened, number: int) -> Exact | None:
    before: list[bytes] = []
    after: list[bytes] = []
    record: bytes | None = None
    cut = False
    with utf8(opened) as stream:
        for n, (line, _) in enumerate(lines(stream, LIMIT * 16), 1):
            if n < number:
                before = [*before[-2:], line] if n >= number - 3 else before
            elif n == number:
                record, cut = line, len(line) > LIMIT
            elif n <= number + AROUND:
                after.append(line)
            else:
                break
    if record is None:
        return None
    return Exact(kind="line", text=_shown(record), before=_joined(before), after=_joined(after), cut=cut)


def _row(opened: Opened, number: int) -> Exact | None:
    """The row of a table, its header before it; a quoted cell may hold ends of lines."""
    header, row, n = b"", b"", 0
    with utf8(opened) as stream:
        for line, _ in lines(stream, LIMIT * 16):
            row += line + b"\n"
            if row.count(b'"') % 2 and len(row) < LIMIT * 16:
                continue
            n += 1
            if n == 1:
                header = row
            if n == number:
                before = _joined([header.rstrip(b"\n")]) if n > 1 else ""
                return Exact(kind="row", text=_shown(row.rstrip(b"\n")), before=before, cut=len(row) > LIMIT)
            row = b""
    return None


def _whole(opened: Opened) -> Exact:
    """The beginning of the bytes, as text where they are text, else as a hex dump of the first of them."""
    head = opened.head
    if b"\0" in head[:1024] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Exact(kind="whole", text=hexdump(head[:1024]), cut=True)
    with utf8(opened) as stream:
        data = b"".join(iter(lambda: stream.read(HEAD), b"")) if len(head) < HEAD else stream.read(HEAD)
    return Exact(kind="whole", text=_shown(data), cut=len(data) > LIMIT or len(head) >= HEAD)


def hexdump(data: bytes) -> str:
    """Bytes as people read them: place, sixteen bytes, the characters among them."""
    rows = []
    stream = io.BytesIO(data)
    for at in range(0, len(data), 16):
        some = stream.read(16)
        shown = "".join(chr(b) if 32 <= b < 127 else "." for b in some)
        rows.append(f"{at:08x}  {some.hex(' '):<47}  {shown}")
    return "\n".join(rows)


def _shown(data: bytes) -> str:
    return data[:LIMIT].decode("utf-8", "replace").rstrip("\r")


def _joined(some: list[bytes]) -> str:
    return "\n".join(_shown(line[:2000]) for line in some)
