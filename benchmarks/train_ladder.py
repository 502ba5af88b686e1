"""Learn the weights of the countermeasure ladder, and say how well they do on documents they have not seen.

usage: train_ladder.py LABELS [--folds N] [--write]

LABELS  tab separated, no header: document, line, rung (L0..L7 or X), kind, text. Beside it the invented examples of
        `ladder_examples.tsv` are learnt from; they never count in the figures.
--folds cross-validate with whole sources (all documents of one publisher) kept apart, and print the figures
--write write `weights.json` into the package

Plain Python; about a minute a fit. The same input gives the same weights to the byte.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from furikaeri.countermeasures.flags import flags
from furikaeri.countermeasures.ladder import NO_RUNG, choose
from furikaeri.countermeasures.scorer import Scorer
from furikaeri.countermeasures.statement import state
from furikaeri.countermeasures.terms import MARK, terms
from furikaeri.model.countermeasure import RUNG_NAMES

RUNGS: tuple[str, ...] = (*RUNG_NAMES, NO_RUNG)
KINDS = ("prevent", "mitigate", "remaining", "process")
WEAK = {"L0", "L6", "L7"}
EXAMPLES = Path(__file__).with_name("ladder_examples.tsv")
WEIGHTS = Path(__file__).parents[1] / "src/furikaeri/countermeasures/weights.json"

EXAMPLE_WEIGHT = 0.4
RIDGE = 3.0
TERM_RIDGE = 4.7
"""Bare words are held back more than flags: a class of words that we understand shall speak first."""
ROUNDS = 30
SMALLEST = 0.04
SMALLEST_TERM = 0.1
"""A weight nearer to 0 than this is left out of the file: it decides nothing and hides what does."""


class Row(NamedTuple):
    """One labelled item with what it shows (flags and terms); `source` is whoever published the document."""

    source: str
    document: str
    rung: str
    kind: str
    found: tuple[str, ...]
    weight: float


def shown(text: str) -> tuple[str, ...]:
    """What the model gets to see of a text: its flags and its terms."""
    said = state(text)
    return (*flags(said), *terms(said))


def labelled(path: Path) -> list[Row]:
    """The rows of a label file with what their texts show."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            document, _line, rung, kind, text = line.split("\t", 4)
            rows.append(Row("__".join(document.split("__")[:2]), document, rung, kind, shown(text), 1.0))
    return rows


def invented(path: Path) -> list[Row]:
    """The invented examples, which weigh less than real items."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Row("", "", rung, kind, shown(text), EXAMPLE_WEIGHT) for rung, kind, text in lines]


def fit(rows: Sequence[Row], column: str, answers: tuple[str, ...]) -> Scorer:
    """A ridge-regularised softmax by averaged AdaGrad steps in a seeded order."""
    counts = Counter(flag for row in rows for flag in row.found)
    known = {flag for flag, n in counts.items() if n > 1}
    weights = {flag: [0.0] * len(answers) for flag in sorted(known)}
    squares = {flag: [1e-2] * len(answers) for flag in known}
    mean = {flag: [0.0] * len(answers) for flag in known}
    pull = {flag: (TERM_RIDGE if flag.startswith(MARK) else RIDGE) / counts[flag] for flag in known}
    samples = [([f for f in r.found if f in known], answers.index(getattr(r, column)), r.weight) for r in rows]
    rng = random.Random(7)
    averaged = ROUNDS // 2
    for turn in range(ROUNDS):
        rng.shuffle(samples)
        for found, answer, weight in samples:
            sums = [sum(x) for x in zip(*(weights[f] for f in found), strict=True)] or [0.0] * len(answers)
            top = max(sums)
            parts = [math.exp(x - top) for x in sums]
            total = sum(parts)
            for j, part in enumerate(parts):
                miss = weight * (part / total - (j == answer))
                for flag in found:
                    slope = miss + pull[flag] * weights[flag][j]
                    squares[flag][j] += slope * slope
                    weights[flag][j] -= 0.3 * slope / math.sqrt(squares[flag][j])
        if turn >= ROUNDS - averaged:
            for flag, row in weights.items():
                for j, x in enumerate(row):
                    mean[flag][j] += x / averaged
    return Scorer(answers, {f: dict(zip(answers, row, strict=True)) for f, row in mean.items()})


def figures(rows: Sequence[Row], rungs: Sequence[str], kinds: Sequence[str]) -> dict[str, float]:
    """The measures of the ladder: exact, within one step, F1 of weak, share of X left alone, kind."""
    step = {name: i for i, name in enumerate(RUNGS)}
    on = [(r.rung, got) for r, got in zip(rows, rungs, strict=True) if r.rung != NO_RUNG]
    off = [got for r, got in zip(rows, rungs, strict=True) if r.rung == NO_RUNG]
    hits = sum(a in WEAK and b in WEAK for a, b in on)
    return {
        "exact": sum(a == b for a, b in on) / len(on),
        "within one": sum(b != NO_RUNG and abs(step[a] - step[b]) <= 1 for a, b in on) / len(on),
        "abstained": sum(b == NO_RUNG for _a, b in on) / len(on),
        "weak F1": 2 * hits / max(1, sum((a in WEAK) + (b in WEAK) for a, b in on)),
        "X left alone": sum(b == NO_RUNG for b in off) / max(1, len(off)),
        "kind": sum(r.kind == k for r, k in zip(rows, kinds, strict=True)) / len(rows),
    }


def cross_validate(rows: Sequence[Row], extra: Sequence[Row], folds: int, group: str) -> dict[str, float]:
    """The figures where each source (or document) is judged by weights that never saw any of it."""
    names = sorted({getattr(r, group) for r in rows}, key=lambda s: (-sum(getattr(r, group) == s for r in rows), s))
    fold = {name: i % folds for i, name in enumerate(names)}
    rungs, kinds = [""] * len(rows), [""] * len(rows)
    for k in range(folds):
        seen = [r for r in rows if fold[getattr(r, group)] != k] + list(extra)
        rung_scorer, kind_scorer = fit(seen, "rung", RUNGS), fit(seen, "kind", KINDS)
        for i, row in enumerate(rows):
            if fold[getattr(row, group)] == k:
                rungs[i] = choose(rung_scorer.chances(row.found))
                chances = kind_scorer.chances(row.found)
                kinds[i] = max(chances, key=chances.__getitem__)
    return figures(rows, rungs, kinds)


def written(scorer: Scorer) -> dict[str, object]:
    """A scorer as it stands in the file: small weights left out, two digits."""
    rows = {
        f: {a: round(x, 2) for a, x in row.items() if abs(x) >= (SMALLEST_TERM if f.startswith(MARK) else SMALLEST)}
        for f, row in sorted(scorer.weights.items())
    }
    return {"answers": list(scorer.answers), "weights": {f: row for f, row in rows.items() if row}}


def dumped(data: dict[str, dict[str, object]]) -> str:
    """JSON with one flag a line, so that a change of weights reads well in a diff."""
    blocks = []
    for name, scorer in data.items():
        rows = ",\n".join(f"   {json.dumps(f)}: {json.dumps(row)}" for f, row in scorer["weights"].items())  # type: ignore[attr-defined]  # `written` made it a dict
        blocks.append(
            f' "{name}": {{\n  "answers": {json.dumps(scorer["answers"])},\n  "weights": {{\n{rows}\n  }}\n }}'
        )
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows, extra = labelled(args.labels), invented(EXAMPLES)
    if args.folds:
        for group in ("source", "document"):
            found = cross_validate(rows, extra, args.folds, group)
            print(f"by {group:8}", "  ".join(f"{name} {x:.3f}" for name, x in found.items()))
    if args.write:
        fits = {"rung": fit([*rows, *extra], "rung", RUNGS), "kind": fit([*rows, *extra], "kind", KINDS)}
        WEIGHTS.write_text(dumped({name: written(scorer) for name, scorer in fits.items()}), "utf-8")
        print(f"{WEIGHTS.name}: {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
