"""The list of evidence: who brought which bytes when, how they are read, and which were destroyed."""

from __future__ import annotations

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
    """The index file; FurikaeriError names a line that can't be read. A missing file lists nothing."""
    items: dict[str, EvidenceItem] = {}
    tombstones: dict[str, Tombstone] = {}
    lines = path.read_bytes().splitlines() if path.exists() else []
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if b'"is":"expunged"' in line:
                tombstone = msgspec.json.decode(line, type=Tombstone)
                tombstones[tombstone.digest] = tombstone
                items.pop(tombstone.digest, None)
            else:
                item = msgspec.json.decode(line, type=EvidenceItem)
                items[item.digest] = item
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            raise FurikaeriError(
                Text(
                    "{path}, line {n} is no evidence entry ({fault}). Mend the line; the bytes are untouched.",
                    "{path} の {n} 行目を読めません({fault})。行を直してください。記録そのものは無事です。",
                ).fill(path=path, n=n, fault=fault)
            ) from fault
    return Index(items=items, tombstones=tombstones)


def append_index(path: Path, entry: EvidenceItem | Tombstone) -> None:
    """Adds one line; the file only ever grows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(msgspec.json.encode(entry) + b"\n")
