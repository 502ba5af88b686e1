"""Reads a folder of real evidence and accounts for every record: event, part of an event, or warning with its place.

usage: python -m benchmarks.real_inputs DATA
"""

from __future__ import annotations

import ast
import collections
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import ReadContext, choose, read
from furikaeri.model.event import Event, IncidentFact, ReadWarning
from furikaeri.text import FurikaeriError


def account(opened: Opened) -> tuple[str, collections.Counter[str]]:
    """(source, counts) of one item; the source is "refused" where no source reads it, with the sentence as a count."""
    counts: collections.Counter[str] = collections.Counter()
    try:
        source = choose(opened)
    except FurikaeriError:
        return "refused", counts
    for reading in read(opened, source, ReadContext()):
        if isinstance(reading, Event):
            counts["events"] += 1
            counts["records"] += 1 + len(reading.also)
        elif isinstance(reading, ReadWarning):
            counts["noted" if reading.noted else f"warning {reading.code}"] += 1
            counts["records"] += not reading.noted
        elif isinstance(reading, IncidentFact):
            counts["facts"] += 1
    return source.name, counts


def items(data: Path) -> Iterator[tuple[str, Opened]]:
    """(group, item): files as they are, samples out of their wrapper, payloads out of mock modules."""
    for folder in sorted((data / "evidence").iterdir()):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if path.suffix == ".py":
                for n, payload in enumerate(_payloads(path)):
                    yield folder.name, Opened(name=f"{path.name}#{n}", data=json.dumps(payload).encode())
            yield folder.name, Opened(name=path.name, path=path)
    for path in sorted((data / "evidence-samples").iterdir()):
        if path.suffix == ".json":
            sample = json.loads(path.read_text("utf-8"))["sample"]
            yield "evidence-samples", Opened(name=path.name, data=json.dumps(sample).encode())
        else:
            yield "evidence-samples", Opened(name=path.name, path=path)
    for path in sorted((data / "chat").iterdir()):
        yield "chat", Opened(name=path.name, path=path)


def _payloads(path: Path) -> Iterator[object]:
    """The literal payloads of a mock module: every `"payload": {…}` in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "payload":
                    try:
                        yield ast.literal_eval(value)
                    except ValueError:
                        continue


def main() -> None:
    """Prints a row a group and source."""
    table: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for group, opened in items(Path(sys.argv[1])):
        source, counts = account(opened)
        table[group, source] += counts + collections.Counter(items=1)
    for (group, source), counts in sorted(table.items()):
        print(f"{group:<24} {source:<18} " + "  ".join(f"{k} {v}" for k, v in sorted(counts.items())))


if __name__ == "__main__":
    main()
