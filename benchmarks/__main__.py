"""Runs every measurement that needs no material from outside, each in a process of its own.

usage: python -m benchmarks [NAME …]
"""

from __future__ import annotations

import subprocess
import sys

MEASURES = {
    "stream": "a million mixed events into the store",
    "opening": "opening an incident of 10,000 events",
    "faults": "planted faults found in generated incidents",
    "relint": "linting one edited block again",
    "lint_speed": "the linter over a corpus (the project's own docs unless --corpus is given)",
}


def main() -> int:
    """The worst exit code of the measurements."""
    worst = 0
    for name in sys.argv[1:] or MEASURES:
        print(f"## {name}: {MEASURES.get(name, '')}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode)
        print(flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
