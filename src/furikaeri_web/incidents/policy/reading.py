"""Policy as it is read: the organisation's own file where there is one, else ours. A fault names the file and the place."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec
from django.conf import settings

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.incidents.policy.kinds import Calendar, Criterion, Level, Span, StepRule

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")

_HERE = Path(__file__).parent
_SPAN = re.compile(r"(\d{1,4})([hdb])")
_ANCHORS = frozenset({"declared", "ended"})


class _Severity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    levels: tuple[Level, ...]


class _Triage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    criteria: tuple[Criterion, ...]


class _Process(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    steps: tuple[StepRule, ...]
    calendar: Calendar = Calendar()


def levels() -> tuple[Level, ...]:
    """The severities that are offered, the gravest first."""
    return _read("severity", _Severity).levels


def criteria() -> tuple[Criterion, ...]:
    """The criteria by which an incident deserves a review."""
    return _read("triage", _Triage).criteria


def step_rules() -> tuple[StepRule, ...]:
    """The steps of the process in their order."""
    return _read("process", _Process).steps


def calendar() -> Calendar:
    """Which days are worked."""
    return _read("process", _Process).calendar


def span(text: str) -> Span:
    """The length that a word such as 36h, 3d or 5b means; "" is none. ValueError for any other."""
    if not text:
        return Span(0, "h")
    if not (found := _SPAN.fullmatch(text)):
        raise ValueError(f"{text!r}: write hours as 36h, days as 3d, working days as 5b")
    return Span(int(found[1]), found[2])  # type: ignore[arg-type]  # the pattern allows these three alone


def _read(name: str, kind: type[T]) -> T:
    own = settings.ENVIRONMENT.data / "policy" / f"{name}.toml"
    try:
        path, stamp = own, own.stat().st_mtime_ns
    except OSError:
        path, stamp = _HERE / f"{name}.toml", 0
    return cast("T", _parsed(path, stamp, cast("Hashable", kind)))


@lru_cache(maxsize=16)
def _parsed(path: Path, stamp: int, kind: Any) -> object:  # noqa: ARG001  # `stamp` makes a changed file another one
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=kind)
        if isinstance(found, _Process):
            _check_steps(found.steps)
            _check_days(found.calendar)
        if isinstance(found, _Triage):
            _check_keys([c.key for c in found.criteria])
    except (msgspec.MsgspecError, ValueError, OSError) as fault:
        raise FurikaeriError(
            Text(
                "The policy file {path} can't be used: {fault}. Mend it, or take it away to have ours.",
                "ポリシーのファイル {path} が使えません（{fault}）。直すか、取り除いて標準のものに戻してください。",
            ).fill(path=path, fault=fault)
        ) from fault
    return found


def _check_steps(steps: tuple[StepRule, ...]) -> None:
    _check_keys([s.key for s in steps])
    keys = {s.key for s in steps}
    for step in steps:
        for word in (step.within, step.earliest, *step.by_severity.values()):
            span(word)
        if bool(step.after) == bool(step.before):
            raise ValueError(f"step {step.key!r} needs either after or before")
        if step.after and step.after not in keys | _ANCHORS:
            raise ValueError(f"step {step.key!r} is counted from {step.after!r}, which is no step")
        if step.before and step.before not in keys:
            raise ValueError(f"step {step.key!r} comes before {step.before!r}, which is no step")
    for step in steps:
        _check_circle(step, {s.key: s for s in steps})


def _check_circle(step: StepRule, by_key: dict[str, StepRule]) -> None:
    passed = {step.key}
    at: StepRule | None = step
    while at is not None and (onward := at.after or at.before) in by_key:
        if onward in passed:
            raise ValueError(f"step {step.key!r} is counted from itself")
        passed.add(onward)
        at = by_key.get(onward)


def _check_days(found: Calendar) -> None:
    if not set(range(7)) - found.rest:
        raise ValueError("calendar.rest leaves no working day")


def _check_keys(keys: list[str]) -> None:
    twice = {k for k in keys if keys.count(k) > 1}
    if twice or not all(re.fullmatch(r"[a-z0-9-]{1,60}", k) for k in keys):
        raise ValueError(f"keys are words such as review-meeting, each once; see {sorted(twice) or keys}")
