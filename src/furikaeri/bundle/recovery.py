"""Putting right what a process left half done when it was killed, or a backup brought back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from furikaeri.bundle.index import append_index
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import choose
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.timespan import iso
from furikaeri.text import FurikaeriError

if TYPE_CHECKING:
    from pathlib import Path

    from furikaeri.bundle.folder import Bundle

_KEPT = re.compile(r"([0-9a-f]{16})-(.+)")


def recover(bundle: Bundle) -> None:
    """Makes index and bytes agree; the caller holds the lock, so that nobody else is at work.

    Half copies go. Whole bytes that the index does not list (their process died between the two steps) are listed, if
    a source reads them. Bytes of expunged items, back from a backup, are destroyed again.
    """
    folder = bundle.path / "evidence"
    if not folder.is_dir():
        return
    for part in folder.glob(".*.part"):
        part.unlink()
    index = bundle.index()
    listed = {digest[:16] for digest in index.items}
    expunged = {digest[:16]: digest for digest in index.tombstones}
    for file in sorted(folder.iterdir()):
        kept = _KEPT.fullmatch(file.name)
        if kept is None or kept[1] in listed or file.is_symlink() or not file.is_file():
            continue
        digest = _digest(file)
        if not digest.startswith(kept[1]):
            continue  # not ours: somebody put it there
        if expunged.get(kept[1]) == digest:
            destroy(file)
        else:
            _list(bundle, file, kept[2], digest)


def destroy(file: Path) -> None:
    """Overwrites the bytes before the name goes, for disks that keep freed blocks."""
    file.chmod(0o644)
    size = file.stat().st_size
    with file.open("r+b") as out:
        for start in range(0, size, 1 << 20):
            out.write(b"\0" * min(1 << 20, size - start))
        out.flush()
    file.unlink()


def _list(bundle: Bundle, file: Path, name: str, digest: str) -> None:
    try:
        source = choose(Opened(name=name, path=file)).name
    except FurikaeriError:
        return
    status = file.stat()
    at = iso(round(datetime.fromtimestamp(status.st_mtime, UTC).timestamp() * 1e6)) or ""
    item = EvidenceItem(
        digest=digest, name=name, size=status.st_size, media_type="application/octet-stream", source=source, added_at=at
    )
    append_index(bundle.index_path, item)


def _digest(file: Path) -> str:
    hasher = blake2b(digest_size=32)
    with file.open("rb") as stream:
        while piece := stream.read(1 << 20):
            hasher.update(piece)
    return hasher.hexdigest()
