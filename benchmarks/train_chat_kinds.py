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
from typing import Any, NamedTuple

import numpy as np

from furikaeri.chronology.reading import flags_of
from furikaeri.chronology.ties import in_order
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


def recall_of_keys(score: Matrix, key: Matrix, chats: dict[str, np.ndarray[Any, np.dtype[np.bool_]]]) -> float:
    """Give the share of key messages among the most salient fifth of each chat."""
    found = 0.0
    for held in chats.values():
        rows = np.flatnonzero(held)
        best = rows[np.argsort(-score[rows], kind="stable")][: max(1, round(len(rows) * TOP))]
        found += key[best].sum()
    return float(found / key.sum())


def table(name: str, weights: dict[str, float]) -> str:
    """One TOML table, the strongest weights first, those of no effect left out."""
    rows = sorted(((-round(w, 2), flag) for flag, w in weights.items() if abs(w) >= 0.03 or flag == "bias"))
    return f"\n[{name}]\n" + "".join(f'"{flag}" = {-weight:.2f}\n' for weight, flag in rows)


class Material(NamedTuple):
    """Labelled messages as numbers: flags (a row a message), kind, key, and which rows each chat holds."""

    names: list[str]
    flags: Matrix
    kind: np.ndarray[Any, np.dtype[np.int64]]
    key: Matrix
    chats: dict[str, np.ndarray[Any, np.dtype[np.bool_]]]


class Hopes(NamedTuple):
    """What `expectations.toml` hopes of each flag: for each kind, and for no salience beside salience."""

    kinds: Matrix
    story: Matrix


def gather(labels: Path, chats: Path, expectations: dict[str, dict[str, float]]) -> Material:
    """Read the labels and the flags of the messages they speak of."""
    gold: dict[str, dict[int, tuple[str, bool]]] = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        file, row, kind, key = line.split("\t")
        gold.setdefault(file, {})[int(row)] = (kind, key == "1")
    told: list[tuple[str, set[str], str, bool]] = []
    for file in sorted(gold):
        read = flags_of(in_order(chat_events(chats / file)))
        told += [(file, read[f"csv:{Path(file).stem}:{row}"], *label) for row, label in gold[file].items()]
    seen = Counter(flag for _, found, _, _ in told for flag in found)
    hoped = {flag for column in expectations.values() for flag in column if not flag.startswith("kind:")}
    names = ["bias", *sorted(hoped | {flag for flag, count in seen.items() if count >= SEEN})]
    flags = np.array(
        [[name == "bias" or (name in found and seen[name] >= SEEN) for name in names] for _, found, _, _ in told],
        dtype=float,
    )
    return Material(
        names,
        flags,
        np.array([READ_KINDS.index(kind) for _, _, kind, _ in told]),
        np.array([key for _, _, _, key in told], dtype=float),
        {file: np.array([other == file for other, _, _, _ in told]) for file in sorted(gold)},
    )


def hope(names: list[str], expectations: dict[str, dict[str, float]]) -> Hopes:
    """Turn the expectations into starting weights."""
    kinds = np.array([[expectations[kind].get(name, 0.0) for kind in READ_KINDS] for name in names])
    story = [*names, *(f"kind:{kind}" for kind in READ_KINDS)]
    return Hopes(kinds, np.array([[0.0, expectations["salience"].get(name, 0.0)] for name in story]))


def held_out(material: Material, hopes: Hopes) -> tuple[Matrix, Matrix]:
    """Read each chat with weights fitted to the others: the likelihood of each kind, and the salience score."""
    wanted, two = np.eye(len(READ_KINDS))[material.kind], np.eye(2)[material.key.astype(int)]
    likely, score = np.zeros(wanted.shape), np.zeros(len(wanted))
    for held in material.chats.values():
        weights = fit(material.flags[~held], wanted[~held], hopes.kinds, KINDS_HOLD)
        likely[held] = shares(material.flags[held], weights)
    story = np.hstack([material.flags, likely])
    for held in material.chats.values():
        weights = fit(story[~held], two[~held], hopes.story, SALIENCE_HOLD)
        score[held] = story[held] @ (weights[:, 1] - weights[:, 0])
    return likely, score


def report(material: Material, likely: Matrix, score: Matrix, hopes: Hopes) -> float:
    """Print the figures of unseen chats and return the floor of certainty that reaches `COVERAGE`."""
    kind = material.kind
    best, certainty = likely[:, :-1].argmax(axis=1), likely[:, :-1].max(axis=1)
    ranked = np.sort(certainty)[::-1]
    floor = float(ranked[round(len(kind) * COVERAGE)])
    print(
        f"{len(kind)} messages, {len(material.chats)} chats, {len(material.names)} flags; each chat held out of its fit"
    )
    for share in (0.4, 0.5, COVERAGE, 0.6, 0.7):
        given = certainty > ranked[round(len(kind) * share)]
        print(f"coverage {given.mean():.3f}  precision {(best[given] == kind[given]).mean():.3f}")
    for file, held in material.chats.items():
        given = held & (certainty > floor)
        print(f"  {file}: {held.sum()} messages, {given.sum()} given, {(best[given] == kind[given]).mean():.2f} right")
    expected = np.hstack([material.flags, likely]) @ hopes.story[:, 1]
    fitted, alone = (recall_of_keys(found, material.key, material.chats) for found in (score, expected))
    print(f"floor {floor:.3f}  key recall in top {TOP:.0%}: {fitted:.3f}; by expectations alone {alone:.3f}")
    return floor


def main() -> None:
    """Fit, cross-validate, print; write on demand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--chats", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    package = resources.files("furikaeri.chronology")
    expectations = tomllib.loads(package.joinpath("expectations.toml").read_text("utf-8"))
    material = gather(options.labels, options.chats, expectations)
    hopes = hope(material.names, expectations)
    likely, score = held_out(material, hopes)
    floor = report(material, likely, score, hopes)
    if options.write:
        kinds = fit(material.flags, np.eye(len(READ_KINDS))[material.kind], hopes.kinds, KINDS_HOLD)
        story = fit(
            np.hstack([material.flags, likely]), np.eye(2)[material.key.astype(int)], hopes.story, SALIENCE_HOLD
        )
        lines = [HEADER, f"floor = {floor:.3f}\n"]
        lines += [
            table(kind, dict(zip(material.names, kinds[:, at], strict=True))) for at, kind in enumerate(READ_KINDS)
        ]
        names = [*material.names, *(f"kind:{kind}" for kind in READ_KINDS)]
        lines.append(table("salience", dict(zip(names, story[:, 1] - story[:, 0], strict=True))))
        Path(str(package.joinpath("weights.toml"))).write_text("".join(lines), encoding="utf-8")


main()
