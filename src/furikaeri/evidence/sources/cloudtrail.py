"""AWS CloudTrail: log files (plain or gzip), LookupEvents answers, single records one a line."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from furikaeri.evidence.instants import instant
from furikaeri.evidence.json_records import Decoded, Element, Flaw, select_decoded
from furikaeri.evidence.payload import value_of
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, unknown_record
from furikaeri.evidence.utf8 import utf8, utf8_head
from furikaeri.model.event import Event, InView, Reading
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened

_READS = re.compile(
    r"(?:Get|List|Describe|Head|Lookup|BatchGet|Search|Select|Scan|Query|Check|Validate|Test|View)(?![a-z])"
)
_NAMED = (
    "bucketName", "instanceId", "roleName", "userName", "groupName", "groupId", "functionName", "dBInstanceIdentifier",
    "tableName", "clusterName", "service", "stackName", "name", "resourceArn", "keyId", "secretId", "queueUrl",
    "topicArn", "trailName", "policyArn", "host",
)  # fmt: skip


class _Issuer(msgspec.Struct, rename="camel", gc=False):
    user_name: str | None = None


class _Session(msgspec.Struct, rename="camel", gc=False):
    session_issuer: _Issuer | None = None


class _Identity(msgspec.Struct, rename="camel", gc=False):
    type: str | None = None
    user_name: str | None = None
    arn: str | None = None
    principal_id: str | None = None
    account_id: str | None = None
    invoked_by: str | None = None
    session_context: _Session | None = None


class _Resource(msgspec.Struct, gc=False):
    arn: str | None = msgspec.field(default=None, name="ARN")


class _Record(msgspec.Struct, rename="camel", gc=False):
    """What we use of one record; other fields pass."""

    event_time: str
    event_name: str
    event_source: str = ""
    event_id: str = msgspec.field(default="", name="eventID")
    user_identity: _Identity | None = None
    aws_region: str | None = None
    source_ip: str | None = msgspec.field(default=None, name="sourceIPAddress")
    error_code: str | None = None
    error_message: str | None = None
    read_only: bool | str | None = None
    resources: list[_Resource] | None = None
    request_parameters: msgspec.Raw = msgspec.Raw(b"null")
    recipient_account_id: str | None = None
    event_type: str | None = None


class _Identified(_Record, rename="camel", kw_only=True, gc=False):
    """A record with the key that most have, so that its bytes are not needed to tell it from others."""

    event_id: Annotated[str, msgspec.Meta(min_length=1)] = msgspec.field(name="eventID")


class _Lookup(msgspec.Struct):
    cloud_trail_event: str = msgspec.field(name="CloudTrailEvent")


_Parameters = msgspec.defstruct("_Parameters", [(name, Any, None) for name in _NAMED])  # decodes these keys alone
_parameters = msgspec.json.Decoder(_Parameters).decode
_identified = msgspec.json.Decoder(list[_Identified])
_record = msgspec.json.Decoder(_Record).decode
_lookup = msgspec.json.Decoder(_Lookup).decode


def sniff(opened: Opened) -> float:
    """Sure where records with `eventTime`, `eventSource` and `eventName`, or LookupEvents' strings of them, begin."""
    head = utf8_head(opened)
    if head.lstrip()[:1] not in {b"{", b"["}:
        return 0.0
    plain = head.replace(b"\\", b"")
    if all(key in plain for key in (b'"eventTime"', b'"eventName"', b'"eventSource"')):
        return 0.95
    return 0.6 if re.match(rb'\s*\{\s*"Records"\s*:\s*\[\s*\]\s*\}\s*$', head) and b"eventTime" not in head else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every record as an event or a warning; log files are not in order, so neither are these."""
    head = utf8_head(opened).lstrip()
    if head[:1] == b"[":
        patterns: tuple[str, ...] = ("/*",)
    elif re.search(rb'"(?:Records|Events)"\s*:\s*\[', head):
        patterns = ("/Records/*", "/Events/*", "/*/Records/*", "/*/Events/*")
    else:
        patterns = ("",)
    with utf8(opened) as stream:
        for found in select_decoded(stream, _identified, *patterns):
            if isinstance(found, Decoded):
                yield _of_record(found.value, found.locator, b"", context, opened.digest)
            elif isinstance(found, Flaw):
                yield found.warning()
            else:
                yield _reading(found, context, opened.digest)


def _reading(element: Element, context: ReadContext, evidence: str) -> Reading:
    try:
        record = _record(element.data)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        try:
            record = _record(_lookup(element.data).cloud_trail_event)
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            return unknown_record(element.locator, _shown(element.data))
    return _of_record(record, element.locator, element.data, context, evidence)


def _of_record(record: _Record, locator: str, data: bytes, context: ReadContext, evidence: str) -> Reading:
    """`data`: the bytes of the record, for one without an id."""
    try:
        return _event(record, locator, data, context, evidence)
    except ValueError as fault:
        return bad_time(
            locator, _shown(data) if data else {"eventTime": record.event_time, "eventID": record.event_id}, fault
        )


def _event(record: _Record, locator: str, data: bytes, context: ReadContext, evidence: str) -> Event:
    span = instant(record.event_time)
    identity = record.user_identity
    actor = "" if identity is None else _actor(identity)
    error = record.error_code or ""
    read_only = record.read_only
    reads = read_only in {True, "true"} if read_only is not None else _READS.match(record.event_name) is not None
    service = record.event_source.removesuffix(".amazonaws.com")
    resource = _resource(record)
    text = f"{record.event_name} ({service})"
    if resource:
        text = f"{text}: {resource.rsplit(':::', 1)[-1]}"
    if error:
        text = f"{text} [{error}]" if not record.error_message else f"{text} [{error}: {record.error_message[:300]}]"
    facts = {"operation": record.event_name, "service": service, "read-only": "true" if reads else "false"}
    if resource:
        facts["resource"] = resource
    if error:
        facts["error"] = error
    if record.aws_region:
        facts["region"] = record.aws_region
    if record.source_ip:
        facts["ip"] = record.source_ip
    if identity is not None:
        if identity.type:
            facts["identity"] = identity.type
        session = identity.session_context
        if session is not None and session.session_issuer is not None and session.session_issuer.user_name:
            facts["role"] = session.session_issuer.user_name
    key = record.event_id or f"~{blake2b(data, digest_size=12).hexdigest()}"
    signs_in = record.event_type == "AwsConsoleSignIn"
    return Event(
        id=f"cloudtrail:{context.instance or record.recipient_account_id or ''}:{key}",
        source="cloudtrail",
        span=span,
        lane="systems" if reads or signs_in else "changes",
        kind="state" if reads or signs_in or error else "change",
        actor=actor,
        text=text,
        in_view=(InView(actor, span.lo, span.hi, "acted"),) if actor else (),
        facts=facts,
        evidence=evidence,
        locator=locator,
    )


def _actor(identity: _Identity) -> str:
    """The person or service that acted: of an assumed role its session's name, which is who assumed it."""
    if identity.user_name:
        return identity.user_name
    arn = identity.arn
    if arn and "/" in arn:
        return arn.rsplit("/", 1)[1]
    if identity.type == "Root":
        return "root"
    return identity.invoked_by or identity.principal_id or identity.account_id or ""


def _resource(record: _Record) -> str:
    if record.resources:
        for resource in record.resources:
            if resource.arn:
                return resource.arn
    raw = record.request_parameters
    if len(memoryview(raw)) <= 4:
        return ""
    try:
        wanted = _parameters(raw)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return ""
    for key in _NAMED:
        value = getattr(wanted, key)
        if value and isinstance(value, str):
            return value
    return ""


def _shown(data: bytes) -> Any:
    try:
        return value_of(data)
    except (ValueError, RecursionError):
        return data[:160].decode("utf-8", "replace")


SOURCE = Source(
    name="cloudtrail",
    title=Text("AWS CloudTrail", "AWS CloudTrail"),
    view_rule=Text(
        "A call existed in CloudTrail from its completion on; only the one who made it had it in view.",
        "API 呼び出しは完了時刻から CloudTrail に存在しますが、見えていたのは実行した本人だけとして扱います。",
    ),
    sniff=sniff,
    read=read,
)
