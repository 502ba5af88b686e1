"""HTML bodies of messages and comments as plain text: nothing is run, nothing is fetched, linear on hostile input."""

from __future__ import annotations

import html
import re

_NAME = re.compile(r"(/?)([A-Za-z][\w:-]*)")
_ATTRIBUTE = re.compile(r"""\b(href|alt|title)\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_GAPS = re.compile(r"\n{3,}")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{9,};?")  # no character has that number; Python refuses the largest
_BREAKS = frozenset(
    ["p", "div", "br", "tr", "table", "ul", "ol", "blockquote", "pre", "codeblock", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_AS_WRITTEN = frozenset(["pre", "codeblock"])
_SILENT = frozenset(["script", "style", "head", "title", "template"])


def html_text(body: str) -> str:
    """What a reader of `body` sees, as plain lines.

    Paragraphs become lines, list items `- …`, cells end with ` | `, a link is `words (url)`, a mention `@name`,
    an image or emoji its alternative text. Text without markup comes back as it is.
    """
    if "<" not in body:
        return _unescape(body).replace("\xa0", " ").strip()
    return _Reader().text(body)


class _Reader:
    """One pass over the pieces between `<` signs."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._link: tuple[str, int] | None = None
        self._silent = ""  # the tag whose content is not shown, "!--" in a comment
        self._as_written = 0

    def text(self, body: str) -> str:
        first, *pieces = body.split("<")
        self._say(first)
        for piece in pieces:
            self._piece(piece)
        shown = _unescape("".join(self._out)).replace("\xa0", " ")
        return _GAPS.sub("\n\n", "\n".join(line.strip() for line in shown.split("\n"))).strip()

    def _say(self, words: str) -> None:
        self._out.append(words if self._as_written else _BLANKS.sub(" ", words))

    def _piece(self, piece: str) -> None:
        if self._silent == "!--" or piece.startswith("!--"):
            _, closed, words = piece.partition("-->")
            self._silent = "" if closed else "!--"
            self._say(words)
            return
        named = _NAME.match(piece)
        if named is None:
            self._say(piece.partition(">")[2] if piece[:1] in {"!", "?"} else "<" + piece)
            return
        name, closing = named[2].lower(), bool(named[1])
        if self._silent:
            if not closing or name != self._silent:
                return
            self._silent = ""
        inside, words = _cut(piece)
        if name in _SILENT and not closing and not inside.endswith("/"):
            self._silent = name
            return
        if name in _AS_WRITTEN:
            self._as_written = max(0, self._as_written + (-1 if closing else 1))
        self._out.append(self._mark(name, inside, closing=closing))
        self._say(words)

    def _mark(self, name: str, inside: str, *, closing: bool) -> str:
        if name == "a":
            if not closing:
                self._link = (_attributes(inside).get("href", ""), len(self._out))
                return ""
            return self._end_link()
        if name == "li":
            return "" if closing else "\n- "
        if name in {"td", "th"}:
            return " | " if closing else ""
        if name == "at":
            return "" if closing else "@"
        if name in {"img", "emoji"} and not closing:
            found = _attributes(inside)
            return found.get("alt") or found.get("title") or ""
        return "\n" if name in _BREAKS else ""

    def _end_link(self) -> str:
        if self._link is None:
            return ""
        (url, start), self._link = self._link, None
        shown, bare = _unescape("".join(self._out[start:])).strip(), _unescape(url)
        tells_more = bare.startswith(("http://", "https://")) and shown.rstrip("/") != bare.rstrip("/")
        return f" ({url})" if tells_more else ""


def _cut(piece: str) -> tuple[str, str]:
    """A piece after `<` as (inside of the tag, text after it); a `>` in a quoted attribute does not end the tag."""
    inside, _, words = piece.partition(">")
    if '"' not in inside and "'" not in inside:
        return inside, words
    quote = ""
    for index, character in enumerate(piece):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ">":
            return piece[:index], piece[index + 1 :]
    return inside, words


def _attributes(inside: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(inside)}


def _unescape(text: str) -> str:
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text)) if "&" in text else text
