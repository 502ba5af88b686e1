"""HTML built from values, so that nothing anybody wrote can become a tag."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


class Html(str):
    """Text that is already HTML."""

    __slots__ = ()


Node = str | Html | None | Iterable["Node"]


def safe(text: str) -> Html:
    """Words as HTML: what could be markup is escaped, control characters are shown as pictures."""
    return Html(text if _PLAIN.fullmatch(text) else text.translate(_UNSAFE))


def join(*nodes: Node) -> Html:
    """Nodes one after the other; None leaves nothing."""
    out: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node if isinstance(node, Html) else safe(node))
        elif node is not None:
            out.append(join(*node))
    return Html("".join(out))


def tag(name: str, /, *nodes: Node, **attributes: str | bool | None) -> Html:
    """One element. Attribute names lose a trailing `_` and turn `_` into `-`; True stands bare, None and False go."""
    words = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        bare = key.rstrip("_").replace("_", "-")
        words.append(bare if value is True else f'{bare}="{safe(value)}"')
    opening = f"<{' '.join(words)}>"
    return Html(opening) if name in {"meta", "input", "hr", "br"} else Html(f"{opening}{join(*nodes)}</{name}>")


def web_link(address: str) -> str | None:
    """The address where a reader may follow it (http, https, mailto), else None."""
    return address if re.match(r"(?:https?://|mailto:)[^\s<>\"'`\\]+\Z", address, re.IGNORECASE) else None
