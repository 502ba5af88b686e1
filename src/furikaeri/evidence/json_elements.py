"""What reading JSON in pieces gives: values with their places, and the places where it stops making sense."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from furikaeri.model.event import ReadWarning
from furikaeri.text import Text


class Element(NamedTuple):
    """One value found: its RFC 6901 pointer, its bytes, and which top-level value it stands in.

    `document` counts top-level values from 0; `line` is the line that value begins on, counted from 1.
    """

    pointer: str
    data: bytes
    document: int = 0
    line: int = 1

    @property
    def locator(self) -> str:
        """The place as a URI fragment: `#/Records/3`, or `#line=12` (with the pointer) from the second document on."""
        return place(self.pointer, self.document, self.line)


def place(pointer: str, document: int, line: int) -> str:
    """`#/Records/3`, or `#line=12` (with the pointer) from the second document on."""
    return f"#line={line}{pointer}" if document else f"#{pointer}"


class Decoded(NamedTuple):
    """A record that was decoded together with its neighbours: its place as a URI fragment, and its value."""

    locator: str
    value: Any


class Flaw(NamedTuple):
    """Where the JSON stops making sense: nothing after byte `offset` was read, up to the next line where it can go on.

    `pointer` is the last value or container that was begun.
    """

    code: Literal["truncated", "malformed", "too-large"]
    pointer: str
    offset: int
    document: int = 0
    line: int = 1

    def warning(self, member: str = "") -> ReadWarning:
        """What to tell the person; `member` is the path inside an archive."""
        place = f"#line={self.line}{self.pointer}" if self.document else f"#{self.pointer}"
        message, ask = _FLAWS[self.code]
        return ReadWarning(code=self.code, locator=member + place, message=message.fill(offset=self.offset), ask=ask)


_FLAWS = {
    "truncated": (
        Text(
            "The file ends in the middle of a record, at byte {offset}. What was whole before that was read.",
            "ファイルがレコードの途中（{offset} バイト目）で終わっています。それより前の完全なレコードは読みました。",
        ),
        Text("Export it again and add the whole file.", "書き出し直して、全体を追加してください。"),
    ),
    "malformed": (
        Text(
            "This isn't JSON from byte {offset} on. What came before was read; the rest of this document was not.",
            "{offset} バイト目から JSON として読めません。それより前は読みました。この文書の残りは読んでいません。",
        ),
        Text("Check the file, or export it again.", "ファイルを確かめるか、書き出し直してください。"),
    ),
    "too-large": (
        Text(
            "One record is larger than 16 MB (at byte {offset}); it was not read.",
            "1 件で 16 MB を超えるレコードがあります（{offset} バイト目）。この 1 件は読んでいません。",
        ),
        Text("Look at that record by hand.", "このレコードは個別に確かめてください。"),
    ),
}
