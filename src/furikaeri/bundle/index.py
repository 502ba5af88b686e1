"""The list of evidence: who brought which bytes when, how they are read, and which were destroyed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from furikaeri.model.evidence import EvidenceItem
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from pathlib import Path


class Tombstone(msgspec.Struct, frozen=True, kw_only=True, tag="expunged", tag_field="is", omit_defaults=True):
    """What is left of destroyed bytes: that they were there, who destroyed them, when and for what reason.

    `replaced_by` is the digest of the redacted copy, where there is one.
    """

    digest: str
    at: str
    by: str
    reason: str
    replaced_by: str = ""


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """`items` in the order they were added, without the expunged; a later line for a digest replaces its settings."""

    items: dict[str, EvidenceItem]
    tombstones: dict[str, Tombstone]


def read_index(path: Path) -> Index:
    """The index file; FurikaeriError names a line that can't be read. A missing file lists nothing.

    A last line that was broken off while it was written (no line end, no entry) does not count.
    """
    items: dict[str, EvidenceItem] = {}
    tombstones: dict[str, Tombstone] = {}
    data = path.read_bytes() if path.exists() else b""
    for n, line in enumerate(data[: _whole(data)].split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise FurikaeriError(
                Text(
                    "{path}, line {n} is no evidence entry ({fault}). Mend the line; the bytes are untouched.",
                    "{path} の {n} 行目を読めません（{fault}）。行を直してください。記録そのものは無事です。",
                ).fill(path=path, n=n, fault=fault)
            ) from fault
        if isinstance(entry, Tombstone):
            tombstones[entry.digest] = entry
            items.pop(entry.digest, None)
        else:
            items[entry.digest] = entry
    return Index(items=items, tombstones=tombstones)


def append_index(path: Path, entry: EvidenceItem | Tombstone) -> None:
    """Adds one line: all of it, or (OSError) nothing. A line that a crash broke off is dropped first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = msgspec.json.encode(entry) + b"\n"
    with path.open("a+b") as file:
        file.seek(0)
        data = file.read()
        whole = _whole(data)
        if whole < len(data):
            file.truncate(whole)
        elif data and not data.endswith(b"\n"):
            line = b"\n" + line
        try:
            file.write(line)
            file.flush()
        except OSError:
            os.truncate(path, whole)
            raise
        os.fsync(file.fileno())


def _whole(data: bytes) -> int:
    """How many bytes of the index stand: all, or all but a last line that was broken off."""
    last = data.rfind(b"\n") + 1
    if last == len(data):
        return last
    try:
        _entry(data[last:])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return last
    return len(data)


def _entry(line: bytes) -> EvidenceItem | Tombstone:
    if b'"is":"expunged"' in line:
        return msgspec.json.decode(line, type=Tombstone)
    return msgspec.json.decode(line, type=EvidenceItem)
