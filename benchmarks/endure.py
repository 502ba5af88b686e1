"""Long load and fault runs: killed imports, many hands at once, daily re-exports, very large and hostile files.

usage: python -m benchmarks.endure [--seconds N] [--megabytes N]

Each trial says what held; the first that does not hold ends the run with exit code 1. The seed is printed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.intake import Intake, bring
from furikaeri.evidence.source import READER_FAULT
from furikaeri.model.incident import Incident

_START = datetime(2026, 3, 2, tzinfo=UTC)
_HAND_IN = """
import re, sys
from datetime import UTC, datetime
from pathlib import Path
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.intake import Intake, bring
for path in sys.argv[2:]:
    for brought in bring(Bundle.open(Path(sys.argv[1])), Path(path), Intake(now=datetime.now(UTC))):
        if brought.refused is not None:
            sys.exit(brought.refused.en)
status = Path("/proc/self/status")
print(*re.findall(r"VmHWM.*", status.read_text() if status.exists() else ""), file=sys.stderr)
"""
MOST_MEMORY = 160  # MB that reading one file may take, however large it is


class Broken(Exception):  # noqa: N818  # what did not hold
    """Something that must hold did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One trial's place, chance and size."""

    folder: Path
    rng: random.Random
    megabytes: int

    def bundle(self) -> Bundle:
        """A new incident folder."""
        return Bundle.create(self.folder / "incident", Incident(title="Endure", zone="UTC"))


def kills(run: Run) -> str:
    """An import that is killed again and again gets there all the same, with nothing half done."""
    bundle = run.bundle()
    files = [_rows(run.folder / f"{n}.csv", 4_000, n * 4_000) for n in range(3)]
    for _ in range(4):
        process = _add(bundle, *files)
        time.sleep(run.rng.uniform(0.1, 1.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    _well(_add(bundle, *files))
    _sound(bundle, 12_000)
    return "killed 4 times, 12,000 events whole"


def hands(run: Run) -> str:
    """Three processes add overlapping files at once."""
    bundle = run.bundle()
    files = [_rows(run.folder / f"{n}.csv", 3_000, n * 2_000) for n in range(3)]
    orders = [files, files[::-1], run.rng.sample(files, len(files))]
    for process in [_add(bundle, *order) for order in orders]:
        _well(process)
    _sound(bundle, 7_000)
    return "3 at once, 7,000 events, none doubled"


def days(run: Run) -> str:
    """A channel exported day after day, with edits, deletions and new messages each time."""
    bundle = run.bundle()
    messages: dict[int, str] = {}
    told: dict[int, str] = {}
    for day in range(12):
        for n in run.rng.sample(sorted(messages), min(3, len(messages))):
            messages[n] = f"edited on day {day}"
        for n in run.rng.sample(sorted(messages), min(2, len(messages))):
            del messages[n]
        messages |= {day * 500 + n: f"message {n}" for n in range(200)}
        told |= messages
        path = _export(run.folder / f"day-{day}.zip", messages)
        list(bring(bundle, path, Intake(now=_START + timedelta(days=20 + day))))
    with bundle.store() as store:
        found = {int(event.id.rpartition(":")[2].partition(".")[0]): event for event in store.events()}
    seen = {at - int(_START.timestamp()): event for at, event in found.items()}
    if set(seen) != set(told):
        raise Broken(f"{len(seen)} messages instead of {len(told)}")
    if {n: seen[n].text for n in messages} != messages or {n for n in seen if seen[n].deleted} != set(told) - set(
        messages
    ):
        raise Broken("an edit or a deletion was lost")
    _sound(bundle, len(told))
    return f"12 exports, {len(told):,} messages, {len(told) - len(messages)} deleted"


def large(run: Run) -> str:
    """Very large files of every kind of line, in little memory."""
    bundle = run.bundle()
    files = [run.folder / name for name in _LARGE]
    for file in files:
        with file.open("wb") as out:
            for piece in _LARGE[file.name](run.megabytes << 20):
                out.write(piece)
    peak = _well(_add(bundle, *files))
    _sound(bundle)
    return f"{len(files)} files of {run.megabytes} MB in {peak:.0f} MB of memory"


def _one_line(size: int) -> Iterator[bytes]:
    yield b"time,text\n2026-03-02T00:00Z,"
    yield from (b"x" * (1 << 20) for _ in range(size >> 20))


def _many_rows(size: int) -> Iterator[bytes]:
    yield b"time,text\n"
    for n in range(size // 1_000_000):
        yield b"".join(b"2026-03-02T00:00:%02dZ,%s\n" % (n % 60, b"word " * 3_990) for _ in range(50))


def _json_lines(size: int) -> Iterator[bytes]:
    for n in range(size // 1_000_000):
        yield b"".join(
            b'{"time": "2026-03-02T00:00:%02dZ", "text": "%s"}\n' % (n % 60, b"word " * 3_990) for _ in range(50)
        )


def _one_record(size: int) -> Iterator[bytes]:
    yield b'{"Records": [{"eventTime": "2026-03-02T00:00:00Z", "eventName": "A", "eventSource": "b", "x": "'
    yield from (b"x" * (1 << 20) for _ in range(size >> 20))
    yield b'"}, {"eventTime": "2026-03-02T00:00:01Z", "eventName": "B", "eventSource": "b"}]}'


def _brackets(size: int) -> Iterator[bytes]:
    yield b'{"Records": [{"eventTime": "2026-03-02T00:00:00Z", "eventName": "A", "eventSource": "b"}, '
    yield from (b"[" * (1 << 20) for _ in range(size >> 20))


def _commits(size: int) -> Iterator[bytes]:
    for n in range(size // 1_000_000):
        yield b"commit %040x\nAuthor: A <a@b.c>\nDate:   Mon Mar 2 00:00:00 2026 +0000\n\n    %s\n\n" % (
            n,
            b"word " * 199_900,
        )


_LARGE: dict[str, Callable[[int], Iterator[bytes]]] = {
    "line.csv": _one_line, "rows.csv": _many_rows, "lines.jsonl": _json_lines, "record.json": _one_record,
    "brackets.json": _brackets, "log.txt": _commits,
}  # fmt: skip
_TRIALS = (kills, hands, days, large)


def _rows(path: Path, count: int, start: int) -> Path:
    lines = (
        f"m-{n},{_START + timedelta(seconds=n):%Y-%m-%dT%H:%M:%SZ},Mara,message {n}\n"
        for n in range(start, start + count)
    )
    path.write_text("id,time,actor,text\n" + "".join(lines), "utf-8")
    return path


def _export(path: Path, messages: dict[int, str]) -> Path:
    start = int(_START.timestamp())
    rows = [
        {"type": "message", "user": "U1", "text": text, "ts": f"{start + n}.000100"}
        for n, text in sorted(messages.items())
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("users.json", '[{"id": "U1", "team_id": "T1", "name": "mara"}]')
        archive.writestr("channels.json", '[{"id": "C1", "name": "inc"}]')
        archive.writestr("inc/2026-03-02.json", json.dumps(rows))
    return path


def _add(bundle: Bundle, *files: Path) -> subprocess.Popen[str]:
    """A process that brings the files in."""
    command = [sys.executable, "-c", _HAND_IN, str(bundle.path), *map(str, files)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _well(process: subprocess.Popen[str]) -> float:
    """Waits for a process that must end well; the most memory it held, in MB (0 where that is not known)."""
    _, said = process.communicate()
    if process.returncode:
        raise Broken(said[-600:])
    found = re.search(r"VmHWM:\s+(\d+)", said)
    peak = int(found[1]) / 1024 if found else 0.0
    if peak > MOST_MEMORY:
        raise Broken(f"{peak:.0f} MB of memory, allowed are {MOST_MEMORY}")
    return peak


def _sound(bundle: Bundle, events: int | None = None) -> None:
    """Index, bytes and cache agree, and no reader stumbled."""
    items = bundle.index().items
    kept = {file.name for file in (bundle.path / "evidence").iterdir()} - {"index.jsonl"}
    for item in items.values():
        file = bundle.file(item)
        with file.open("rb") as stream:
            hasher = blake2b(digest_size=32)
            while piece := stream.read(1 << 20):
                hasher.update(piece)
        if hasher.hexdigest() != item.digest:
            raise Broken(f"{file.name} is not what its digest says")
        kept.discard(file.name)
    if kept:
        raise Broken(f"not listed: {sorted(kept)}")
    with bundle.store() as store:
        if set(store.items()) != set(items):
            raise Broken("the cache does not know every item")
        if READER_FAULT in {warning.code for _, warning in store.warnings()}:
            raise Broken("a reader stumbled")
        if events is not None and store.count() != events:
            raise Broken(f"{store.count()} events instead of {events}")


def endure(seconds: float, megabytes: int, seed: int) -> int:
    """Runs the trials in turn until the time is over, each at least once; gives how many held. Raises Broken."""
    ends = time.monotonic() + seconds
    held = 0
    while held < len(_TRIALS) or time.monotonic() < ends:
        trial = _TRIALS[held % len(_TRIALS)]
        with tempfile.TemporaryDirectory() as place:
            started = time.monotonic()
            said = trial(Run(folder=Path(place), rng=random.Random(f"{seed}-{held}"), megabytes=megabytes))
        held += 1
        print(f"{trial.__name__:<6} {time.monotonic() - started:6.1f} s  {said}", flush=True)
    return held


def main() -> int:
    """Runs as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endure", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 20))
    args = parser.parse_args()
    print(f"seed {args.seed}")
    try:
        endure(args.seconds, args.megabytes, args.seed)
    except Broken as broken:
        print(f"does not hold: {broken}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
