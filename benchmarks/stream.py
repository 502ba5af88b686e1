"""A million mixed events streamed into the store: events per CPU-second, peak memory, second import.

usage: python -m benchmarks.stream [EVENTS]
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from benchmarks import volume


def measure(events: int) -> dict[str, float]:
    """Runs the import in a process of its own, so that memory is the import's alone."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        records = volume.write(folder, events)
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            found = pool.apply(_import, (str(folder),))
        with context.Pool(1) as pool:
            again = pool.apply(_import, (str(folder),))
        found["records"] = records
        found["second import adds"] = again["events"]
        found |= _decoding(folder)
    return found


def _import(folder: str) -> dict[str, float]:
    from furikaeri.evidence.opened import Opened
    from furikaeri.evidence.source import ReadContext, choose, read
    from furikaeri.store.store import Store

    target = Path(folder) / "events.sqlite"
    started = time.process_time()
    total = {"events": 0, "revisions": 0, "repeats": 0, "deletions": 0, "warnings": 0}
    with Store(target) as store:
        for n, path in enumerate(sorted(p for p in Path(folder).iterdir() if p.suffix in {".zip", ".json", ".jsonl", ".csv"})):
            opened = Opened(name=path.name, path=path)
            added = store.add(path.name, read(opened, choose(opened), ReadContext()), rank=n)
            for key in total:
                total[key] += getattr(added, key)
    cpu = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    read_total = total["events"] + total["revisions"] + total["repeats"]
    return {**total, "cpu s": round(cpu, 2), "records/CPU-s": round(read_total / cpu), "peak MB": round(peak, 1)}


def _decoding(folder: Path) -> dict[str, float]:
    """Raw JSON decoding of the same run, for scale: lines per CPU-second."""
    lines = volume.json_lines(folder).getvalue().splitlines()
    out = {}
    for name, decode in (("json", json.loads), ("msgspec", msgspec.json.Decoder().decode)):
        started = time.process_time()
        for line in lines:
            decode(line)
        out[f"raw {name} lines/CPU-s"] = round(len(lines) / (time.process_time() - started))
    return out


def main() -> None:
    """Prints the figures as a table."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for name, value in measure(events).items():
        print(f"{name:<24} {value:>14,}")


if __name__ == "__main__":
    main()
