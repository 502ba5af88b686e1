"""What people said, in words to read: each statement with its number, so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.bundle.statements import statement_of, taken_back
from furikaeri.chronology.key_moments import NAMES
from furikaeri.export.words import GROUPS, KINDS, LANES, RELATIONS, STATUSES
from furikaeri.model.chronology import (
    Account,
    Belief,
    Clock,
    Contest,
    Correction,
    Decision,
    KeyMoment,
    Relation,
    SeveritySpan,
    Verdict,
)
from furikaeri.model.event import Event
from furikaeri.model.timespan import SECOND, TimeSpan
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from furikaeri.bundle.statements import Entry as Line
    from furikaeri.bundle.statements import Statement
    from furikaeri.export.wallclock import WallClock
    from furikaeri.text import Lang

_LONGEST = 160
SAYS: Mapping[str, Text] = {
    "correction": Text("correction", "訂正"),
    "event": Text("event added by hand", "手で加えた事象"),
    "relation": Text("relation", "つながり"),
    "verdict": Text("judgement of a proposal", "提案への判断"),
    "key-moment": Text("key moment", "節目"),
    "account": Text("account", "見え方"),
    "belief": Text("belief", "見立て"),
    "decision": Text("decision", "判断"),
    "contest": Text("dissent", "異論"),
    "severity": Text("severity", "重大度"),
    "clock": Text("clock", "時計"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: its number, when and by whom, what kind, its words, the events it is about; whether it stands.

    For one that takes another back, `takes_back` is that one's number.
    """

    no: int
    at: str
    by: str
    kind: Text
    words: str
    events: tuple[str, ...]
    stands: bool
    takes_back: int = 0


def told(lines: Iterable[Line], names: Mapping[str, str], clock: WallClock) -> Iterator[Said]:
    """Every line in words; `names` are the texts of the events by id."""
    lines = list(lines)
    gone = taken_back(lines)
    lang = clock.lang
    for line in lines:
        stands = line.no not in gone
        if line.takes_back:
            words = Text("takes back statement {n}", "書き込み {n} の取り消し").fill(n=line.takes_back)
            kind = Text("undo", "取り消し")
            yield Said(line.no, line.at, line.by, kind, words[lang], (), stands, line.takes_back)
            continue
        statement = statement_of(line)
        yield Said(
            line.no, line.at, line.by, SAYS[line.says], _words(statement, names, clock), about(statement), stands
        )


def about(statement: Statement) -> tuple[str, ...]:
    """The ids of the events that a statement is about."""
    match statement:
        case Event(id=event):
            return (event,)
        case Relation(a=a, b=b):
            return (a, b)
        case Verdict(relation=relation):
            return tuple(relation.split("|")[1:]) if relation.count("|") == 2 else ()
        case SeveritySpan() | Clock():
            return ()
        case _:
            return (statement.event,)


def _words(statement: Statement, names: Mapping[str, str], clock: WallClock) -> str:
    lang = clock.lang

    def named(event: str) -> str:
        return shortened(names.get(event, event))

    match statement:
        case Event(span=span, text=text):
            return f"{clock.span(span)}: {shortened(text)}"
        case Account(by=by, text=text) | Contest(by=by, text=text):
            return f"{by}: {shortened(text)}"
        case Belief(group=group, text=text):
            return f"{GROUPS.get(group, Text(group, group))[lang]}: {shortened(text)}"
        case Decision(chosen=chosen, options=options):
            return " / ".join(map(shortened, (chosen, *options)))
        case KeyMoment(name=name, event=event):
            return f"{NAMES[name][lang]}: {named(event)}"
        case SeveritySpan(severity=severity, lo=lo, hi=hi):
            return f"{severity}, {clock.span(TimeSpan(lo, hi, SECOND, 'interval'))}"
        case Clock(source=source, lo=lo, hi=hi):
            ahead = Text("{s}: {lo} to {hi} s ahead", "{s}: {lo}〜{hi} 秒進んでいる")
            return ahead.fill(s=source, lo=f"{lo / SECOND:g}", hi=f"{hi / SECOND:g}")[lang]
        case Correction():
            return corrected(statement, clock)
        case Relation(a=a, b=b, type=kind):
            return f"{named(a)} | {RELATIONS[kind][0][lang]}: {named(b)}"
        case Verdict(relation=relation, status=status, reason=reason):
            sort, *ends = relation.split("|", 2)
            between = next((pair[0][lang] for kind, pair in RELATIONS.items() if kind == sort), sort)
            what = f" {between}: ".join(map(named, ends)) if len(ends) == 2 else relation
            return f"{STATUSES[status][lang]}: {what}" + (f" ({shortened(reason)})" if reason else "")


def corrected(correction: Correction, clock: WallClock) -> str:
    """What a correction puts right, in words."""
    lang: Lang = clock.lang
    parts = [
        clock.span(correction.span) if correction.span else "",
        Text("“{t}”", "「{t}」").fill(t=shortened(correction.text))[lang] if correction.text else "",
        KINDS[correction.kind][lang] if correction.kind else "",
        LANES.get(correction.lane, Text(correction.lane, correction.lane))[lang] if correction.lane else "",
    ]
    return Text(", ", "、")[lang].join(filter(None, parts))


def shortened(text: str, most: int = _LONGEST) -> str:
    """The words on one line, cut where they are long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
