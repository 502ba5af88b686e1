"""Prometheus Alertmanager: webhook payloads (version 4), the list of `/api/v2/alerts`, single alerts."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

from furikaeri.evidence.columns import fact_name
from furikaeri.evidence.instants import instant, lasting
from furikaeri.evidence.json_records import Decoded, Element, Flaw, select_decoded
from furikaeri.evidence.payload import found_in, value_of
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, unknown_record
from furikaeri.evidence.utf8 import utf8, utf8_head
from furikaeri.model.event import Event, InView, Reading, ReadWarning
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened

_NOT_YET = "0001-01-01"
_SAYS = ("summary", "description", "message", "title")


class _State(msgspec.Struct, gc=False):
    state: str | None = None


class _Receiver(msgspec.Struct, gc=False):
    name: str | None = None


class _Alert(msgspec.Struct, rename="camel", gc=False):
    labels: dict[str, str]
    starts_at: str
    ends_at: str | None = None
    annotations: dict[str, str] | None = None
    status: str | _State | None = None
    fingerprint: str | None = None
    generator_url: str | None = msgspec.field(default=None, name="generatorURL")
    receivers: list[_Receiver] | None = None


class _Payload(msgspec.Struct, rename="camel", gc=False):
    alerts: list[_Alert]
    receiver: str | None = None
    group_key: str | None = None
    truncated_alerts: int | None = None
    external_url: str | None = msgspec.field(default=None, name="externalURL")


_payloads = msgspec.json.Decoder(list[_Payload])
_payload = msgspec.json.Decoder(_Payload).decode
_alert = msgspec.json.Decoder(_Alert).decode
_FAULTS = (msgspec.MsgspecError, RecursionError, UnicodeError)


def sniff(opened: Opened) -> float:
    """Sure of a webhook payload; nearly sure of alerts with labels, a start and a fingerprint."""
    head = utf8_head(opened)
    if head.lstrip()[:1] not in {b"{", b"["} or b'"labels"' not in head or b'"startsAt"' not in head:
        return 0.0
    if b'"groupKey"' in head or b'"truncatedAlerts"' in head:
        return 0.95
    return 0.9 if b'"fingerprint"' in head or b'"generatorURL"' in head else 0.5


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every alert of every payload as an event or a warning. A repeat is the same event told again."""
    pattern = "/*" if utf8_head(opened).lstrip()[:1] == b"[" else ""
    with utf8(opened) as stream:
        for found in select_decoded(stream, _payloads, pattern):
            if isinstance(found, Decoded):
                yield from _of_payload(found.value, found.locator, context, opened.digest)
            elif isinstance(found, Flaw):
                yield found.warning()
            else:
                yield from _readings(found, context, opened.digest)


def _readings(element: Element, context: ReadContext, evidence: str) -> Iterator[Reading]:
    try:
        payload = _payload(element.data)
    except _FAULTS:
        yield from _one_by_one(element, context, evidence)
        return
    yield from _of_payload(payload, element.locator, context, evidence)


def _of_payload(payload: _Payload, locator: str, context: ReadContext, evidence: str) -> Iterator[Reading]:
    if payload.truncated_alerts and payload.truncated_alerts > 0:
        yield _truncated(locator, payload.truncated_alerts)
    for number, alert in enumerate(payload.alerts):
        place = f"{locator}/alerts/{number}"
        try:
            yield _event(alert, place, context, evidence, payload)
        except ValueError as fault:
            yield _untimely(alert, place, fault)


def _one_by_one(element: Element, context: ReadContext, evidence: str) -> Iterator[Reading]:
    """An alert alone, alerts in an envelope, or a payload of which some alerts are broken."""
    try:
        alone = _alert(element.data)
    except _FAULTS:
        pass
    else:
        yield _reading(alone, element.locator, context, evidence, None)
        return
    try:
        value = value_of(element.data)
    except (ValueError, RecursionError):
        yield unknown_record(element.locator, element.data[:160].decode("utf-8", "replace"))
        return
    found = False
    for pointer, part, wanted in found_in(value, _is_alert):
        found = True
        place = f"{element.locator}{pointer}"
        try:
            if not wanted:
                yield unknown_record(place, part)
                continue
            alert = msgspec.convert(part, _Alert)
        except _FAULTS:
            yield unknown_record(place, part)
            continue
        yield _reading(alert, place, context, evidence, _around(value, pointer))
    truncated = value.get("truncatedAlerts") if isinstance(value, dict) else None
    if isinstance(truncated, int) and truncated > 0:
        yield _truncated(element.locator, truncated)
    if not found:
        yield unknown_record(element.locator, value)


def _is_alert(value: Any) -> bool:
    return isinstance(value, dict) and "startsAt" in value and "labels" in value


def _around(value: Any, pointer: str) -> _Payload | None:
    """The payload that an alert at `…/alerts/3` stands in, without its alerts."""
    steps = pointer.split("/")[1:]
    if len(steps) < 2 or steps[-2] != "alerts":
        return None
    for step in steps[:-2]:
        value = value[int(step)] if isinstance(value, list) else value[step.replace("~1", "/").replace("~0", "~")]
    try:
        return msgspec.convert({**value, "alerts": []}, _Payload)
    except _FAULTS:
        return None


def _reading(alert: _Alert, locator: str, context: ReadContext, evidence: str, payload: _Payload | None) -> Reading:
    try:
        return _event(alert, locator, context, evidence, payload)
    except ValueError as fault:
        return _untimely(alert, locator, fault)


def _untimely(alert: _Alert, locator: str, fault: ValueError) -> ReadWarning:
    return bad_time(locator, {"labels": alert.labels, "startsAt": alert.starts_at, "endsAt": alert.ends_at}, fault)


def _event(alert: _Alert, locator: str, context: ReadContext, evidence: str, payload: _Payload | None) -> Event:
    start = instant(alert.starts_at)
    state = alert.status.state if isinstance(alert.status, _State) else alert.status
    ended = alert.ends_at if state in {"resolved", None} else None  # of a firing one it is when it would lapse
    end = None if not ended or ended.startswith(_NOT_YET) else instant(ended)
    fingerprint = alert.fingerprint or _fingerprint(alert.labels)
    name = alert.labels.get("alertname", "")
    said = alert.annotations or {}
    summary = said.get(_SAYS[0]) or next((said[key] for key in _SAYS if said.get(key)), "")
    facts = {fact_name(key): value for key, value in alert.labels.items() if value}
    facts["fingerprint"] = fingerprint
    if state:
        facts["status"] = state
    groups: list[str] = []
    link = alert.generator_url or ""
    if payload is not None:
        if payload.group_key:
            facts["group-key"] = payload.group_key
        if payload.receiver:
            facts["receiver"] = payload.receiver
            groups.append(payload.receiver)
        link = link or payload.external_url or ""
    if alert.receivers:
        groups.extend(r.name for r in alert.receivers if r.name)
    if state == "suppressed":
        groups = []
    return Event(
        id=f"alertmanager:{context.instance}:{fingerprint}@{alert.starts_at}",
        source="alertmanager",
        span=lasting(start, end),
        lane="alerts",
        kind="alert",
        text=f"{name}: {summary}"
        if name and summary
        else name or summary or ", ".join(f"{k}={v}" for k, v in facts.items()),
        in_view=tuple([InView(group, start.lo, _by(context, start.lo), "delivered") for group in groups]),
        link=link,
        facts=facts,
        evidence=evidence,
        locator=locator,
    )


def _by(context: ReadContext, start: int) -> int | None:
    return None if context.captured_at is None or context.captured_at < start else context.captured_at


def _fingerprint(labels: dict[str, str]) -> str:
    content = "\x1f".join(f"{k}\x1f{v}" for k, v in sorted(labels.items()))
    return "~" + blake2b(content.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _truncated(locator: str, count: int) -> ReadWarning:
    return ReadWarning(
        code="truncated-alerts",
        locator=locator,
        message=Text(
            "{n} more alerts were left out of this payload by Alertmanager (max_alerts).",
            "Alertmanager がこの通知からアラート {n} 件を省いています（max_alerts）。",
        ).fill(n=count),
        ask=Text(
            "Add the list of /api/v2/alerts of that time, if there is one.",
            "その時点の /api/v2/alerts があれば追加してください。",
        ),
        noted=True,
    )


SOURCE = Source(
    name="alertmanager",
    title=Text("Prometheus Alertmanager", "Prometheus Alertmanager"),
    view_rule=Text(
        "An alert is delivered to its receiver: not before it started, certainly by the time its payload was captured. "
        "A silenced one was in view of nobody.",
        "アラートは受信先に届いたものとして扱います。開始時刻より前ではなく、通知を記録した時刻までには届いています。"
        "抑止されたアラートは誰にも見えていません。",
    ),
    sniff=sniff,
    read=read,
)
