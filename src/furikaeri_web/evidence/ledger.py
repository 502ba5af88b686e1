"""What was expunged, in a file of its own beside the database: a backup from before brings nothing of it back.

A destroyed text is not in it. What is, are keyed digests of its spellings and their lengths: enough to find it again in
the few texts of its incident, not enough to read it.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from furikaeri.bundle.masking import MASK
from furikaeri_web.evidence.keeping import settle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Gone(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: an item (`digest`), or a text (`salt` and `windows`: length -> keyed digest of each spelling)."""

    incident: int
    at: str
    by: str
    reason: str
    digest: str = ""
    replaced_by: str = ""
    salt: str = ""
    windows: tuple[tuple[int, str], ...] = ()


def ledger() -> Path:
    """Where it stands."""
    path: Path = settings.ENVIRONMENT.data / "expunged.jsonl"
    return path


def write(gone: Gone) -> None:
    """Adds a line, safe from a power cut, before anything is destroyed."""
    path = ledger()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(msgspec.json.encode(gone) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    settle(path.parent)


def lines(path: Path | None = None) -> list[Gone]:
    """Every line; one that a crash broke off counts for nothing, since nothing was destroyed for it."""
    path = path or ledger()
    found = []
    for line in path.read_bytes().split(b"\n") if path.exists() else ():
        try:
            found.append(msgspec.json.decode(line, type=Gone))
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue
    return found


def windows(spellings: Iterable[str], salt: str) -> tuple[tuple[int, str], ...]:
    """Length and keyed digest of each spelling."""
    return tuple((len(text), _digest(text, _key(salt))) for text in spellings)


class Windows:
    """Masks a text that is known by its digests alone."""

    def __init__(self, gone: Gone) -> None:
        self._key = _key(gone.salt)
        self._digests: dict[int, set[str]] = {}
        for length, digest in gone.windows:
            self._digests.setdefault(length, set()).add(digest)

    def __call__(self, text: str) -> str:
        """The text, masked; takes a digest for every place and length."""
        for length in sorted(self._digests, reverse=True):
            digests, at, out = self._digests[length], 0, []
            while at + length <= len(text):
                if _digest(text[at : at + length], self._key) in digests:
                    out.append(text[:at] + MASK)
                    text, at = text[at + length :], 0
                else:
                    at += 1
            text = "".join([*out, text])
        return text


def _key(salt: str) -> bytes:
    return blake2b(f"{salt}{settings.SECRET_KEY}".encode(), digest_size=32).digest()


def _digest(text: str, key: bytes) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), key=key, digest_size=16).hexdigest()
