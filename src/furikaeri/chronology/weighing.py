"""From flags to a reading: a sum of readable weights for each kind, and one for how much a story needs the message.

`weights.toml` is written by `benchmarks/train_chat_kinds.py`, which starts from what we expect of each flag
(`expectations.toml`, by hand) and lets labelled conversations correct it.
"""

from __future__ import annotations

import math
import operator
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

FAR = 30.0
"""Beyond this the salience is 0 or 1 to every digit that is kept."""

SHOWN = 4
"""How many flags are told as the reason of a reading."""

_KINDS: dict[str, EventKind] = {kind: kind for kind in get_args(EventKind)}


class Weights(NamedTuple):
    """For each flag its weight for each of `READ_KINDS` and, last, for salience; so too for "bias".

    `kind_salience`: what the likelihood of each of `READ_KINDS` adds to salience. `floor`: the least certainty with
    which a kind is given; below it the reading abstains.
    """

    flags: dict[str, tuple[float, ...]]
    kind_salience: tuple[float, ...]
    floor: float


class Reading(NamedTuple):
    """A kind with its certainty (0 to 1), the salience (0 to 1), and the flags that decided, strongest first."""

    kind: EventKind | None
    certainty: float
    salience: float
    cues: tuple[str, ...]


@cache
def weights() -> Weights:
    """The weights of `weights.toml`; read once."""
    raw = tomllib.loads(resources.files(__package__).joinpath("weights.toml").read_text("utf-8"))
    columns = (*READ_KINDS, "salience")
    flags = {flag for column in columns for flag in raw[column] if not flag.startswith("kind:")}
    return Weights(
        {flag: tuple(float(raw[column].get(flag, 0.0)) for column in columns) for flag in sorted(flags)},
        tuple(float(raw["salience"].get(f"kind:{kind}", 0.0)) for kind in READ_KINDS),
        float(raw["floor"]),
    )


def weigh(flags: AbstractSet[str]) -> Reading:
    """The reading of one message from its flags; the same flags always give the same reading."""
    table = weights()
    known = [flag for flag in flags if flag in table.flags]
    rows = [table.flags[flag] for flag in known]
    # fsum, because a set has no order and plain sums of floats depend on it.
    *sums, story = map(math.fsum, zip(table.flags["bias"], *rows, strict=True))
    most = max(sums)
    powers = [math.exp(value - most) for value in sums]
    whole = math.fsum(powers)
    shares = [power / whole for power in powers]
    certainty = max(shares[:-1])
    best = shares.index(certainty)
    story += math.fsum(map(operator.mul, table.kind_salience, shares))
    given = certainty >= table.floor
    column = best if given else -1
    reasons = sorted((-row[column], flag) for flag, row in zip(known, rows, strict=True) if row[column] > 0)
    return Reading(
        _KINDS[READ_KINDS[best]] if given else None,
        round(certainty, 3),
        round(1.0 / (1.0 + math.exp(-max(-FAR, min(FAR, story)))), 4),
        tuple(flag for _, flag in reasons[:SHOWN]),
    )
