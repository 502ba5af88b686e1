"""HTML bodies of messages and comments as plain text: nothing is run, nothing is fetched, linear on hostile input."""

from __future__ import annotations

import html
import re

_NAME = re.compile(r"\s*(/?)\s*([A-Za-z][\w:-]*)")
_ATTRIBUTE = re.compile(r"""\s(href|alt|src|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_LINES = re.compile(r" *\n *")
_GAPS = re.compile(r"\n{3,}")
_ENTITY_TOO_LONG = re.compile(r"&#[xX]?[0-9A-Fa-f]{9,};?")
_BREAKS = frozenset(
    "p div br tr table ul ol blockquote pre h1 h2 h3 h4 h5 h6 section article header footer hr dl dt dd".split()  # noqa: SIM905  # a list of tags reads better as one line
)
_SILENT = frozenset({"script", "style", "head", "title", "template"})


def html_text(body: str) -> str:
    """What a reader of `body` sees: paragraphs as lines, list items with `- `, cells with ` | `, links as `words (url)`,
    mentions (`<at>`) as `@name`, images and emoji as their alternative text. Text without markup comes back as it is.
    """
    if "<" not in body:
        return _unescape(body).strip() if "&" in body else body.strip()
    first, *rest = body.split("<")
    out = [_BLANKS.sub(" ", first)]
    links: list[tuple[str, int]] = []
    silent = ""
    for piece in rest:
        if silent:
            if piece[: len(silent) + 1].lower() == "/" + silent or (silent == "!--" and "-->" in piece):
                out.append(_BLANKS.sub(" ", piece.partition(">" if silent != "!--" else "-->")[2]))
                silent = ""
            continue
        if piece.startswith("!--"):
            if "-->" not in piece:
                silent = "!--"
            else:
                out.append(_BLANKS.sub(" ", piece.partition("-->")[2]))
            continue
        named = _NAME.match(piece)
        if named is None:
            out.append(_words(piece))
            continue
        inside, words = _cut(piece)
        name, closing = named[2].lower(), bool(named[1])
        if name in _SILENT and not closing and not inside.endswith("/"):
            silent = name
            continue
        out.append(_mark(name, inside, out, links, closing=closing))
        out.append(_BLANKS.sub(" ", words))
    return _GAPS.sub("\n\n", _LINES.sub("\n", _unescape("".join(out)).replace("\xa0", " "))).strip()


def _words(piece: str) -> str:
    """What follows a `<` that opens no tag: a declaration says nothing, else the sign was meant as one."""
    if piece[:1] in {"!", "?"}:
        return _BLANKS.sub(" ", piece.partition(">")[2])
    return "<" + _BLANKS.sub(" ", piece)


def _cut(piece: str) -> tuple[str, str]:
    """A piece after `<` as (inside of the tag, text after it); a `>` in a quoted attribute does not end the tag."""
    quote = ""
    for index, character in enumerate(piece):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ">":
            return piece[:index], piece[index + 1 :]
    inside, _, words = piece.partition(">")
    return inside, words


def _mark(name: str, inside: str, out: list[str], links: list[tuple[str, int]], *, closing: bool) -> str:
    if name == "a":
        if not closing:
            links.append((_attributes(inside).get("href", ""), len(out)))
            return ""
        if not links:
            return ""
        url, start = links.pop()
        shown = _unescape("".join(out[start:])).strip() if len(out) - start < 200 else "…"
        bare = _unescape(url).removeprefix("mailto:")
        return f" ({url})" if bare.startswith(("http://", "https://")) and shown.rstrip("/") != bare.rstrip("/") else ""
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


def _attributes(inside: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(inside)}


def _unescape(text: str) -> str:
    return html.unescape(_ENTITY_TOO_LONG.sub("�", text)) if "&" in text else text
