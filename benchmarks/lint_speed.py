"""How quick the linter is: `python -m benchmarks.lint_speed [--corpus PATH]`.

Throughput over a corpus with all rules, the cost of a cold `furikaeri lint` on 10 KB, and whether time stays linear on
texts that are meant to break it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.corpus import corpus, of_size
from benchmarks.processes import median
from furikaeri.lint.pipeline import lint

_COLD_RUNS = 25
_HOSTILE: Mapping[str, Callable[[int], str]] = {
    "one line of words": lambda n: "we should have looked at it, " * (n // 29),
    "one line of Japanese": lambda n: "確認していれば防げたかもしれない、" * (n // 48),
    "nested emphasis": lambda n: "*_" * (n // 4) + "x" + "_*" * (n // 4),
    "brackets": lambda n: "[" * (n // 2) + "(" * (n // 2),
    "backquotes": lambda n: "`" * n,
    "repeated cues": lambda n: "should have should have\n" * (n // 24),
    "half a cue again and again": lambda n: "should not have never " * (n // 22),
    "quotations left open": lambda n: "「" * (n // 6) + '"' * (n // 2),
    "comments left open": lambda n: "<!-- furikaeri: ok " * (n // 19),
    "comments that silence": lambda n: "We should have. <!-- furikaeri: ok counterfactual x -->\n" * (n // 57),
    "table pipes": lambda n: "|" * n,
    "quotes in quotes": lambda n: "> " * (n // 2),
    "fences left open": lambda n: "```\nx\n" * (n // 6),
    "headings": lambda n: "# should have\n" * (n // 14),
}  # fmt: skip


def main() -> int:
    """Prints the figures; fails where time is not linear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    texts = {lang: some for lang, some in corpus(asked.corpus).items() if some}
    for lang, known in texts.items():
        size = sum(len(t.encode()) for t in known)
        lint(known[0])
        took, found = [], 0
        for _ in range(asked.runs):
            began = time.process_time()
            found = sum(len(lint(t)) for t in known)
            took.append(time.process_time() - began)
        print(
            f"{lang}: {len(known)} documents, {size / 1e6:.2f} MB, {found} diagnostics: "
            f"{size / 1e6 / statistics.median(took):.2f} MB/s (best {size / 1e6 / min(took):.2f}; CPU time, all rules)"
        )
    with tempfile.TemporaryDirectory() as folder:
        for lang, known in texts.items():
            file = Path(folder) / f"{lang}.md"
            file.write_text(of_size(known, 10_000), "utf-8")
            cold = median([sys.executable, "-m", "furikaeri", "lint", file], _COLD_RUNS)
            print(f"{lang}: cold start on 10 KB {cold.wall:.3f} s wall, {cold.cpu:.3f} s CPU, {cold.peak:.0f} MB peak")
    return _linear()


def _linear() -> int:
    worst = 0
    for name, make in _HOSTILE.items():
        small, large = make(500_000), make(1_000_000)
        ratio = min(_seconds(large), _seconds(large)) / max(min(_seconds(small), _seconds(small)), 0.005)
        took = _seconds(large)
        print(f"hostile, {name}: 1 MB in {took:.2f} s, {ratio:.1f} times the time of half of it")
        worst |= ratio > 3
    return worst


def _seconds(text: str) -> float:
    began = time.process_time()
    lint(text)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
