"""One normalised happening, when it came into whose view, and what could not be read."""

from __future__ import annotations

from typing import Literal

import msgspec

from furikaeri.model.timespan import TimeSpan
from furikaeri.text import Text

Lane = Literal["public", "alerts", "systems", "changes", "people", "vendors"]
LANES: tuple[Lane, ...] = ("public", "alerts", "systems", "changes", "people", "vendors")

EventKind = Literal[
    "alert", "change", "state",  # what machines record
    "observation", "hypothesis", "decision", "action", "question", "communication", "knowledge",  # what people say and do
]  # fmt: skip

Mark = Literal["worked", "failed", "hesitated", "tried-before"]

ViewBasis = Literal["delivered", "displayed", "voiced", "acted", "told"]


class InView(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When an event came into one group's view: not before `lo`, certainly by `hi` (None: no record says that it did).

    `group` is "public", "on-call", "#channel", a team or a role. `basis`: `delivered` (a page, a mail), `displayed`
    (a board, a channel that the group reads), `voiced` (somebody of the group said it), `acted` (somebody of the group
    did it), `told` (a person said later when they saw it).
    """

    group: str
    lo: int
    hi: int | None
    basis: ViewBasis


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One normalised happening read from evidence or told by a person.

    `id` is `source:instance:native-key` so that corrections survive tomorrow's export; only where the record has no
    native key it is `source:~digest:locator`. Same id with other content = a revision (the store keeps both).
    `evidence` is the digest of the item, `locator` the place in it, as a URI fragment after an optional member path:
    `general/2026-03-02.json#/3` (RFC 6901 JSON pointer), `log.txt#line=12` (RFC 5147), `data.csv#row=7` (RFC 7111).
    `also` lists further records joined into this event (Started + Succeeded). `scope` names the complete part of an
    export the record stands in (a channel's day): a later export of the same scope that lacks it = a deletion.
    `facts` are the record's own strings, keys in kebab-case: service, resource, severity, status, channel, alertname,
    fingerprint, correlation, revision, url, operation, host, reactions (comma-joined names), branch, file …
    """

    id: str
    source: str
    span: TimeSpan
    lane: str
    text: str
    kind: EventKind | None = None
    actor: str = ""
    in_view: tuple[InView, ...] = ()
    reply_to: str = ""
    link: str = ""
    scope: str = ""
    facts: dict[str, str] = {}
    marks: tuple[Mark, ...] = ()
    deleted: bool = False
    evidence: str = ""
    locator: str = ""
    also: tuple[str, ...] = ()


class ReadWarning(msgspec.Struct, frozen=True, kw_only=True):
    """A record that did not become an event, and what a person can do about it. Nothing is lost silently.

    `code` is stable and kebab-case (naive-time, bad-time, unknown-record, unknown-user, truncated, not-utf8 …);
    `noted` is True where the record did become an event but something about it needs a look.
    """

    code: str
    locator: str
    message: Text
    ask: Text
    excerpt: str = ""
    noted: bool = False


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """A promise of a source: this item holds every record of `scope` (as in `Event.scope`) there was at export time.

    `empty`: it holds none, as follows from what stands around it (a day without a file between days with one).
    """

    scope: str
    empty: bool = False


class IncidentFact(msgspec.Struct, frozen=True, kw_only=True):
    """Something a record says about the incident as a whole: declared, on-call, assigned, severity, service, title."""

    name: Literal["declared", "resolved", "on-call", "assigned", "severity", "service", "title", "responder"]
    value: str
    at: int
    locator: str


Reading = Event | ReadWarning | Coverage | IncidentFact
