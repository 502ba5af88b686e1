"""HTML built from values, so that nothing anybody wrote can become a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

# Embeddings, overrides and isolates can turn a whole line around: the page shows the order in which it was written.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_PICTURES = {n: 0x2400 + n for n in range(0x20) if n not in {0x09, 0x0A, 0x0D}} | {0x7F: 0x2421}
_UNSAFE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
    | {n: chr(picture) for n, picture in _PICTURES.items()}
    | _TURNING
)
_PLAIN = re.compile(r"[^&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]*")

_LONG_RUN, _STEP = 300, 100
_UNBROKEN = re.compile(r"[^\s\u2e80-\uffef]{300,}")
_VOID = frozenset({"meta", "input", "hr", "br"})


class Html(str):
    """Text that is already HTML."""

    __slots__ = ()

    def __html__(self) -> str:
        """How template languages ask a text whether it is HTML."""
        return self


Node = str | Html | None | Iterable["Node"]


def safe(text: str) -> Html:
    """Words as HTML: what could be markup is escaped, control characters are shown as pictures."""
    return Html(text if _PLAIN.fullmatch(text) else text.translate(_UNSAFE))


def join(*nodes: Node) -> Html:
    """Nodes one after the other; None leaves nothing."""
    out: list[str] = []
    for node in nodes:
        if type(node) is Html:
            out.append(node)
        elif isinstance(node, str):
            out.append(safe(node) if len(node) < _LONG_RUN else _words(node))
        elif node is not None:
            out.append(join(*node))
    return Html("".join(out))


def tag(name: str, /, *nodes: Node, **attributes: str | bool | None) -> Html:
    """One element. Attribute names lose a trailing `_` and turn `_` into `-`; True stands bare, None and False go."""
    opening = name
    for key, value in attributes.items():
        if isinstance(value, str):
            opening += f' {_spelled(key)}="{safe(value)}"'
        elif value:
            opening += f" {_spelled(key)}"
    return Html(f"<{opening}>") if name in _VOID else Html(f"<{opening}>{join(*nodes)}</{name}>")


def _words(text: str) -> str:
    """Long text as HTML, with places to break inside runs that have none: browsers take minutes over them otherwise."""
    parts: list[str] = []
    at = 0
    for run in _UNBROKEN.finditer(text):
        parts.append(safe(text[at : run.start()]))
        whole = run.group()
        parts.append("<wbr>".join(safe(whole[n : n + _STEP]) for n in range(0, len(whole), _STEP)))
        at = run.end()
    return "".join([*parts, safe(text[at:])])


@cache
def _spelled(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def web_link(address: str) -> str | None:
    """The address where a reader may follow it (http, https, mailto), else None."""
    return address if re.match(r"(?:https?://|mailto:)[^\s<>\"'`\\]+\Z", address, re.IGNORECASE) else None
