"""How much a story needs what machines recorded: turns of an alert, changes, pages, states, posts for the public.

A sum of named parts, so that every figure can be told: more of what matters never lowers it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.chronology.signs import alert_key, is_alert, is_change, phase
from furikaeri.model.timespan import HOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.model.event import Event

PARTS: dict[str, float] = {
    "record": 0.2,
    "first-symptom": 0.25,
    "alert-opens": 0.4,
    "alert-closes": 0.3,
    "first-page": 0.35,
    "acknowledged": 0.2,
    "severity-changes": 0.35,
    "severe": 0.1,
    "rollback": 0.5,
    "rolled-out": 0.2,
    "change-before-symptom": 0.3,
    "public": 0.4,
    "fails": 0.15,
    "state": 0.15,
    "repeats": -0.1,
    "only-reads": -0.15,
    "comes-or-goes": -0.15,
}
"""What each part adds to the salience, which lies from 0 to 1."""

BEFORE_SYMPTOM = 2 * HOUR
REPEATS = 3

_READS = re.compile(r"^(?:\w+[:.])?(?:get|list|describe|head|lookup|search|query|read|batchget)|/read$", re.IGNORECASE)
_COMES = re.compile(
    r"_(?:join|leave|add|archive)$|members?added|membersdeleted|\b(?:joined|left) the\b"
    r"|が参加しました|が退出しました",
    re.IGNORECASE,
)
_FAILS = re.compile(r"fail|error|denied|unauthorized|critical|失敗|エラー|拒否", re.IGNORECASE)
_SEVERE = re.compile(r"crit|sev-?[01]|\bp[01]\b|fatal|emergency|page|重大|緊急", re.IGNORECASE)


class Prominence(NamedTuple):
    """A salience from 0 to 1 and the parts that it is the sum of, largest first."""

    salience: float
    parts: tuple[str, ...]


def prominences(events: Sequence[Event]) -> dict[str, Prominence]:
    """The prominence of each machine's record by event id; `events` in time order."""
    phases = [phase(event) for event in events]
    symptom = next((event.span.lo for event in events if is_alert(event)), None)
    closing = {
        alert_key(event): event.id
        for event, turn in zip(events, phases, strict=True)
        if turn == "close" and not is_change(event)
    }
    seen: dict[str, int] = {}
    opened: set[str] = set()
    severities: dict[str, str] = {}
    paged = symptom_told = False
    found: dict[str, Prominence] = {}
    for event, turn in zip(events, phases, strict=True):
        parts = {"record"}
        if is_change(event):
            parts |= _change(event, turn, symptom)
        elif is_alert(event):
            key = alert_key(event)
            if turn in {"open", ""} and key not in opened:
                opened.add(key)
                parts.add("alert-opens")
            if not symptom_told:
                symptom_told = True
                parts.add("first-symptom")
            if turn == "notify" and not paged:
                paged = True
                parts.add("first-page")
            if turn == "ack":
                parts.add("acknowledged")
            if turn == "close" and closing.get(key) == event.id:
                parts.add("alert-closes")
        severity = event.facts.get("severity", "")
        if severity:
            subject = alert_key(event) if is_alert(event) else event.source
            if severities.get(subject, severity) != severity:
                parts.add("severity-changes")
            severities[subject] = severity
            if _SEVERE.search(severity):
                parts.add("severe")
        parts |= _nature(event)
        sort = f"{event.source}|{event.facts.get('operation') or event.text[:60]}"
        seen[sort] = seen.get(sort, 0) + 1
        if seen[sort] > REPEATS:
            parts.add("repeats")
        total = min(1.0, max(0.0, sum(PARTS[part] for part in sorted(parts))))
        found[event.id] = Prominence(
            round(total, 4), tuple(sorted(parts - {"record"}, key=lambda part: (-abs(PARTS[part]), part)))
        )
    return found


def _change(event: Event, turn: str, symptom: int | None) -> set[str]:
    """The parts of a change: what it did, and whether the first symptom came soon after it."""
    parts = set()
    if turn == "revert":
        parts.add("rollback")
    elif turn in {"deploy", "merge"}:
        parts.add("rolled-out")
    if symptom is not None and 0 <= symptom - event.span.lo <= BEFORE_SYMPTOM and not _reads(event):
        parts.add("change-before-symptom")
    return parts


def _nature(event: Event) -> set[str]:
    """The parts that lie in the record itself, whatever stands around it."""
    facts = event.facts
    parts = set()
    if event.lane == "public":
        parts.add("public")
    if event.kind == "state":
        parts.add("state")
    if _FAILS.search(facts.get("status", "")) or _FAILS.search(facts.get("error", "")):
        parts.add("fails")
    if _reads(event):
        parts.add("only-reads")
    if _COMES.search(facts.get("subtype", "")) or _COMES.search(event.text[:200]):
        parts.add("comes-or-goes")
    return parts


def _reads(event: Event) -> bool:
    return bool(_READS.search(event.facts.get("operation", "")))
