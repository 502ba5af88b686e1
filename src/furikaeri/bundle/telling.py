"""What one person says, as statements of the record: the same checks at the command line and on the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from furikaeri.bundle.moments import moment_at
from furikaeri.model.chronology import (
    KEY_MOMENTS,
    Account,
    Belief,
    Clock,
    Contest,
    Correction,
    Decision,
    KeyMoment,
    KeyMomentName,
    Relation,
    RelationType,
    SeveritySpan,
    Status,
    Verdict,
)
from furikaeri.model.event import Event, EventKind, InView
from furikaeri.model.timespan import SECOND, TimeSpan
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.model.chronology import Chronology

LONGEST_LANE = 80
"""Characters of a lane's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Somebody who tells: `by` is their name or role, `at` the moment they tell it (µs), `zone` where theirs is read in.

    Every method gives a statement that may be written down, or raises FurikaeriError with what is missing, or can't
    be meant. Nothing is written here.
    """

    chronology: Chronology
    by: str
    at: int
    zone: str = ""

    def span(self, time: str, until: str = "", *, about: bool = False) -> TimeSpan:
        """When something was, as people type it: one time, or from `time` to `until`; `about`: only roughly."""
        if not time.strip():
            raise FurikaeriError(Text("Say when it was.", "いつのことかを書いてください。"))
        zone = self.zone or self.chronology.zone
        start = moment_at(time, zone, self.chronology.events)
        if not until.strip():
            vague = "start" if about else ""
            return TimeSpan(start.lo, start.hi, start.grain, "instant", vague, "told", start.stated, start.zone)  # type: ignore[arg-type]  # one of two words
        end = moment_at(until, zone, self.chronology.events)
        if end.lo < start.lo:
            raise FurikaeriError(Text("The end lies before the beginning.", "終わりが始まりより前になっています。"))
        vague = "both" if about else ""
        return TimeSpan(start.lo, end.lo, start.grain, "interval", vague, "told", f"{time}–{until}", start.zone)  # type: ignore[arg-type]  # as above

    def event(
        self, number: int, text: str, span: TimeSpan, *, lane: str = "", kind: str | None = None, group: str = ""
    ) -> Event:
        """A happening that no record holds; `number` is that of the statement, `group` who had it in view then."""
        seen = (InView(group, span.lo, span.hi if span.hi is not None else span.lo, "told"),) if group else ()
        return Event(
            id=f"told:{number}", source="told", span=span, lane=_lane(lane) or "people", text=_words(text), kind=_kind(kind),
            actor=self.by, in_view=seen, locator=f"statements.jsonl#line={number}",
        )  # fmt: skip

    def account(self, event: str, text: str) -> Account:
        """How they saw it."""
        return Account(event=self._about(event).id, by=self.by, text=_words(text), given_at=self.at)

    def contest(self, event: str, text: str) -> Contest:
        """What they object to an entry."""
        return Contest(event=self._about(event).id, by=self.by, text=_words(text), at=self.at)

    def decision(self, event: str, chosen: str, options: Iterable[str] = (), cues: str = "") -> Decision:
        """What was chosen, what else was on the table, and what was taken as the cue."""
        left = tuple(dict.fromkeys(option.strip() for option in options if option.strip()))
        return Decision(event=self._about(event).id, chosen=_words(chosen), options=left, cues=cues.strip())

    def belief(self, event: str, text: str, *, group: str = "", refuted_by: str = "") -> Belief:
        """What a group took to be so from an event on, until `refuted_by`, where something refuted it."""
        about = self._about(event)
        refuted = self._about(refuted_by) if refuted_by else None
        if refuted is not None and (refuted.id == about.id or refuted.span.lo < about.span.lo):
            raise FurikaeriError(
                Text(
                    "What refuted it must have come after it was believed.",
                    "見立てを覆した事象は、その見立てより後のものを選んでください。",
                )
            )
        held = TimeSpan(about.span.lo, refuted.span.lo if refuted else None, about.span.grain, "interval", "", "told")
        return Belief(
            event=about.id, group=group or self.by, text=_words(text), span=held,
            outcome="refuted" if refuted else "unknown", refuted_by=refuted.id if refuted else "",
        )  # fmt: skip

    def moment(self, event: str, name: str, reason: str = "") -> KeyMoment:
        """That an event is this turning point."""
        about = self._about(event)
        known: dict[str, KeyMomentName] = {moment: moment for moment in KEY_MOMENTS}
        if name not in known:
            raise FurikaeriError(Text("Say which key moment it is.", "どの節目かを選んでください。"))
        return KeyMoment(name=known[name], event=about.id, reason=Text(reason, reason), by=self.by)

    def correction(
        self,
        event: str,
        *,
        span: TimeSpan | None = None,
        text: str | None = None,
        kind: str | None = None,
        lane: str | None = None,
    ) -> Correction:
        """What is put right in an event; None leaves what the record says."""
        about = self._about(event)
        text = (text or "").strip() or None
        if not any((span, text, kind, lane)):
            raise FurikaeriError(
                Text(
                    "Say what to put right: the time, the words, the kind or the lane.",
                    "どこを直すかを書いてください（時刻、文、種類、レーン）。",
                )
            )
        return Correction(
            event=about.id,
            by=self.by,
            at=self.at,
            span=span,
            text=text,
            kind=_kind(kind),
            lane=_lane(lane or "") or None,
        )

    def severity(self, name: str, span: TimeSpan) -> SeveritySpan:
        """That the incident stood at a severity; with a span that is one moment, from then on."""
        return SeveritySpan(
            severity=_words(name), lo=span.lo, hi=span.hi if span.shape == "interval" else None, basis=self.by
        )

    def clock(self, source: str, lo_s: float, hi_s: float) -> Clock:
        """That the clock of a source ran ahead by so many seconds, least to most (negative: behind)."""
        name, _, _ = source.partition(":")
        known = sorted({event.source for event in self.chronology.events if event.source != "told"})
        if name not in known:
            raise FurikaeriError(
                Text("Say whose clock it is. Known: {all}.", "どの時計かを選んでください。使えるもの: {all}。").fill(
                    all=", ".join(known) or "–"
                )
            )
        if hi_s < lo_s:
            lo_s, hi_s = hi_s, lo_s
        return Clock(source=source, lo=round(lo_s * SECOND), hi=round(hi_s * SECOND), by=self.by)

    def relation(self, a: str, kind: str, b: str, reason: str = "") -> Relation:
        """That one event stands to another so; they answer for it by name."""
        one, other = self._about(a), self._about(b)
        known: dict[str, RelationType] = {relation: relation for relation in get_args(RelationType)}
        if kind not in known:
            raise FurikaeriError(Text("Say how the two events are related.", "二つの事象の関係を選んでください。"))
        if one.id == other.id:
            raise FurikaeriError(
                Text(
                    "An event can't be related to itself. Choose another.",
                    "同じ事象どうしです。別の事象を選んでください。",
                )
            )
        said = Text(reason.strip(), reason.strip())
        return Relation(a=one.id, b=other.id, type=known[kind], reason=said, status="accepted", by=self.by)

    def verdict(self, relation: str, status: Status, reason: str = "") -> Verdict:
        """What they say of a proposal; rejecting one asks what speaks against it."""
        if not any(found.id == relation for found in self.chronology.relations):
            raise FurikaeriError(Text("This proposal is not there any more.", "この提案はもうありません。"))
        return Verdict(relation=relation, status=status, by=self.by, reason=reason.strip(), at=self.at)

    def _about(self, event: str) -> Event:
        found = next((one for one in self.chronology.events if one.id == event), None)
        if found is None:
            raise FurikaeriError(
                Text(
                    "This event is not in the chronology. Choose another.",
                    "この事象は時系列にありません。別の事象を選んでください。",
                )
            )
        return found


def named_events(words: str, chronology: Chronology) -> list[Event]:
    """The events that people may mean: the one of that id, else all that hold the words."""
    return [e for e in chronology.events if e.id == words] or [e for e in chronology.events if words in e.text]


def _words(text: str) -> str:
    if not text.strip():
        raise FurikaeriError(Text("Say it in words.", "言葉で書いてください。"))
    return text.strip()


def _lane(lane: str) -> str:
    lane = " ".join(lane.split())
    if len(lane) > LONGEST_LANE:
        raise FurikaeriError(
            Text("A lane's name has at most {n} characters.", "レーンの名前は {n} 文字までです。").fill(n=LONGEST_LANE)
        )
    return lane


def _kind(kind: str | None) -> EventKind | None:
    if not kind:
        return None
    known: dict[str, EventKind] = {name: name for name in get_args(EventKind)}
    if kind not in known:
        raise FurikaeriError(
            Text(
                "There is no kind “{kind}”. Choose one of: {all}.",
                "「{kind}」という種類はありません。選べるもの: {all}。",
            ).fill(kind=kind, all=", ".join(known))
        )
    return known[kind]
