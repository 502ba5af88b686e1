"""What the chronology can say in a draft, section by section; Markdown lines, nothing invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from furikaeri.chronology.key_moments import ENDINGS, NAMES
from furikaeri.chronology.linearise import data_link, linearise
from furikaeri.chronology.table import write_table
from furikaeri.chronology.written import written
from furikaeri.documents import wording as say
from furikaeri.model.chronology import KEY_MOMENTS, Chronology, KeyMomentName, Measure
from furikaeri.model.event import Event, IncidentFact
from furikaeri.model.incident import Incident
from furikaeri.model.timespan import MINUTE, TimeSpan
from furikaeri.text import Lang, Text

_ENDED_BY: tuple[KeyMomentName, ...] = ("action", "mitigated", "severity-lowered", "resolved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything that a draft may draw on."""

    chronology: Chronology
    incident: Incident
    facts: tuple[IncidentFact, ...]
    lang: Lang

    def words(self, text: Text, /, **values: object) -> str:
        """The sentence in the draft's language."""
        return text.fill(**values)[self.lang]

    def event(self, event_id: str) -> Event | None:
        """The event of that id, where it still stands."""
        return next((e for e in self.chronology.events if e.id == event_id), None)

    def moment(self, name: KeyMomentName) -> Event | None:
        """The event of a key moment, chosen or proposed."""
        return next((self.event(m.event) for m in self.chronology.key_moments if m.name == name and m.event), None)

    @property
    def zone(self) -> str:
        """The incident's own zone by its name."""
        return self.incident.zone or "UTC"

    def local(self, event: Event, *, at: Literal["all", "start", "end"] = "all") -> str:
        """When it was, in the incident's own zone: the whole span, or where it begins or ends."""
        span = event.span
        if span.shape == "interval" and at != "all":
            us, vague = (span.lo, "start") if at == "start" or span.hi is None else (span.hi, "end")
            span = TimeSpan(us, us, span.grain, vague="both" if span.vague in {vague, "both"} else "")
        return written(span, None if self.zone == "UTC" else ZoneInfo(self.zone))

    def of_moment(self, name: KeyMomentName, event: Event) -> str:
        """When a key moment was: at the end of what lasted, for those that mean an end, else at its beginning."""
        return self.local(event, at="end" if name in ENDINGS else "start")

    def record(self, event: Event) -> str:
        """What a record says, with the way to it."""
        return self.words(say.RECORD, text=_plain(_short(event.text, 200)), link=_linked(event))

    def at_moment(self, name: KeyMomentName, event: Event) -> str:
        """What the record of a key moment says, with the way to it; that it ended, where the moment is its end."""
        ended = name in ENDINGS and event.span.shape == "interval" and event.span.hi not in {None, event.span.lo}
        return self.words(say.ENDED, text=self.record(event)) if ended else self.record(event)


def overview(known: Draft) -> list[str]:
    """When it was noticed and when it was over, and which services were concerned."""
    first = known.moment("detected") or (known.chronology.events[0] if known.chronology.events else None)
    services = known.words(say.AND).join(known.incident.services)
    if first is None:
        return []
    lines = [known.words(say.DETECTED_AT, time=f"{known.of_moment('detected', first)} {known.zone}")]
    for name in ("resolved", "mitigated"):
        if last := known.moment(name):
            lines.append(known.words(say.OVER_AT, time=f"{known.of_moment(name, last)} {known.zone}"))
            break
    lines += [known.words(say.SERVICES, services=services)] if services else []
    return ["".join(lines)] if known.lang == "ja" else lines  # Japanese sentences stand without a space between


def happened(known: Draft) -> list[str]:
    """The key moments as a list, each with its record; what is only proposed says so."""
    lines, guessed = [], False
    for name in KEY_MOMENTS:
        for moment in known.chronology.key_moments:
            event = known.event(moment.event) if moment.name == name else None
            if event is None or (name == "cause" and not moment.by):
                continue
            guessed = guessed or not moment.by
            proposed = "" if moment.by else known.words(say.PROPOSED)
            title = f"**{NAMES[name][known.lang]}**{proposed}{' ' if known.lang == 'en' or moment.by else ''}"
            lines.append(f"- {title}{known.of_moment(name, event)}: {known.at_moment(name, event)}")
    told = lines + _beliefs(known)
    if told:
        told = [known.words(say.TIMES_IN, zone=known.zone), "", *told]
    return [*told, "", "> ? " + known.words(say.WHAT_OF_MOMENTS)] if guessed else told


def factors(known: Draft) -> list[str]:
    """Conditions that people have already named; the changes that merely preceded are only asked about."""
    lines = []
    for relation in known.chronology.relations:
        a, b = known.event(relation.a), known.event(relation.b)
        if relation.type == "leads-to" and relation.status == "accepted" and a and b:
            lines.append(known.words(say.LED_TO, a=_plain(_short(a.text)), b=_plain(_short(b.text)), by=relation.by))
    near = sorted(
        (r for r in known.chronology.relations if r.type == "precedes" and r.status != "rejected"),
        key=lambda r: -r.score,
    )
    seen: set[str] = set()
    for relation in near:
        change = known.event(relation.a)
        if change and change.id not in seen and len(seen) < 3:
            seen.add(change.id)
            lines.append(
                "> ? " + known.words(say.WHAT_OF_CHANGE, time=known.local(change), text=_plain(_short(change.text)))
            )
            lines.append("")
    return lines[:-1] if near and lines and not lines[-1] else lines


def resolution(known: Draft) -> list[str]:
    """What ended it, and a table that pairs each temporary measure with the lasting one."""
    lines = [
        f"- {known.of_moment(name, event)}: {known.at_moment(name, event)}"
        for name in _ENDED_BY
        if (event := known.moment(name))
    ]
    done = known.moment("action")
    head = [known.words(say.TEMPORARY), known.words(say.LASTING), known.words(say.UNTIL)]
    row = [_plain(_short(done.text)) if done else "?", "?", "?"]
    return [*lines, "", *_table(head, [row])] if lines else _table(head, [row])


def impact(known: Draft) -> list[str]:
    """Time in each severity, then the numbers that only people can find: unknown until somebody has looked."""
    rows = [
        [known.words(say.TIME_IN, severity=m.of), _length(m, known.lang)]
        for m in known.chronology.measures
        if m.name == "in-severity"
    ]
    rows += [[known.words(label), known.words(value)] for label, value in say.IMPACT]
    return _table([known.words(say.MEASURE), known.words(say.VALUE)], rows)


def responders(known: Draft) -> list[str]:
    """Who was on call, assigned or answering, as roles; names only where no role is known."""
    rows = [[known.words(say.ROLES["commander"]), "?"], [known.words(say.ROLES["deputy"]), "?"]]
    seen: set[str] = set()
    for fact in known.facts:
        if fact.name in {"on-call", "assigned", "responder"} and fact.value and fact.value not in seen:
            seen.add(fact.value)
            rows.append([known.words(say.ROLES[fact.name]), known.incident.roles.get(fact.value, fact.value)])
    return _table([known.words(say.ROLE), known.words(say.WHO)], rows)


def timeline(known: Draft) -> list[str]:
    """The story of the chronology as the PagerDuty table, each row with its record."""
    return write_table(linearise(known.chronology, "story", known.incident.zone, known.lang)).splitlines()


def timeline_short(known: Draft) -> list[str]:
    """The key moments alone, as a table."""
    moments = {m.event for m in known.chronology.key_moments}
    found = linearise(known.chronology, "story", known.incident.zone, known.lang)
    kept = tuple(row for row in found.rows if row.event in moments)
    return write_table(type(found)(rows=kept or found.rows, zone=found.zone, lang=found.lang)).splitlines()


def detection(known: Draft) -> list[str]:
    """By which signal it came into view, and how long that took, as ranges."""
    lines = []
    if event := known.moment("detected"):
        lines.append(f"- {known.of_moment('detected', event)}: {known.record(event)}")
    labels = {
        "to-detect": say.TO_DETECT,
        "to-acknowledge": say.TO_ACKNOWLEDGE,
        "to-mitigate": say.TO_MITIGATE,
        "to-resolve": say.TO_RESOLVE,
    }
    lines += [
        f"- {known.words(labels[m.name])}: {_length(m, known.lang)}"
        for m in known.chronology.measures
        if m.name in labels
    ]
    return lines


def trigger(known: Draft) -> list[str]:
    """The cause that a person has stated, if any; a machine never names one."""
    return [
        f"- {known.local(event)}: {known.record(event)}"
        for moment in known.chronology.key_moments
        if moment.name == "cause" and moment.by and (event := known.event(moment.event))
    ]


def learned(known: Draft) -> list[str]:
    """Beliefs that were refuted, beside the event that refuted them: the beginning of "now we know"."""
    rows = []
    for belief in known.chronology.beliefs:
        if belief.outcome == "refuted":
            by = known.event(belief.refuted_by)
            rows.append([_cell(belief.text), _cell(_short(by.text, 160)) if by else "?"])
    return _table([known.words(say.BELIEVED), known.words(say.KNOW)], [*rows, ["?", "?"]])


def actions(known: Draft) -> list[str]:
    """An empty table with the columns that make an action checkable."""
    return _table([known.words(head) for head in say.ACTION_HEADS], [["?"] * len(say.ACTION_HEADS)])


def message(known: Draft) -> list[str]:
    """The frame of the internal mail."""
    return [known.words(say.MAIL_SUBJECT, title=known.incident.title or "?"), "", known.words(say.MAIL_BODY)]


def evidence(known: Draft) -> list[str]:
    """How many events came from which source."""
    counts: dict[str, int] = {}
    for event in known.chronology.events:
        counts[event.source] = counts.get(event.source, 0) + 1
    return [f"- {source}: {known.words(say.EVENTS, n=n)}" for source, n in sorted(counts.items())]


def _beliefs(known: Draft) -> list[str]:
    lines = []
    for belief in known.chronology.beliefs:
        event = known.event(belief.event)
        if event:
            lines.append(
                "- " + known.words(say.BELIEF, time=known.local(event), group=belief.group, text=_plain(belief.text))
            )
    for decision in known.chronology.decisions:
        event = known.event(decision.event)
        if event:
            options = known.words(say.AND).join(known.words(say.OPTION, option=_plain(o)) for o in decision.options)
            lines.append(
                "- "
                + known.words(
                    say.CHOICE, time=known.local(event), chosen=_plain(decision.chosen), options=options or "?"
                )
            )
            lines.append("")
            lines.append("> ? " + known.words(say.WHAT_OF_CHOICE, chosen=_plain(decision.chosen)))
            lines.append("")
    return lines


def _short(text: str, most: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _linked(event: Event) -> str:
    link = data_link(event)
    return link if link.startswith("[") else f"`{link}`"


def _plain(text: str) -> str:
    """Record text as literal Markdown: its own marks must not act in the review."""
    flat = " ".join(text.split())
    return "".join("\\" + c if c in "\\`*_[]<>|#~" else c for c in flat)


def _cell(text: str) -> str:
    return _plain(text)


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _length(measure: Measure, lang: Lang) -> str:
    """A range in minutes, or unknown."""
    if measure.lo is None or measure.hi is None:
        return say.UNKNOWN[lang]
    lo, hi = round(measure.lo / MINUTE), round(measure.hi / MINUTE)
    return say.MINUTES.fill(n=lo if lo == hi else f"{lo}–{hi}")[lang]


def _stated(value: Text | str) -> Callable[[Draft], list[str]]:
    return lambda known: [value[known.lang] if isinstance(value, Text) else value]


def _severity(known: Draft) -> list[str]:
    return [" → ".join(s.severity for s in known.chronology.severities)] if known.chronology.severities else []


def _date(known: Draft) -> list[str]:
    first = known.moment("detected") or (known.chronology.events[0] if known.chronology.events else None)
    return [known.local(first)[:10]] if first else []


FILLS: Mapping[str, Callable[[Draft], list[str]]] = {
    "overview": overview, "happened": happened, "factors": factors, "resolution": resolution, "impact": impact,
    "responders": responders, "timeline": timeline, "timeline-short": timeline_short, "detection": detection,
    "trigger": trigger, "learned": learned, "actions": actions, "message": message, "evidence": evidence,
    "owner": _stated("?"), "meeting": _stated("?"), "recording": _stated("?"), "status": _stated(say.DRAFT),
    "severity": _severity, "date": _date,
}  # fmt: skip
