"""How grave the incident was, from when until when: a history of intervals, from facts and from people's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.chronology.tokens import plain
from furikaeri.model.chronology import SeveritySpan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.model.event import Event, IncidentFact

_LEVEL = re.compile(r"(?a)\bsev(?:erity)?[\s:=\-_]{0,3}([0-5])\b|\b([0-5])\s*-\s*(?:critical|high|medium|low)\b")
_BARE = re.compile(r"(?a)\b[sp]?([0-5])\b")
_MOVED = re.compile(
    r"(?a)\b(declar|rais|lower|downgrad|upgrad|escalat|bump|set(ting)?\b|call(ing)?\b|mov(e|ing)\b|"
    r"now a?\b|chang|reduc|make|(down|up|back) to\b)|"
    r"宣言|引き?下げ|引き?上げ|下げ|上げ|変更|切り替え|とします|にします|扱い|認定"
)
_UNSURE = re.compile(
    r"(?a)\?|？|\b(should|could|would|maybe|might|wait|not|propose|suggest)\b|でしょうか|ますか|かも|べき"
)


def severity_spans(
    events: Iterable[Event], facts: Iterable[IncidentFact] = (), until: int | None = None
) -> tuple[SeveritySpan, ...]:
    """The severities in time order, each until the next, the last until `until` (None: no end on record).

    `basis` is the event's id, or the locator of the fact. People's words count where they move it ("lowering to
    SEV-2", 「SEV-2に下げます」), not where they ask or weigh; an alert's own severity isn't the incident's.
    """
    moves = [
        (fact.at, level, fact.locator) for fact in facts if fact.name == "severity" and (level := _level(fact.value))
    ]
    ends = [fact.at for fact in facts if fact.name == "resolved"]
    for event in events:
        stated = event.facts.get("incident-severity", "")
        level = _level(stated) if stated else says(event)
        if level:
            moves.append((event.span.lo, level, event.id))
    end = until if until is not None else max(ends, default=None)
    spans: list[SeveritySpan] = []
    for at, level, basis in sorted(moves):
        if end is not None and at >= end:
            break
        if spans and spans[-1].severity == level:
            continue
        if spans:
            last = spans.pop()
            spans.append(SeveritySpan(severity=last.severity, lo=last.lo, hi=at, basis=last.basis))
        spans.append(SeveritySpan(severity=level, lo=at, hi=end, basis=basis))
    return tuple(span for span in spans if span.hi is None or span.hi > span.lo)


def time_in(spans: Iterable[SeveritySpan]) -> dict[str, int | None]:
    """µs spent in each severity; None where one never ended."""
    found: dict[str, int | None] = {}
    for span in spans:
        known = found.get(span.severity, 0)
        found[span.severity] = None if span.hi is None or known is None else known + span.hi - span.lo
    return dict(sorted(found.items()))


def _level(value: str) -> str:
    text = plain(value).lower().strip()
    match = _LEVEL.search(text) or _BARE.fullmatch(text)
    return f"SEV-{next(group for group in match.groups() if group)}" if match else ""


def says(event: Event) -> str:
    """The severity that the event's words move the incident to; "" where they move it to none."""
    if event.lane not in {"people", "public"}:
        return ""
    for sentence in re.split(r"(?<=[.!?。！？])\s*|\n", plain(event.text).lower()):
        levels = _LEVEL.findall(sentence)
        if levels and _MOVED.search(sentence) and not _UNSURE.search(sentence):
            return f"SEV-{next(group for group in levels[-1] if group)}"
    return ""
