"""What was told, as lines to read: each statement with its number, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from furikaeri.bundle.statements import Entry, Statement, statement_of, taken_back
from furikaeri.chronology.key_moments import NAMES
from furikaeri.chronology.written import written
from furikaeri.cli.width import fitted, plain
from furikaeri.model.chronology import (
    Account,
    Belief,
    Chronology,
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
from furikaeri.text import Lang, Text

RELATIONS: Mapping[str, Text] = {
    "same-as": Text("is the same happening as", "次の事象と同じ出来事"),
    "part-of": Text("is part of", "次の事象の一部"),
    "replies-to": Text("replies to", "次の発言への返信"),
    "mentions": Text("mentions", "次の事象に言及"),
    "precedes": Text("precedes", "次の事象より前に起きた"),
    "leads-to": Text("led to", "次の事象につながった"),
    "contradicts": Text("contradicts", "次の事象と食い違う"),
    "supports": Text("supports", "次の事象を裏づける"),
    "refutes": Text("refutes", "次の事象を覆す"),
    "hands-off": Text("hands off to", "次の事象へ引き継ぐ"),
    "supersedes": Text("supersedes", "次の事象に取って代わる"),
}
STATUS = {
    "accepted": Text("accepted", "認めた"),
    "rejected": Text("rejected", "退けた"),
    "proposed": Text("proposed", "提案"),
}
_SAYS = {
    "correction": Text("correction", "訂正"),
    "event": Text("event", "事象"),
    "relation": Text("relation", "関係"),
    "verdict": Text("verdict", "提案への判断"),
    "key-moment": Text("key moment", "節目"),
    "account": Text("account", "見え方"),
    "belief": Text("belief", "見立て"),
    "decision": Text("decision", "判断"),
    "contest": Text("dissent", "異論"),
    "severity": Text("severity", "重大度"),
    "clock": Text("clock", "時計"),
}
_TAKES_BACK = Text("takes {n} back", "{n} を取り消し")
_TAKEN_BACK = Text(" (taken back)", "（取り消し済み）")
_SINCE = Text("since {time}", "{time} から")
_AHEAD = Text("{source}: {lo} to {hi} s ahead", "{source}: {lo}〜{hi} 秒進んでいる")
_WIDEST = 100


def lines(entries: Sequence[Entry], chronology: Chronology, lang: Lang) -> Iterator[tuple[str, bool]]:
    """Each entry as one line, and whether it still stands."""
    zone = ZoneInfo(chronology.zone)
    texts = {event.id: plain(event.text) for event in chronology.events}
    gone = taken_back(entries)
    for entry in entries:
        stamp = f"{datetime.fromisoformat(entry.at).astimezone(zone):%m-%d %H:%M}"
        if entry.takes_back:
            said = _TAKES_BACK.fill(n=entry.takes_back)[lang]
        else:
            said = f"{_SAYS[entry.says][lang]}: {_words(statement_of(entry), texts, zone, lang)}"
        mark = _TAKEN_BACK[lang] if entry.no in gone else ""
        yield f"{entry.no:>4}  {stamp}  {entry.by}  {fitted(said, _WIDEST)}{mark}", entry.no not in gone


def _words(statement: Statement, texts: dict[str, str], zone: ZoneInfo, lang: Lang) -> str:
    """What a statement says, and of which event."""

    def quoted(text: str) -> str:
        return f"「{text}」" if lang == "ja" else f"“{text}”"

    def about(event_id: str) -> str:
        return fitted(texts.get(event_id, event_id), 48)

    match statement:
        case Event(span=span, text=text):
            return f"{_when(span, zone)}  {text}"
        case Account(event=event, by=by, text=text) | Contest(event=event, by=by, text=text):
            return f"{by} {quoted(text)} ← {about(event)}"
        case Belief(event=event, group=group, text=text):
            return f"{group} {quoted(text)} ← {about(event)}"
        case Decision(event=event, chosen=chosen, options=options):
            return f"{' / '.join((chosen, *options))} ← {about(event)}"
        case KeyMoment(name=moment, event=event):
            return f"{NAMES[moment][lang]} = {about(event)}"
        case SeveritySpan(severity=severity, lo=lo, hi=hi):
            span = TimeSpan(lo, hi, SECOND, "interval")
            return f"{severity}  {_when(span, zone) if hi else _SINCE.fill(time=_when(TimeSpan(lo, lo), zone))[lang]}"
        case Clock(source=source, lo=lo, hi=hi):
            return _AHEAD.fill(source=source, lo=f"{lo / SECOND:g}", hi=f"{hi / SECOND:g}")[lang]
        case Correction(event=event, span=corrected, text=new, kind=kind, lane=lane):
            changed = [_when(corrected, zone) if corrected else "", quoted(new) if new else "", kind or "", lane or ""]
            return f"{' '.join(filter(None, changed))} ← {about(event)}"
        case Relation(a=a, b=b, type=type_):
            return f"{about(a)} | {RELATIONS[type_][lang]}: {about(b)}"
        case Verdict(relation=relation, status=status, reason=reason):
            name, a, b = relation.split("|", 2) if relation.count("|") == 2 else (relation, "", "")
            named = f"{about(a)} | {RELATIONS[name][lang]}: {about(b)}" if name in RELATIONS else relation
            return f"{STATUS[status][lang]} {quoted(reason) if reason else ''} {named}".replace("  ", " ")


def _when(span: TimeSpan, zone: ZoneInfo) -> str:
    return written(span, zone)
