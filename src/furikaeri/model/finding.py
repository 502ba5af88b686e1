"""What investigators now know, and what will change because of it."""

from __future__ import annotations

from typing import Literal

import msgspec

CountermeasureKind = Literal["prevent", "mitigate", "remaining", "process"]


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing learned: what people took to be so, and what is known instead. Contributing factors are findings.

    `events` are the ids it rests on, so that a reader can go back to the record.
    """

    now: str
    before: str = ""
    events: tuple[str, ...] = ()


class Countermeasure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change that somebody will make. `findings` are places in `Review.findings`, `owner` is a role, `due` a date."""

    text: str
    kind: CountermeasureKind | None = None
    owner: str = ""
    due: str = ""
    ticket: str = ""
    done: bool = False
    findings: tuple[int, ...] = ()
