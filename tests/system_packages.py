"""Names the system package that a test needs and is missing, with the command that installs it."""

from __future__ import annotations

import shutil
import sys

NEEDED = {
    "chromium": (
        "the browser tests open exported pages in a real browser",
        "chromium",
        ("chromium", "chromium-browser", "google-chrome"),
    ),
    "git": ("the git-log source is tested against real git", "git", ("git",)),
}


def main() -> int:
    """0 where all is there, 1 with a sentence for each that is not."""
    missing = [(why, package) for why, package, names in NEEDED.values() if not any(map(shutil.which, names))]
    for why, package in missing:
        sys.stderr.write(
            f"missing: {package}: {why}. Install it with: apt-get install -y --no-install-recommends {package}\n"
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
