"""One writer at a time: for the records of an incident, and for the files that a backup is just reading."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from django.db import connection

from furikaeri_web.parts.places import place

if os.name == "posix":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = 0x66757269 << 32  # our own numbers among the advisory locks of the database
_PAUSE = 0.05


@contextmanager
def writing(incident: int, patience: float = 0) -> Iterator[bool]:
    """Whether this is the only writer of an incident's records until the block is left; waits `patience` seconds.

    A process that dies lets go by dying. A file keeps out others on this machine, the database those on others.
    """
    until = time.monotonic() + patience
    with (place("locks") / str(incident)).open("ab") as file:
        while not (ours := _take(file, _SPACE + incident)) and time.monotonic() < until:
            time.sleep(_PAUSE)
        try:
            yield ours
        finally:
            if ours:
                _let_go(_SPACE + incident)


@contextmanager
def copying() -> Iterator[None]:
    """While a backup reads the files: nobody removes one. Waits until nobody is removing."""
    with (place("locks") / "files").open("ab") as file:
        if os.name == "posix":
            fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def removing() -> Iterator[bool]:
    """Whether files may be removed until the block is left: not while a backup reads them."""
    with (place("locks") / "files").open("ab") as file:
        yield _take_file(file)


def _take_file(file: IO[bytes]) -> bool:
    if os.name != "posix":
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _take(file: IO[bytes], key: int) -> bool:
    if not _take_file(file):
        return False
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        return bool(cursor.fetchone()[0])


def _let_go(key: int) -> None:
    if connection.vendor == "postgresql" and connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
