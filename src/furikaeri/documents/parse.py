"""An existing postmortem, ours or anyone's, taken apart: sections with roles, timeline rows, action items, facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from furikaeri.documents.action_items import ActionItem, action_items
from furikaeri.documents.incident_facts import incident_facts
from furikaeri.markup.timeline import TimelineRow, read_timeline

if TYPE_CHECKING:
    from furikaeri.markup.sections import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """What a document says. Times are aware datetimes in UTC, or None where the text does not determine them.

    `zone`: the words of the timeline's zone ("" for none). `sections` includes the text before the first heading
    (line 0).
    """

    file: str
    title: str | None
    severity: str | None
    incident_start: datetime | None
    incident_end: datetime | None
    zone: str
    timeline: tuple[TimelineRow, ...]
    actions: tuple[ActionItem, ...]
    sections: tuple[Section, ...]


def parse(source: str, *, file: str = "") -> ParsedDocument:
    """The parts of `source`; `file` may hold the date. Never raises, whatever the text."""
    written = read_timeline(source, file=file)
    facts = incident_facts(written)
    return ParsedDocument(
        file=file, title=facts.title, severity=facts.severity, incident_start=facts.start, incident_end=facts.end,
        zone=written.zone,
        timeline=written.rows, actions=action_items(written), sections=written.sections,
    )  # fmt: skip


def as_json(parsed: ParsedDocument) -> dict[str, Any]:
    """The object that `parse --format jsonl` prints: times RFC 3339 in UTC or null, lines from 1."""
    return {
        "file": parsed.file,
        "title": parsed.title,
        "severity": parsed.severity,
        "incident_start": _iso(parsed.incident_start),
        "incident_end": _iso(parsed.incident_end),
        "zone": parsed.zone or None,
        "timeline": [
            {
                "line": min(r.line, r.text_line),
                "lo": _iso(r.instant(r.lo)),
                "hi": _iso(r.instant(r.hi)),
                "local": r.local,
                "text": r.text,
            }
            for r in parsed.timeline
        ],
        "actions": [
            {"line": a.line, "text": a.text, "owner": a.owner, "ticket": a.ticket, "done": a.done}
            for a in parsed.actions
        ],
        "sections": [{"line": s.line, "role": s.role} for s in parsed.sections if s.line],
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
