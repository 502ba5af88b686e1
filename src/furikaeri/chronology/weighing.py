"""From flags to a reading: a sum of readable weights for each kind, and one for how much a story needs the message.

`weights.toml` is written by `benchmarks/train_chat_kinds.py`, which starts from what we expect of each flag
(`expectations.toml`, by hand) and lets labelled conversations correct it.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple, get_args

from furikaeri.model.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

READ_KINDS: tuple[str, ...] = (
    "hypothesis", "decision", "action", "observation", "question", "communication", "knowledge", "other",
)  # fmt: skip
"""The kinds a message is weighed for; `other` is small talk, which is never given out."""

SHOWN = 4
"""How many flags are told as the reason of a reading."""

_KINDS: dict[str, EventKind] = {kind: kind for kind in get_args(EventKind)}


class Weights(NamedTuple):
    """For each flag its weight for each of `READ_KINDS`; for each flag, and for `kind:…`, its weight for salience.

    `floor`: the least certainty with which a kind is given; below it the reading abstains.
    """

    kinds: dict[str, tuple[float, ...]]
    salience: dict[str, float]
    floor: float


class Reading(NamedTuple):
    """A kind with its certainty (both ends of the scale 0 to 1), the salience, and the flags that decided."""

    kind: EventKind | None
    certainty: float
    salience: float
    cues: tuple[str, ...]


@cache
def weights() -> Weights:
    """The weights of `weights.toml`; read once."""
    raw = tomllib.loads(resources.files(__package__).joinpath("weights.toml").read_text("utf-8"))
    flags = sorted({flag for kind in READ_KINDS for flag in raw[kind]})
    kinds = {flag: tuple(float(raw[kind].get(flag, 0.0)) for kind in READ_KINDS) for flag in flags}
    return Weights(kinds, {flag: float(weight) for flag, weight in raw["salience"].items()}, float(raw["floor"]))


def likelihoods(flags: AbstractSet[str]) -> list[float]:
    """How likely each of `READ_KINDS` is, given a message's flags; they add up to 1."""
    table = weights().kinds
    sums = list(table["bias"])
    for flag in flags:
        found = table.get(flag)
        if found:
            for at, weight in enumerate(found):
                sums[at] += weight
    most = max(sums)
    shares = [math.exp(value - most) for value in sums]
    whole = sum(shares)
    return [share / whole for share in shares]


def weigh(flags: AbstractSet[str]) -> Reading:
    """The reading of one message from its flags; the same flags always give the same reading."""
    table = weights()
    # Sorted, because sums of floats depend on their order and sets have none.
    ordered = sorted(flags)
    shares = likelihoods(dict.fromkeys(ordered).keys())
    best = max(range(len(READ_KINDS) - 1), key=lambda at: shares[at])
    score = table.salience["bias"]
    pull = {flag: table.salience[flag] for flag in ordered if flag in table.salience}
    score += sum(pull.values())
    score += sum(
        share * table.salience.get(f"kind:{kind}", 0.0) for kind, share in zip(READ_KINDS, shares, strict=True)
    )
    given = shares[best] >= table.floor
    reasons = {flag: table.kinds[flag][best] for flag in ordered if flag in table.kinds} if given else pull
    cues = sorted((flag for flag in reasons if reasons[flag] > 0), key=lambda flag: (-reasons[flag], flag))
    return Reading(
        _KINDS[READ_KINDS[best]] if given else None,
        round(shares[best], 3),
        round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))), 4),
        tuple(cues[:SHOWN]),
    )
