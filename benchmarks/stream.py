"""A million mixed events streamed into the store: events per CPU-second, peak memory, second import.

usage: python -m benchmarks.stream [EVENTS]

Raw JSON decoding is timed in the same process between the files, so that the ratio holds on a busy machine too, where
every CPU-second does less.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from benchmarks import volume

_SAMPLE = 1_500  # lines decoded after each file
_SUFFIXES = {".zip", ".json", ".jsonl", ".csv"}


def measure(events: int) -> dict[str, float]:
    """Runs the import in a process of its own, so that memory is the import's alone."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        records = volume.write(folder, events)
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            found = pool.apply(imported, (str(folder),))
        with context.Pool(1) as pool:
            again = pool.apply(imported, (str(folder),))
    return {"records": records, **found, "second import adds": again["events"] + again["revisions"]}


def imported(folder: str) -> dict[str, float]:
    """Reads every file of the folder into a store beside them: counts, rates and peak memory of this process."""
    from furikaeri.evidence.opened import Opened  # noqa: PLC0415  # its memory and time are measured
    from furikaeri.evidence.source import ReadContext, choose, read  # noqa: PLC0415
    from furikaeri.store.store import Store  # noqa: PLC0415

    files = sorted(p for p in Path(folder).iterdir() if p.suffix in _SUFFIXES)
    with next(p for p in files if p.suffix == ".jsonl").open("rb") as lines:
        raw = _Decoding([line for line, _ in zip(lines, range(_SAMPLE), strict=False)])
    total = dict.fromkeys(("events", "revisions", "repeats", "deletions", "warnings"), 0)
    cpu = 0.0
    with Store(Path(folder) / "events.sqlite") as store:
        for n, path in enumerate(files):
            started = time.process_time()
            opened = Opened(name=path.name, path=path)
            added = store.add(path.name, read(opened, choose(opened), ReadContext()), rank=n)
            cpu += time.process_time() - started
            for key in total:
                total[key] += getattr(added, key)
            raw.sample()
    rate = (total["events"] + total["revisions"] + total["repeats"]) / cpu
    return {
        **total, "CPU s": round(cpu, 2), "records/CPU-s": round(rate), "peak MB": round(_peak(), 1),
        "raw json/CPU-s": round(raw.rate("json")), "raw msgspec/CPU-s": round(raw.rate("msgspec")),
        "share of raw json": round(rate / raw.rate("json"), 2),
    }  # fmt: skip


class _Decoding:
    """How fast the bare decoders are on the same lines, sampled over the run."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines
        self._spent = {"json": 0.0, "msgspec": 0.0}
        self._count = 0

    def sample(self) -> None:
        """Decodes the lines once with each."""
        decoders: dict[str, Callable[[bytes], Any]] = {"json": json.loads, "msgspec": msgspec.json.Decoder().decode}
        for name, decode in decoders.items():
            started = time.process_time()
            for line in self._lines:
                decode(line)
            self._spent[name] += time.process_time() - started
        self._count += len(self._lines)

    def rate(self, name: str) -> float:
        """Lines per CPU-second."""
        return self._count / self._spent[name]


def _peak() -> float:
    """The most memory this process held, in MB. Linux counts the parent's in `ru_maxrss`, so VmHWM is asked first."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    except OSError:
        found = None
    return (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def main() -> None:
    """Prints the figures as a table."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for name, value in measure(events).items():
        print(f"{name:<24} {value:>14,}")


if __name__ == "__main__":
    main()
