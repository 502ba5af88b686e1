"""Azure Activity: the Log Analytics answer, the Activity Log REST form, the portal's exports as CSV or JSON."""

from __future__ import annotations

import csv
import io
import re
from collections import OrderedDict
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from furikaeri.evidence.cell_time import cell_time
from furikaeri.evidence.instants import lasting
from furikaeri.evidence.json_records import Flaw, select
from furikaeri.evidence.payload import excerpt, value_of
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, unknown_record
from furikaeri.evidence.utf8 import Utf8, utf8, utf8_head
from furikaeri.model.event import Event, InView, Reading, ReadWarning
from furikaeri.model.timespan import TimeSpan, iso
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from furikaeri.evidence.opened import Opened

HELD = 20_000  # operations waiting for their other end; more, and the ones longest untouched are told as they stand

# Names without case, spaces, dots and underscores; the earlier wins: Log Analytics now, then legacy, REST, portal.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "time": ("timegenerated", "eventtimestamp", "time"),
    "operation": ("operationnamevalue", "operationname"),
    "status": ("activitystatusvalue", "activitystatus", "status", "resulttype"),
    "resource": ("resourceid", "resource"),
    "caller": ("caller", "eventinitiatedby"),
    "correlation": ("correlationid",),
    "key": ("eventdataid",),
    "submitted": ("eventsubmissiontimestamp", "submissiontimestamp"),
    "level": ("level",),
    "group": ("resourcegroup", "resourcegroupname"),
    "category": ("categoryvalue", "category", "eventcategory"),
    "substatus": ("activitysubstatusvalue", "activitysubstatus", "substatus"),
}
_BEGUN = frozenset({"start", "started", "accept", "accepted", "active", "inprogress", "in progress", "running"})
_FAILED = frozenset({"failed", "failure", "canceled", "cancelled"})
_ENDED = frozenset({"success", "succeeded", "resolved", "completed"}) | _FAILED


def sniff(opened: Opened) -> float:
    """Sure where the columns or keys of activity records stand in the head."""
    head = utf8_head(opened).lstrip()
    if head[:1] in {b"{", b"["}:
        if b'"tables"' in head and b'"columns"' in head:
            return 0.95 if re.search(rb'"(?:ActivityStatus|OperationName)(?:Value)?"', head) else 0.0
        lowered = head.lower()
        known = b'"operationname"' in lowered and b'"correlationid"' in lowered
        return 0.95 if known and (b'"eventTimestamp"' in head or b'"resultType"' in head) else 0.0
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").lower()
    return 0.95 if "correlation id" in first and "operation name" in first else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every record: the two or three of one operation joined into one event, or a warning."""
    operations = _Operations(context, opened.digest)
    for found in _records(opened):
        if isinstance(found, ReadWarning):
            yield found
            continue
        step = _step(*found, context)
        if isinstance(step, ReadWarning):
            yield step
        else:
            yield from operations.add(step)
    yield from operations.rest()


class _Step(NamedTuple):
    """One record of an operation."""

    locator: str
    said: dict[str, str]
    span: TimeSpan
    late: str


def _records(opened: Opened) -> Iterator[tuple[str, dict[str, Any]] | ReadWarning]:
    head = utf8_head(opened).lstrip()
    with utf8(opened) as stream:
        if head[:1] not in {b"{", b"["}:
            yield from _csv(stream)
            return
        wrapped = "/*" if not re.match(rb'\{\s*"(?:tables|value|error)"', head) and head[:1] == b"{" else ""
        if b'"tables"' in head and b'"columns"' in head:
            yield from _answer(stream)
        elif re.search(rb'"value"\s*:\s*\[', head):
            yield from _objects(stream, "/value/*", "/*/value/*" if wrapped else "/value/*")
        elif head[:1] == b"[":
            yield from _objects(stream, "/*")
        else:
            yield from _objects(stream, "")


def _objects(stream: Utf8, *patterns: str) -> Iterator[tuple[str, dict[str, Any]] | ReadWarning]:
    for element in select(stream, *patterns):
        if isinstance(element, Flaw):
            yield element.warning()
            continue
        try:
            value = value_of(element.data)
        except (ValueError, RecursionError):
            value = None
        pointer = ""
        if isinstance(value, dict) and not _names_of(value) & {"eventtimestamp", "timegenerated", "time"}:
            inner = next(
                ((k, v) for k, v in value.items() if isinstance(v, dict) and "eventtimestamp" in _names_of(v)), None
            )
            if inner is not None:
                pointer, value = f"/{inner[0]}", inner[1]
        if isinstance(value, dict):
            yield element.locator + pointer, value
        else:
            yield unknown_record(
                element.locator, value if value is not None else element.data[:160].decode("utf-8", "replace")
            )


def _answer(stream: Utf8) -> Iterator[tuple[str, dict[str, Any]] | ReadWarning]:
    """The tables of a Log Analytics answer; an `error` beside them makes it partial."""
    names: dict[str, list[str]] = {}
    waiting: list[tuple[str, str, bytes]] = []
    for element in select(
        stream,
        "/tables/*/columns", "/tables/*/rows/*", "/error", "/*/tables/*/columns", "/*/tables/*/rows/*", "/*/error",
    ):  # fmt: skip
        if isinstance(element, Flaw):
            yield element.warning()
            continue
        table = element.pointer.rsplit("/", 1 if element.pointer.endswith("/columns") else 2)[0]
        if element.pointer.endswith("/error"):
            yield _partial(element.locator, element.data)
        elif element.pointer.endswith("/columns"):
            names[table] = _column_names(element.data)
            for _, locator, data in waiting:
                yield _row(locator, data, names[table])
            waiting = []
        elif table in names:
            yield _row(element.locator, element.data, names[table])
        else:
            waiting.append((table, element.locator, element.data))
    for _, locator, data in waiting:
        yield unknown_record(locator, data[:160].decode("utf-8", "replace"))


def _column_names(data: bytes) -> list[str]:
    try:
        columns = value_of(data)
    except (ValueError, RecursionError):
        return []
    if not isinstance(columns, list):
        return []
    return [str(c.get("name") or c.get("ColumnName") or "") if isinstance(c, dict) else str(c) for c in columns]


def _row(locator: str, data: bytes, names: Sequence[str]) -> tuple[str, dict[str, Any]] | ReadWarning:
    try:
        cells = value_of(data)
    except (ValueError, RecursionError):
        cells = None
    if not isinstance(cells, list) or not names:
        return unknown_record(locator, data[:160].decode("utf-8", "replace"))
    return locator, dict(zip(names, cells, strict=False))


def _csv(stream: Utf8) -> Iterator[tuple[str, dict[str, Any]] | ReadWarning]:
    reader = csv.reader(io.TextIOWrapper(io.BufferedReader(stream), "utf-8", "replace", newline=""))
    header: list[str] = []
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            yield unknown_record(f"#row={number}", str(fault))
            continue
        if not header:
            header = cells
        elif any(cells):
            yield f"#row={number}", dict(zip(header, cells, strict=False))


def _names_of(record: Mapping[str, Any]) -> set[str]:
    return {_plain(k) for k in record}


@lru_cache(1024)
def _plain(name: str) -> str:
    return re.sub(r"[ ._\-]", "", name).lower()


def _step(locator: str, record: dict[str, Any], context: ReadContext) -> _Step | ReadWarning:
    said = {
        role: next((said for name in names if (said := _value(record[name]))), "")
        for role, names in _roles(tuple(record))
    }
    if not said["operation"] and not said["status"]:
        return unknown_record(locator, record)
    try:
        span = cell_time(said["time"], context.zone)
    except ValueError as fault:
        return bad_time(locator, record, fault)
    late = ""
    if said["submitted"]:
        try:
            late = f"{(cell_time(said['submitted'], context.zone).lo - span.lo) / 1_000_000:.3f}"
        except ValueError:
            late = ""
    return _Step(locator, said, span, late)


@lru_cache(1024)
def _roles(keys: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each role with the keys of a record that may fill it, best first."""
    plain = {_plain(key): key for key in keys}
    return tuple((role, tuple(plain[name] for name in names if name in plain)) for role, names in _FIELDS.items())


def _value(value: Any) -> str:
    """`{"value": "Started", "localizedValue": …}` as REST wraps it, or the plain string."""
    if isinstance(value, dict):
        value = value.get("value") or value.get("localizedValue")
    return (
        value.strip()
        if isinstance(value, str)
        else ""
        if value is None or isinstance(value, dict | list)
        else str(value)
    )


class _Operations:
    """Records gathered by the operation they belong to."""

    def __init__(self, context: ReadContext, evidence: str) -> None:
        self._context = context
        self._evidence = evidence
        self._held: OrderedDict[str, list[_Step]] = OrderedDict()

    def add(self, step: _Step) -> Iterator[Event]:
        said = step.said
        status = said["status"].lower()
        if not said["correlation"] or status not in _BEGUN | _ENDED:
            yield self._event(said["key"] or _digest(step), [step])
            return
        key = f"{said['correlation']}/{said['operation'].lower()}/{_short(said['resource'].lower())}"
        self._held.setdefault(key, []).append(step)
        self._held.move_to_end(key)
        if len(self._held) > HELD:
            yield self._event(*self._held.popitem(last=False))

    def rest(self) -> Iterator[Event]:
        while self._held:
            yield self._event(*self._held.popitem(last=False))

    def _event(self, key: str, steps: list[_Step]) -> Event:
        steps = sorted(steps, key=lambda s: (s.span.lo, s.said["status"].lower() in _ENDED, s.locator))
        begun = [s for s in steps if s.said["status"].lower() in _BEGUN]
        ended = [s for s in steps if s.said["status"].lower() in _ENDED]
        last = ended[-1] if ended else steps[-1]
        if begun:
            span = lasting(steps[0].span, ended[-1].span if ended else None)
        elif len(ended) > 1:
            span = lasting(ended[0].span, ended[-1].span)
        else:
            span = last.span
        said = {role: last.said[role] or next((s.said[role] for s in steps if s.said[role]), "") for role in _FIELDS}
        return Event(
            id=f"azure-activity:{self._context.instance}:{key}",
            source="azure-activity",
            span=span,
            text=_text(said),
            actor=said["caller"],
            in_view=(InView(said["caller"], span.lo, span.hi, "acted"),) if said["caller"] else (),
            facts=_facts(said, steps),
            evidence=self._evidence,
            locator=steps[0].locator,
            also=tuple(s.locator for s in steps[1:]),
            **_place(said),
        )


def _place(said: Mapping[str, str]) -> dict[str, Any]:
    """The lane and kind of an activity by its category and verb; what failed changed nothing."""
    category, operation = said["category"].lower(), said["operation"].lower()
    if category in {"alert", "security"}:
        return {"lane": "alerts", "kind": "alert"}
    if category == "servicehealth":
        return {"lane": "vendors", "kind": "state"}
    if category in {"resourcehealth", "policy", "recommendation"} or operation.endswith("/read"):
        return {"lane": "systems", "kind": "state"}
    return {"lane": "changes", "kind": "state" if said["status"].lower() in _FAILED else "change"}


def _text(said: Mapping[str, str]) -> str:
    name = said["resource"].rstrip("/").rsplit("/", 1)[-1]
    text = f"{said['operation'] or said['category']}: {name}" if name else said["operation"] or said["category"]
    return f"{text} [{said['status']}]" if said["status"] else text


def _facts(said: Mapping[str, str], steps: Sequence[_Step]) -> dict[str, str]:
    facts = {
        "operation": said["operation"],
        "status": said["status"],
        "substatus": said["substatus"],
        "resource": said["resource"],
        "resource-group": said["group"],
        "correlation": said["correlation"],
        "category": said["category"],
        "level": said["level"],
        "event-data-id": ", ".join(s.said["key"] for s in steps if s.said["key"]),
        "steps": ", ".join(f"{s.said['status']} {iso(s.span.lo)}" for s in steps) if len(steps) > 1 else "",
        "submitted": said["submitted"],
        "late-seconds": next((s.late for s in reversed(steps) if s.late), ""),
    }
    return {k: v for k, v in facts.items() if v}


@lru_cache(4096)
def _short(resource: str) -> str:
    return blake2b(resource.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _digest(step: _Step) -> str:
    return "~" + _short("\x1f".join((str(step.span.lo), *step.said.values())))


def _partial(locator: str, data: bytes) -> ReadWarning:
    try:
        error = value_of(data)
    except (ValueError, RecursionError):
        error = data.decode("utf-8", "replace")
    return ReadWarning(
        code="partial-answer",
        locator=locator,
        message=Text(
            "Log Analytics returned an error beside its rows: this answer is partial.",
            "Log Analytics が行とともにエラーを返しています。この結果は一部だけです。",
        ),
        ask=Text("Query a shorter range again.", "期間を短くして、もう一度問い合わせてください。"),
        excerpt=excerpt(error),
    )


SOURCE = Source(
    name="azure-activity",
    title=Text("Azure Activity log", "Azure アクティビティログ"),
    view_rule=Text(
        "An operation existed in Azure from its start on; only its caller had it in view.",
        "操作は開始時刻から Azure に存在しますが、見えていたのは実行した本人だけとして扱います。",
    ),
    sniff=sniff,
    read=read,
)
