"""The bytes of records on disk: each under its digest, written once, beside and then renamed."""

from __future__ import annotations

import os
import shutil
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from furikaeri.evidence.opened import Opened
from furikaeri_web.parts.places import place

_CHUNK = 1 << 20


def where(incident: int, digest: str) -> Path:
    """Where the bytes of an item stand: incidents don't share files, so that destroying one's never touches another's."""
    return place("evidence", str(incident)) / digest


def keep(incident: int, opened: Opened) -> tuple[str, int]:
    """Keeps the bytes and gives (digest, size); what is there already stays."""
    folder = place("evidence", str(incident))
    part = folder / f".{os.getpid()}-{os.urandom(6).hex()}.part"
    hasher, size = blake2b(digest_size=32), 0
    try:
        with opened.stream() as stream, part.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                hasher.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        target = folder / hasher.hexdigest()
        if not target.exists():
            part.chmod(0o400)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return hasher.hexdigest(), size


def receive(stream: BinaryIO, target: Path) -> int:
    """Writes an upload down where it waits to be read; gives its size."""
    with target.open("xb") as out:
        shutil.copyfileobj(stream, out, _CHUNK)
        out.flush()
        os.fsync(out.fileno())
        return out.tell()
