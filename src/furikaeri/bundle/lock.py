"""One writer at a time in an incident's folder, also between processes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Waits for other writers and keeps them out until the block is left; a process that dies lets go by dying."""
    place = folder / ".furikaeri"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("ab") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  # there only

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415  # not on Windows

            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield
