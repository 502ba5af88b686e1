"""What evidence is called: names that can be shown, names that can be written, and what the bytes begin like."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from furikaeri.evidence.opened import Opened

_UNSAFE = re.compile(r"[^\w.\-]+")


def plain_name(name: str) -> str:
    """A name that can be shown and written anywhere: what is no character of a line is spelt out as its code."""
    clean = (c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in name[:1000])
    return "".join(clean)


def safe_name(name: str) -> str:
    """A file name from any name: no separators, no leading dots, at most 80 characters, its ending kept."""
    flat = _UNSAFE.sub("-", name.replace("/", "-").replace("\\", "-")).strip("-.") or "evidence"
    whole = PurePosixPath(flat)
    stem, suffix = whole.stem, whole.suffix[:12]
    while len((stem + suffix).encode()) > 120:
        stem = stem[:-1]
    return stem + suffix


_MAGIC = (
    (b"PK\x03\x04", "application/zip"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"), (b"GIF8", "image/gif"), (b"\x1f\x8b", "application/gzip"),
)  # fmt: skip


def media_type(opened: Opened) -> str:
    """What the bytes begin like."""
    head = opened.head
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return "application/json" if start in {b"{", b"["} else "text/plain"
