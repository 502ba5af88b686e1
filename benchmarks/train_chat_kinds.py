"""Fit the weights of message kinds and salience to labelled chats, and print what they would do on an unseen chat.

usage: train_chat_kinds.py --labels LABELS.tsv --chats DIR [--write]

LABELS: file, row (1 = the CSV's header), kind, key (1 or 0), tab separated. DIR: the CSVs (time, actor, text).
Prints cross-validated figures: each chat is read with weights fitted to the other chats alone. `--write` then fits to
all of them and writes `weights.toml`. Needs numpy, which furikaeri itself does not.

The fit is a softmax (kinds) and a logistic regression (salience), each drawn towards `expectations.toml`.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections import Counter
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from furikaeri.chronology.reading import flags_of, in_order
from furikaeri.chronology.weighing import READ_KINDS
from furikaeri.model.event import Event
from furikaeri.model.timespan import MINUTE, TimeSpan, micros

KINDS_HOLD, SALIENCE_HOLD = 0.15, 0.4
"""How strongly expectations hold against the labelled chats (L2)."""
STEPS = 200
SEEN = 5
"""A flag that fewer messages bear keeps its expected weight."""
COVERAGE = 0.54
"""Share of messages that get a kind: the floor of certainty is set to reach it in cross-validation."""
TOP = 0.2
HEADER = """# Written by benchmarks/train_chat_kinds.py from expectations.toml and labelled chats; do not edit by hand.
# A weight above 0 speaks for the kind, below 0 against it. `floor`: the least certainty with which a kind is given.
"""

Matrix = np.ndarray[Any, np.dtype[np.float64]]


def chat_events(path: Path) -> list[Event]:
    """The messages of one CSV as events; the id carries the row."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    found = []
    for row, (time, actor, text) in enumerate(rows, 2):
        lo = micros(datetime.fromisoformat(time))
        span = TimeSpan(lo, lo, MINUTE)
        found.append(Event(id=f"csv:{path.stem}:{row}", source="csv", span=span, lane="people", text=text, actor=actor))
    return found


def fit(flags: Matrix, wanted: Matrix, expected: Matrix, hold: float) -> Matrix:
    """Softmax weights by accelerated gradient descent, drawn towards `expected`."""
    count = len(flags)
    probe = np.ones(flags.shape[1])
    for _ in range(30):
        probe = flags.T @ (flags @ probe)
        probe /= np.linalg.norm(probe)
    rate = 1.0 / (0.5 * float(np.linalg.norm(flags @ probe)) ** 2 / count + hold)
    weights, ahead, pace = expected.copy(), expected.copy(), 1.0
    for _ in range(STEPS):
        slope = flags.T @ (shares(flags, ahead) - wanted) / count + hold * (ahead - expected)
        moved = ahead - rate * slope
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return weights


def shares(flags: Matrix, weights: Matrix) -> Matrix:
    """The likelihood of each class for each message."""
    sums = flags @ weights
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    result: Matrix = powers / powers.sum(axis=1, keepdims=True)
    return result


def recall_of_keys(score: Matrix, key: Matrix, chat: list[str]) -> float:
    """The share of key messages among the most salient fifth of each chat."""
    found = 0.0
    for name in sorted(set(chat)):
        rows = np.array([at for at, other in enumerate(chat) if other == name])
        best = rows[np.argsort(-score[rows], kind="stable")][: max(1, round(len(rows) * TOP))]
        found += key[best].sum()
    return float(found / key.sum())


def table(name: str, weights: dict[str, float]) -> str:
    """One TOML table, the strongest weights first, those of no effect left out."""
    rows = sorted(((-round(w, 2), flag) for flag, w in weights.items() if abs(w) >= 0.03 or flag == "bias"))
    return f"\n[{name}]\n" + "".join(f'"{flag}" = {-weight:.2f}\n' for weight, flag in rows)


def main() -> None:
    """Fit, cross-validate, print; write on demand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--chats", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    gold: dict[tuple[str, int], tuple[str, bool]] = {}
    for line in options.labels.read_text(encoding="utf-8").splitlines():
        file, row, kind, key = line.split("\t")
        gold[file, int(row)] = (kind, key == "1")
    chat: list[str] = []
    told: list[frozenset[str]] = []
    labels: list[tuple[str, bool]] = []
    for file in sorted({file for file, _ in gold}):
        flags = flags_of(in_order(chat_events(options.chats / file)))
        for (other, row), label in gold.items():
            if other == file:
                chat.append(file)
                told.append(flags[f"csv:{Path(file).stem}:{row}"])
                labels.append(label)

    package = resources.files("furikaeri.chronology")
    expectations = tomllib.loads(package.joinpath("expectations.toml").read_text("utf-8"))
    seen = Counter(flag for flags in told for flag in flags)
    expected_flags = {flag for kind in expectations.values() for flag in kind if not flag.startswith("kind:")}
    names = ["bias", *sorted(expected_flags | {flag for flag, count in seen.items() if count >= SEEN})]
    columns = {name: at for at, name in enumerate(names)}
    flags_matrix = np.zeros((len(told), len(names)))
    flags_matrix[:, 0] = 1
    for at, flags in enumerate(told):
        for flag in flags:
            if flag in columns and seen[flag] >= SEEN:
                flags_matrix[at, columns[flag]] = 1
    hoped = np.zeros((len(names), len(READ_KINDS)))
    for at, kind in enumerate(READ_KINDS):
        for flag, weight in expectations[kind].items():
            hoped[columns[flag], at] = weight
    story = [*names, *(f"kind:{kind}" for kind in READ_KINDS)]
    hoped_story = np.zeros((len(story), 2))
    for at, flag in enumerate(story):
        hoped_story[at, 1] = expectations["salience"].get(flag, 0.0)

    kind = np.array([READ_KINDS.index(name) for name, _ in labels])
    wanted = np.eye(len(READ_KINDS))[kind]
    key = np.array([key for _, key in labels], dtype=float)
    kept = {file: np.array([other == file for other in chat]) for file in sorted(set(chat))}
    likely = np.zeros(wanted.shape)
    for held in kept.values():
        likely[held] = shares(flags_matrix[held], fit(flags_matrix[~held], wanted[~held], hoped, KINDS_HOLD))
    story_matrix = np.hstack([flags_matrix, likely])
    score = np.zeros(len(told))
    two = np.eye(2)[key.astype(int)]
    for held in kept.values():
        weights = fit(story_matrix[~held], two[~held], hoped_story, SALIENCE_HOLD)
        score[held] = story_matrix[held] @ (weights[:, 1] - weights[:, 0])

    best, certainty = likely[:, :-1].argmax(axis=1), likely[:, :-1].max(axis=1)
    floor = float(np.sort(certainty)[::-1][round(len(told) * COVERAGE)])
    print(f"{len(told)} messages, {len(kept)} chats, {len(names)} flags; every figure from chats held out of the fit")
    for share in (0.4, 0.5, COVERAGE, 0.6, 0.7):
        given = certainty > np.sort(certainty)[::-1][round(len(told) * share)]
        print(f"coverage {given.mean():.3f}  precision {(best[given] == kind[given]).mean():.3f}")
    for file, held in kept.items():
        given = held & (certainty > floor)
        print(f"  {file}: {held.sum()} messages, {given.sum()} given, {(best[given] == kind[given]).mean():.2f} right")
    print(f"floor {floor:.3f}  key recall in top {TOP:.0%}: {recall_of_keys(score, key, chat):.3f}")
    print(f"expectations alone, key recall: {recall_of_keys(story_matrix @ hoped_story[:, 1], key, chat):.3f}")

    if options.write:
        weights = fit(flags_matrix, wanted, hoped, KINDS_HOLD)
        told_story = fit(story_matrix, two, hoped_story, SALIENCE_HOLD)
        lines = [HEADER, f"floor = {floor:.3f}\n"]
        lines += [table(name, dict(zip(names, weights[:, at], strict=True))) for at, name in enumerate(READ_KINDS)]
        lines.append(table("salience", dict(zip(story, told_story[:, 1] - told_story[:, 0], strict=True))))
        Path(str(package.joinpath("weights.toml"))).write_text("".join(lines), encoding="utf-8")


main()
