"""When each step of the process is due, from the policy and from what happened: pure functions of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from furikaeri_web.incidents.policy.reading import span

if TYPE_CHECKING:
    from furikaeri_web.incidents.policy import StepRule
    from furikaeri_web.incidents.workdays import Workdays


class Window(NamedTuple):
    """The soonest and the latest moment of a step; None where it is not known yet, or nothing says."""

    earliest: datetime | None
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What steps are counted from: `done` and `moved` (due set by hand) by the key of the step."""

    declared: datetime
    ended: datetime | None = None
    severities: frozenset[str] = frozenset()
    done: Mapping[str, datetime] = field(default_factory=dict)
    moved: Mapping[str, datetime] = field(default_factory=dict)


def plan(rules: tuple[StepRule, ...], facts: Facts, days: Workdays) -> dict[str, Window]:
    """The window of every step. A step that others are counted from counts from when it was done, else when it is due."""
    by_key = {rule.key: rule for rule in rules}
    found: dict[str, Window] = {}

    def window(key: str) -> Window:
        if key not in found:
            found[key] = _window(by_key[key], anchor(by_key[key].after or by_key[key].before))
        return found[key]

    def anchor(name: str) -> datetime | None:
        if name == "declared":
            return facts.declared
        if name == "ended":
            return facts.ended
        return facts.done.get(name) or window(name).due

    def _window(rule: StepRule, start: datetime | None) -> Window:
        if (moved := facts.moved.get(rule.key)) is not None:
            return Window(None, moved)
        if start is None:
            return Window(None, None)
        if rule.before:
            return Window(None, start - timedelta(hours=span(rule.within).hours))
        due = _later(start, _within(rule, facts.severities), days)
        if rule.working:
            due = days.within_hours(due)
        earliest = _later(start, rule.earliest, days) if rule.earliest else None
        return Window(earliest, max(due, earliest) if earliest else due)

    return {rule.key: window(rule.key) for rule in rules}


def _within(rule: StepRule, severities: frozenset[str]) -> str:
    """How long there is: the shortest that a severity asks for, else what holds for all."""
    asked = [word for severity, word in rule.by_severity.items() if severity in severities]
    return min(asked, key=lambda word: span(word).hours) if asked else rule.within


def _later(start: datetime, word: str, days: Workdays) -> datetime:
    length = span(word)
    if length.unit == "b":
        return days.end_after(start, length.n)
    return start + timedelta(hours=length.hours)
