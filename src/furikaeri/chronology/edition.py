"""Which edition of the rules is in force: what was derived by another edition must be derived anew."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib import metadata, resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def edition() -> bytes:
    """A fingerprint of the rules and their word lists, 16 bytes: it changes with any line of this package.

    Reading some fifty small files beats a number that somebody must remember to raise.
    """
    mark = blake2b(metadata.version("furikaeri").encode(), digest_size=16)
    for file in _files(resources.files("furikaeri.chronology")):
        mark.update(file.name.encode() + b"\0" + file.read_bytes())
    return mark.digest()


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found.extend(_files(entry) if entry.name == "rules" else ())
        elif entry.name.endswith((".py", ".toml")):
            found.append(entry)
    return found
