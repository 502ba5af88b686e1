"""PagerDuty: log entries of incidents, from the REST API or webhooks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from furikaeri.evidence.instants import instant
from furikaeri.evidence.payload import Found, objects_at, records, text_at
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, unknown_record
from furikaeri.evidence.utf8 import utf8_head
from furikaeri.model.event import Event, EventKind, IncidentFact, InView, Reading, ViewBasis
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened

_TYPE = re.compile(r"([a-z_]{1,60})_log_entry(?:_reference)?")
_SNIFF = re.compile(rb'"type"\s*:\s*"[a-z_]{1,60}_log_entry(?:_reference)?"')
_NUMBER = re.compile(r"\[#(\d+)\]\s*")
_SYNONYMS = {
    "acknowledgement": "acknowledge", "ack": "acknowledge", "un_ack": "unacknowledge", "unack": "unacknowledge",
    "reassign": "assign",
}  # fmt: skip
_KINDS: dict[str, EventKind] = {
    "trigger": "alert", "notify": "alert", "escalate": "alert", "repeat_escalation_path": "alert",
    "exhaust_escalation_path": "state", "reach_ack_limit": "state", "reach_trigger_limit": "state",
    "unacknowledge": "state", "urgency_change": "state", "priority_change": "state",
    "acknowledge": "action", "assign": "action", "delegate": "action", "snooze": "action", "merge": "action",
    "resolve": "action", "annotate": "communication", "status_update": "communication",
    "responder_request": "communication",
}  # fmt: skip
_ASSIGNING = frozenset(["assign", "escalate", "delegate", "trigger"])
_STATUS = {"trigger": "triggered", "acknowledge": "acknowledged", "unacknowledge": "triggered", "resolve": "resolved"}


def sniff(opened: Opened) -> float:
    """An entry whose type ends in `_log_entry`; an API description that merely lists the types is none."""
    head = utf8_head(opened)
    if head.lstrip()[:1] not in {b"{", b"["} or not _SNIFF.search(head):
        return 0.0
    return 0.95 if b'"created_at"' in head and b'"openapi"' not in head[:2000] else 0.4


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Each log entry as an event, and what it says of the incident: declared, on call, assigned, resolved."""
    on_call: set[str] = set()
    for found in records(opened, _is_entry):
        if not isinstance(found, Found):
            yield found
        elif not found.wanted or not text_at(found.value, "id"):
            yield unknown_record(found.locator, found.value)
        else:
            yield from _readings(found, opened.digest, context, on_call)


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and _TYPE.fullmatch(text_at(value, "type")) is not None


def _readings(found: Found, evidence: str, context: ReadContext, on_call: set[str]) -> Iterator[Reading]:
    entry, locator = found.value, found.locator
    try:
        span = instant(text_at(entry, "created_at"), context.zone)
    except ValueError as fault:
        yield bad_time(locator, entry, fault)
        return
    matched = _TYPE.fullmatch(text_at(entry, "type"))
    said = matched[1] if matched else ""
    what = _SYNONYMS.get(said, said)
    human = text_at(entry, "agent", "type").startswith("user")
    actor = text_at(entry, "agent", "summary") or text_at(entry, "agent", "name")
    facts = _facts(entry, what)
    kind = _KINDS.get(what)
    yield Event(
        id=f"pagerduty-log:{context.instance}:{text_at(entry, 'id')}",
        source="pagerduty-log",
        span=span,
        lane="people" if human and what not in {"trigger", "notify", "escalate"} else "alerts",
        text=_text(entry, what),
        kind="state" if kind == "action" and not human else kind,
        actor=actor,
        in_view=_in_view(entry, what, span.lo, span.hi, actor if human else ""),
        link=text_at(entry, "html_url") or facts.get("url", ""),
        facts=facts,
        evidence=evidence,
        locator=locator,
    )
    yield from _incident_facts(found, what, facts, span.lo, on_call)


def _in_view(entry: Any, what: str, lo: int, hi: int | None, human: str) -> tuple[InView, ...]:
    """A page is delivered to the person paged; what a person did or wrote they and those on call had before them.

    A trigger, an escalation or an automatic change exists in PagerDuty, but by itself it is in nobody's view yet.
    """
    if what == "notify":
        user = text_at(entry, "user", "summary") or text_at(entry, "channel", "notification", "address")
        groups = [user] if user else []
        return tuple(InView(group, lo, hi, "delivered") for group in [*groups, "on-call"])
    if what == "status_update":
        return (InView("stakeholders", lo, hi, "delivered"),)
    if not human:
        return ()
    basis: ViewBasis = "voiced" if what == "annotate" else "acted"
    return InView(human, lo, hi, basis), InView("on-call", lo, hi, basis)


def _text(entry: Any, what: str) -> str:
    """What the entry says: the note itself for notes, the incident's title for a trigger, else PagerDuty's sentence."""
    summary = text_at(entry, "summary") or what.replace("_", " ").capitalize()
    channel = entry.get("channel")
    if what == "annotate":
        return text_at(channel, "content") or text_at(channel, "summary") or text_at(entry, "note") or summary
    lines = [summary]
    if what == "trigger":
        title = _NUMBER.sub("", text_at(entry, "incident", "summary") or text_at(entry, "incident", "title"))
        lines += [title, text_at(channel, "subject"), text_at(entry, "event_details", "description")]
    lines += [text_at(entry, "message"), text_at(channel, "content") or text_at(entry, "note")]
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _facts(entry: Any, what: str) -> dict[str, str]:
    incident, channel = entry.get("incident"), entry.get("channel")
    title = text_at(incident, "summary") or text_at(incident, "title")
    number = _NUMBER.match(title)
    service = entry.get("service") if isinstance(entry.get("service"), dict) else None
    if service is None and isinstance(incident, dict):
        service = incident.get("service")
    if service is None and text_at(entry, "agent", "type").startswith("service"):
        service = entry.get("agent")
    change = next((key for key in ("priority", "urgency") if what == f"{key}_change"), "")
    facts = {
        "type": what.replace("_", "-"),
        "incident": text_at(incident, "id"),
        "incident-number": text_at(incident, "incident_number") or (number[1] if number else ""),
        "title": _NUMBER.sub("", title),
        "url": text_at(incident, "html_url"),
        "service": text_at(service, "summary") or text_at(service, "name"),
        "service-id": text_at(service, "id"),
        "status": _STATUS.get(what, ""),
        "severity": text_at(channel, "severity") or _named(channel, f"new_{change}") if change else "",
        "severity-before": _named(channel, f"old_{change}") if change else "",
        "actor-id": text_at(entry, "agent", "id"),
        "via": text_at(channel, "notification", "type") or text_at(channel, "type"),
        "delivery": text_at(channel, "notification", "status"),
        "notified": text_at(entry, "user", "summary"),
        "notified-id": text_at(entry, "user", "id"),
        "assigned": ", ".join(_assignees(entry)),
        "teams": ", ".join(filter(None, (text_at(team, "summary") for team in objects_at(entry, "teams")))),
        "fingerprint": text_at(channel, "incident_key") or text_at(channel, "cef_details", "dedup_key"),
        "dashboard": next(filter(None, (text_at(x, "href") for x in objects_at(entry, "contexts"))), ""),
    }
    return {key: value for key, value in facts.items() if value}


def _named(channel: Any, key: str) -> str:
    return text_at(channel, key, "summary") or text_at(channel, key, "name") or text_at(channel, key)


def _assignees(entry: Any) -> list[str]:
    return [name for x in objects_at(entry, "assignees") if (name := text_at(x, "summary") or text_at(x, "name"))]


def _incident_facts(
    found: Found, what: str, facts: dict[str, str], at: int, on_call: set[str]
) -> Iterator[IncidentFact]:
    actor = text_at(found.value, "agent", "summary")
    incident = facts.get("incident-number") or facts.get("incident", "")
    fact = IncidentFact(name="declared", value=incident, at=at, locator=found.locator)
    if what == "trigger":
        yield fact
        if "title" in facts:
            yield msgspec.structs.replace(fact, name="title", value=facts["title"])
        if "service" in facts:
            yield msgspec.structs.replace(fact, name="service", value=facts["service"])
    elif what == "resolve":
        yield msgspec.structs.replace(fact, name="resolved", value=actor)
    elif what == "acknowledge" and actor:
        yield msgspec.structs.replace(fact, name="responder", value=actor)
    elif what == "notify" and facts.get("notified") and facts["notified"] not in on_call:
        on_call.add(facts["notified"])
        yield msgspec.structs.replace(fact, name="on-call", value=facts["notified"])
    elif what == "priority_change" and "severity" in facts:
        yield msgspec.structs.replace(fact, name="severity", value=facts["severity"])
    if what in _ASSIGNING:
        for name in _assignees(found.value):
            yield msgspec.structs.replace(fact, name="assigned", value=name)


SOURCE = Source(
    name="pagerduty-log",
    title=Text("PagerDuty log entries", "PagerDuty のログエントリー"),
    view_rule=Text(
        "A trigger exists in PagerDuty, in nobody's view yet. A notification is delivered to the person paged and to "
        "those on call. An acknowledgement or a note shows that its author had it before them.",
        "トリガーは PagerDuty の中に存在するだけで、まだ誰にも見えていません。通知は、呼び出された人と当番に"
        "届いたものとします。確認応答やメモは、その人に見えていたことを示します。",
    ),
    sniff=sniff,
    read=read,
)
