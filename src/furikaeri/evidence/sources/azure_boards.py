"""Azure DevOps Boards: updates, revisions and comments of work items, as the REST API returns them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from furikaeri.evidence.html_text import html_text
from furikaeri.evidence.instants import instant
from furikaeri.evidence.payload import Found, excerpt, records, text_at
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, no_time, unknown_record
from furikaeri.evidence.utf8 import utf8_head
from furikaeri.evidence.work_item import (
    ASSIGNED,
    CHANGED,
    CHANGED_BY,
    CREATED,
    HISTORY,
    SEVERITY,
    STATE,
    TITLE,
    Changes,
    changes_between,
    changes_of_update,
    creation,
    in_words,
    incident_facts,
    links_in_words,
    person,
    shown,
)
from furikaeri.model.event import Event, EventKind, IncidentFact, InView, Reading, ReadWarning, ViewBasis
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened

_FIELD = re.compile(rb'"System\.[A-Z]\w{1,40}"\s*:')
_COMMENT = (re.compile(rb'"(?:commentId|revisedBy)"\s*:'), re.compile(rb'"(?:workItemId|revisedDate)"\s*:'))
_NOT_SAVED = re.compile(rb'"validateOnly"\s*:\s*"?true')
_NUMBER = re.compile(r"/workitems/(\d{1,12})", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:dev\.azure\.com/([^/?#]+)|([^/.?#]+)\.visualstudio\.com)(?:/|$)", re.IGNORECASE)
_FOREVER = "9999-"


class _Before(NamedTuple):
    """What earlier records of a work item say: by number, the last fields, and the time of each revision."""

    fields: dict[str, tuple[str, dict[str, Any]]]
    times: dict[tuple[str, str], TimeSpan]


def sniff(opened: Opened) -> float:
    """Field reference names (`System.State`), or comments of work items."""
    head = utf8_head(opened)
    if head.lstrip()[:1] not in {b"{", b"["}:
        return 0.0
    if all(mark.search(head) for mark in _COMMENT):
        return 0.92
    return 0.9 if len(set(_FIELD.findall(head))) >= 2 else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Each update, revision or comment as an event, with what it says of the incident as a whole.

    The time of an update is the new value of its ChangedDate: `revisedDate` is when the *next* revision took its place.
    """
    before = _Before({}, {})
    trial = _NOT_SAVED.search(utf8_head(opened)) is not None
    for found in records(opened, _is_record):
        if not isinstance(found, Found):
            yield found
        elif not found.wanted:
            yield unknown_record(found.locator, found.value)
        elif trial:
            yield _not_saved(found)
        else:
            yield from _readings(found, before, opened.digest, context)


def _is_record(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if "commentId" in value or ("revision" in value and "revisedDate" in value):
        return "text" in value
    if "workItemId" in value and ("rev" in value or "revisedDate" in value or "createdDate" in value):
        return True
    fields = value.get("fields")
    return isinstance(fields, dict) and any(isinstance(key, str) and key.startswith("System.") for key in fields)


def _readings(found: Found, before: _Before, evidence: str, context: ReadContext) -> Iterator[Reading]:
    record = found.value
    number = text_at(record, "workItemId") or _numbered(record)
    host = _HOST.match(text_at(record, "url"))
    house = context.instance or (host[1] or host[2] if host else "")
    base = Event(
        id=f"azure-boards:{house}:{number}",
        source="azure-boards",
        span=TimeSpan(0, 0),
        lane="people",
        text="",
        link=f"https://dev.azure.com/{host[1]}/_workitems/edit/{number}" if host and host[1] and number else "",
        facts={"work-item": number},
        evidence=evidence,
        locator=found.locator,
    )
    try:
        if "text" in record:
            yield from _comment(record, base, context)
        elif not number:
            yield no_time(found.locator, record)
        else:
            yield from _revision(record, number, base, before, context)
    except ValueError as fault:
        yield bad_time(found.locator, record, fault)


def _numbered(record: Any) -> str:
    """The work item's number where it is not called so: the id of a revision, or the number in the record's address."""
    if isinstance(record.get("fields"), dict) and text_at(record, "id"):
        return text_at(record, "id")
    named = _NUMBER.search(text_at(record, "url"))
    return named[1] if named else ""


def _comment(record: Any, base: Event, context: ReadContext) -> Iterator[Reading]:
    """A comment; one of the older API has the revision it made and the date of that (here `revisedDate` is its own)."""
    native = text_at(record, "commentId") or text_at(record, "id")
    key = f"comment/{native}" if native else f"{text_at(record, 'revision')}/comment"
    stated = text_at(record, "createdDate") or text_at(record, "revisedDate")
    if not stated or stated.startswith(_FOREVER):
        yield no_time(base.locator, record)
        return
    span = instant(stated, context.zone)
    author = record.get("createdBy") or record.get("revisedBy")
    modified = text_at(record, "modifiedDate")
    edited = bool(modified) and modified != stated
    facts = {
        "comment": native,
        "revision": text_at(record, "revision"),
        "edited-at": modified if edited else "",
        "edited-by": person(record.get("modifiedBy"))[0] if edited else "",
    }
    changes: Changes = {HISTORY: (None, record.get("text"))}
    event = _event(base, key, span, text=html_text(text_at(record, "text")), author=author, facts=facts)
    yield _with(event, kind=None, basis="voiced", deleted=record.get("isDeleted") is True)
    yield from _facts(changes, "", event)


def _revision(record: Any, number: str, base: Event, before: _Before, context: ReadContext) -> Iterator[Reading]:
    """An update (`fields` of old and new values), or a revision (`fields` of values), also as a single snapshot."""
    rev, fields = text_at(record, "rev"), record.get("fields")
    fields = fields if isinstance(fields, dict) else {}
    update = "workItemId" in record
    key = rev
    if update:
        changes = changes_of_update(fields)
        stated = shown(changes.get(CHANGED, (None, None))[1])
        if not stated or not rev:
            key = f"update/{text_at(record, 'id')}"
    else:
        stated = text_at(fields, CHANGED)
        last_rev, last = before.fields.get(number, ("", {}))
        before.fields[number] = (rev, fields)
        follows = last_rev.isdigit() and rev.isdigit() and int(rev) == int(last_rev) + 1
        changes = changes_between(last if follows else {}, fields)
        if not follows and rev != "1":
            key = f"{rev}/snapshot"
    span = instant(stated, context.zone) if stated else _between(record, (number, rev), before, context)
    if span is None:
        yield no_time(base.locator, record)
        return
    if stated and rev:
        before.times[number, rev] = span
    created = creation(number, changes) if rev == "1" and CREATED in changes else ""
    words = in_words(changes, created=bool(created) or key.endswith("/snapshot"))
    words += links_in_words(record.get("relations"))
    lines = [created, *words] if created or words else [f"Revision {rev}"]
    if key.endswith("/snapshot"):
        lines.insert(0, f"As of revision {rev}: {shown(changes.get(TITLE, (None, None))[1])}".rstrip(": "))
    author = record.get("revisedBy") if update else fields.get(CHANGED_BY)
    facts = {
        "revision": rev,
        "status": shown(changes.get(STATE, (None, None))[1]),
        "severity": shown(changes.get(SEVERITY, (None, None))[1]),
        "assigned": shown(changes.get(ASSIGNED, (None, None))[1]),
    }
    event = _event(base, key, span, text="\n".join(line for line in lines if line), author=author, facts=facts)
    spoken = HISTORY in changes and not {STATE, SEVERITY, ASSIGNED} & changes.keys()
    yield _with(event, kind=_kind(changes, created), basis="voiced" if spoken or created else "displayed")
    yield from _facts(changes, created, event)
    if key.endswith("/snapshot") and (since := text_at(fields, CREATED)):
        at = instant(since, context.zone).lo
        yield IncidentFact(name="declared", value=creation(number, changes), at=at, locator=event.locator)


def _kind(changes: Changes, created: str) -> EventKind | None:
    if created:
        return "communication"
    if STATE in changes or SEVERITY in changes:
        return "state"
    return "action" if ASSIGNED in changes else None


def _between(record: Any, key: tuple[str, str], before: _Before, context: ReadContext) -> TimeSpan | None:
    """When an update without fields (links only) happened: after its revision began, and before it was superseded."""
    began = before.times.get(key)
    until = text_at(record, "revisedDate")
    if began is None or not until or until.startswith(_FOREVER):
        return None
    end = instant(until, context.zone)
    return TimeSpan(began.lo, max(began.lo, end.lo), end.grain, "instant", "", "inferred", until, end.zone)


def _event(base: Event, key: str, span: TimeSpan, *, text: str, author: Any, facts: dict[str, str]) -> Event:
    name, native = person(author)
    said = {**base.facts, **facts, "actor-id": native}
    return Event(
        id=f"{base.id}/{key}",
        source=base.source,
        span=span,
        lane=base.lane,
        text=text,
        actor=name,
        link=base.link,
        facts={k: x for k, x in said.items() if x},
        evidence=base.evidence,
        locator=base.locator,
    )


def _with(event: Event, *, kind: EventKind | None, basis: ViewBasis, deleted: bool = False) -> Event:
    view = InView("board", event.span.lo, event.span.hi, basis)
    return msgspec.structs.replace(event, kind=kind, in_view=(view,), deleted=deleted)


def _facts(changes: Changes, created: str, event: Event) -> Iterator[IncidentFact]:
    for name, value in incident_facts(changes, created=created):
        yield IncidentFact(name=name, value=value, at=event.span.lo, locator=event.locator)


def _not_saved(found: Found) -> ReadWarning:
    return ReadWarning(
        code="not-saved",
        locator=found.locator,
        message=Text(
            "This was a trial request (validateOnly): nothing was saved, so it is no evidence.",
            "検証だけの要求（validateOnly）で、保存されていません。証拠にはなりません。",
        ),
        ask=Text("Export the history of the work item instead.", "作業項目の履歴を書き出してください。"),
        excerpt=excerpt(found.value),
    )


SOURCE = Source(
    name="azure-boards",
    title=Text("Azure DevOps work items", "Azure DevOps の作業項目"),
    view_rule=Text(
        "What a person wrote in a work item is voiced to those who watch the board, a changed field is displayed to "
        "them, from the time of the change.",
        "作業項目に人が書いたことは、変更の時点でボードを見ている人への発言とします。項目の変更は表示として扱います。",
    ),
    sniff=sniff,
    read=read,
)
