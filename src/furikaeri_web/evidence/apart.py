"""Reads the records of one incident in a process of its own: `python -m furikaeri_web.evidence.apart INCIDENT`."""

from __future__ import annotations

import os
import sys

import django

_PAUSE = 0.5  # of the time a batch took: others write in between


def main() -> int:
    """The exit code."""
    if hasattr(os, "nice"):
        os.nice(5)  # people at the pages come first
    django.setup()
    from django.db import connection  # noqa: PLC0415  # needs the settings

    from furikaeri_web.evidence.running import work  # noqa: PLC0415  # as above

    work(int(sys.argv[1]), _PAUSE if connection.vendor == "sqlite" else 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
