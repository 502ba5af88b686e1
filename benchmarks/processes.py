"""What a run of a program costs, as the operating system counts it."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds on the wall, seconds of CPU of all its threads, peak memory in MB, exit code."""

    wall: float
    cpu: float
    peak: float
    code: int


def cost(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Cost:
    """One run, its output thrown away."""
    began = time.perf_counter()
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        cwd=cwd, env={**os.environ, **(env or {})},
    ) as process:  # fmt: skip
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def median(command: Sequence[str | Path], runs: int, *, cwd: Path | None = None) -> Cost:
    """The median of several runs, each figure for itself."""
    every = [cost(command, cwd=cwd) for _ in range(runs)]
    return Cost(*(statistics.median(c[n] for c in every) for n in range(3)), code=every[-1].code)
