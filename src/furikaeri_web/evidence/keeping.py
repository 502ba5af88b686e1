"""The bytes of records on disk: each under its digest, written once, beside and then renamed."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from furikaeri.bundle.recovery import destroy
from furikaeri.evidence.opened import Opened
from furikaeri_web.parts.places import place

_CHUNK = 1 << 20


class Readable(Protocol):
    """Bytes to read, such as an upload."""

    def read(self, size: int, /) -> bytes:
        """Up to that many bytes; none at the end."""


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
            settle(folder)
    finally:
        part.unlink(missing_ok=True)
    return hasher.hexdigest(), size


def receive(stream: Readable, name: str) -> int:
    """Writes an upload down under `name` where it waits to be read, safe from a power cut; gives its size."""
    with waiting(name).open("xb") as out:
        while chunk := stream.read(_CHUNK):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
        size = out.tell()
    settle(place("incoming"))
    return size


def waiting(name: str) -> Path:
    """Where an upload waits to be read."""
    return place("incoming") / name


def settle(folder: Path) -> None:
    """Makes the names in a folder safe from a power cut, where the system can."""
    if os.name == "posix":
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def destroy_bytes(incident: int, digest: str) -> None:
    """Overwrites and removes the bytes of an item; what is gone already stays gone."""
    file = where(incident, digest)
    if file.exists():
        destroy(file)
