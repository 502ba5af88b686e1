"""The partial order of events with what people and rules say of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from furikaeri.model.event import Event, EventKind, Mark
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import Lang, Text

RelationType = Literal[
    "same-as", "part-of", "replies-to", "mentions", "precedes", "leads-to", "contradicts", "supports", "refutes",
    "hands-off", "supersedes",
]  # fmt: skip
Status = Literal["proposed", "accepted", "rejected"]

KeyMomentName = Literal[
    "cause", "detected", "paged", "status-page", "action", "mitigated", "severity-lowered", "resolved"
]
KEY_MOMENTS: tuple[KeyMomentName, ...] = (
    "cause", "detected", "paged", "status-page", "action", "mitigated", "severity-lowered", "resolved",
)  # fmt: skip


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """`a` stands to `b` in `type`. Rules only propose; `leads-to` is only ever stated by a person.

    `rule` is the id of the rule, or "" where a person stated it; `score` 0 to 1; `reason` says what the rule saw.
    """

    a: str
    b: str
    type: RelationType
    rule: str = ""
    score: float = 1.0
    reason: Text
    status: Status = "proposed"
    by: str = ""

    @property
    def id(self) -> str:
        """Stable across re-imports: the type and the two events."""
        return f"{self.type}|{self.a}|{self.b}"


class KeyMoment(msgspec.Struct, frozen=True, kw_only=True):
    """A turning point: chosen by a person from proposals (`by` = "" while it is only proposed)."""

    name: KeyMomentName
    event: str
    alternatives: tuple[str, ...] = ()
    reason: Text
    by: str = ""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One person's telling of a moment: set beside the others, never merged. `by` is a role."""

    event: str
    by: str
    text: str
    given_at: int


class Belief(msgspec.Struct, frozen=True, kw_only=True):
    """What a group took to be so, from when, and what became of it. `refuted_by` names the event that refuted it."""

    event: str
    group: str
    text: str
    span: TimeSpan
    outcome: Literal["held", "refuted", "unknown"] = "unknown"
    refuted_by: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A choice with the options that were on the table and what was taken as the cue."""

    event: str
    chosen: str
    options: tuple[str, ...] = ()
    cues: str = ""


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """Dissent beside an entry, for good."""

    event: str
    by: str
    text: str
    at: int


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A fault of the record itself, told as a question for the review.

    `code`: clock-skew, zone-error, effect-before-cause, silence, unmade-change, missing-key-moment,
    key-moments-out-of-order, missing-file-day, deleted-message. `events` are its witnesses.
    """

    code: str
    message: Text
    ask: Text
    events: tuple[str, ...] = ()
    lo: int | None = None
    hi: int | None = None
    sources: tuple[str, ...] = ()
    offset: tuple[int, int] | None = None


class Assessment(msgspec.Struct, frozen=True):
    """How the machine reads one event: its kind (None: it abstains), marks, and how much a story needs it (0 to 1)."""

    kind: EventKind | None
    certainty: float
    salience: float
    marks: tuple[Mark, ...] = ()
    cues: tuple[str, ...] = ()


class SeveritySpan(msgspec.Struct, frozen=True, kw_only=True):
    """The incident stood at `severity` from `lo` until `hi` (None: it still does)."""

    severity: str
    lo: int
    hi: int | None
    basis: str = ""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The clock of `source` ran ahead of the others by `lo` to `hi` µs (negative: behind).

    `source` is a source name, or `source:instance`. Proposed while `by` is "": nothing is rewritten, order only becomes
    less sure. Once a person accepts it, order and measures reckon with it; the stated times stay as they are.
    """

    source: str
    lo: int
    hi: int
    by: str = ""


MeasureName = Literal["to-detect", "to-acknowledge", "to-mitigate", "to-resolve", "in-severity"]


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """How long something took, from `lo` to `hi` µs (both None: unknown), and `why` it is that wide, or unknown.

    `start` and `end` are the events at its ends; `of` is the severity for `in-severity`, else "".
    """

    name: MeasureName
    lo: int | None
    hi: int | None
    why: Text
    start: str = ""
    end: str = ""
    of: str = ""


class Chronology(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of one incident's course.

    `events` are latest revisions in a display order that never
    contradicts `before`; what is unknown stays unknown in `relations` and spans.
    """

    events: tuple[Event, ...] = ()
    assessments: dict[str, Assessment] = {}
    relations: tuple[Relation, ...] = ()
    key_moments: tuple[KeyMoment, ...] = ()
    accounts: tuple[Account, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    decisions: tuple[Decision, ...] = ()
    contests: tuple[Contest, ...] = ()
    severities: tuple[SeveritySpan, ...] = ()
    faults: tuple[Fault, ...] = ()
    clocks: tuple[Clock, ...] = ()
    measures: tuple[Measure, ...] = ()
    lanes: tuple[str, ...] = ()
    zone: str = "UTC"


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One printed row of a linearisation."""

    event: str
    time: str
    text: str
    data_link: str
    span: TimeSpan | None = None
    key_moment: str = ""
    local: str = ""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """One printed linearisation: rows in order; `zone` names the local time beside UTC ("" = UTC alone)."""

    rows: tuple[TimelineRow, ...] = ()
    zone: str = ""
    lang: Lang = "en"


ViewState = Literal["existed", "in-view", "voiced", "unknown", "not-yet"]
VIEW_STATES: tuple[ViewState, ...] = ("existed", "in-view", "voiced", "unknown", "not-yet")


class ViewAt(msgspec.Struct, frozen=True, kw_only=True):
    """What was in view at `at` (µs) to `group` (None: to anybody), by event id.

    - `states`: one of five, never mixed; `counts`: how many events stand in each.
    - `competing`: signals that asked for attention then, newest first: open alerts and what was lately observed.
    """

    at: int
    group: str | None
    states: dict[str, ViewState]
    counts: dict[ViewState, int]
    competing: tuple[str, ...] = ()


class Correction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person put right in one event. None leaves the record's own; the evidence itself never changes."""

    event: str
    by: str
    at: int = 0
    span: TimeSpan | None = None
    text: str | None = None
    kind: EventKind | None = None
    lane: str | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a proposed relation, by its id."""

    relation: str
    status: Status
    by: str
    reason: str = ""
    at: int = 0


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that people said of an incident, kept apart from the evidence; later entries win over earlier ones."""

    corrections: tuple[Correction, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    key_moments: tuple[KeyMoment, ...] = ()
    accounts: tuple[Account, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    decisions: tuple[Decision, ...] = ()
    contests: tuple[Contest, ...] = ()
    severities: tuple[SeveritySpan, ...] = ()
    clocks: tuple[Clock, ...] = ()
