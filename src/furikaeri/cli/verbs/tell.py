"""`furikaeri tell`: what people add to the record: events, accounts, beliefs, corrections, key moments, dissent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.statements import Statement
    from furikaeri.cli.console import Console
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.event import Event
    from furikaeri.model.timespan import TimeSpan

_WHAT = ("event", "account", "belief", "decision", "contest", "correct", "moment", "severity", "clock")


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "what",
        nargs="?",
        choices=_WHAT,
        says=Text(
            "what you tell; leave it out to list what was told", "何を語るか。省略するとこれまでの発言を並べます"
        ),
    )
    options.put("text", nargs="?", default="", says=Text("in your words", "あなたの言葉で"))
    options.put(
        "--event",
        default="",
        metavar="ID",
        says=Text(
            "the event it is about: its id, or words that only it holds",
            "どの事象についてか。id か、その事象だけに含まれる言葉",
        ),
    )
    options.put(
        "--time",
        default="",
        metavar="TIME",
        says=Text("when, as in 14:10 or 2026-03-02T14:10+09:00", "時刻(14:10 や 2026-03-02T14:10+09:00)"),
    )
    options.put("--until", default="", metavar="TIME", says=Text("until when", "いつまで"))
    options.put("--about", action="store_true", says=Text("the time is approximate", "時刻はおおよそ"))
    options.put("--by", default="", metavar="ROLE", says=Text("whose words these are, as a role", "誰の言葉か(役割で)"))
    options.put(
        "--group", default="", says=Text("who held the belief, or saw the event", "誰の見立てか、誰に見えていたか")
    )
    options.put(
        "--lane",
        default=None,
        says=Text(
            "public, alerts, systems, changes, people, vendors or your own",
            "public, alerts, systems, changes, people, vendors、または独自のレーン",
        ),
    )
    options.put(
        "--kind",
        default=None,
        choices=(
            "alert",
            "change",
            "state",
            "observation",
            "hypothesis",
            "decision",
            "action",
            "question",
            "communication",
            "knowledge",
        ),
        says=Text("the kind of event", "事象の種類"),
    )
    options.put(
        "--option",
        action="append",
        default=[],
        metavar="TEXT",
        says=Text("an option that was on the table; may be repeated", "選択肢だったもの(繰り返し可)"),
    )
    options.put(
        "--cues", default="", metavar="TEXT", says=Text("what spoke for the choice at the time", "その時点での手がかり")
    )
    options.put(
        "--refuted-by", default="", metavar="ID", says=Text("the event that refuted the belief", "見立てを覆した事象")
    )
    options.put(
        "--moment",
        default="",
        choices=(
            "",
            "cause",
            "detected",
            "paged",
            "status-page",
            "action",
            "mitigated",
            "severity-lowered",
            "resolved",
        ),
        says=Text("which key moment the event is", "どの節目か"),
    )
    options.put("--source", default="", says=Text("whose clock runs off", "どの取り込み元の時計か"))
    options.put(
        "--ahead",
        default="",
        metavar="MIN..MAX",
        says=Text("by how many seconds the clock runs ahead, as in 178..182", "時計が何秒進んでいるか(例: 178..182)"),
    )
    options.put(
        "--undo",
        type=int,
        default=0,
        metavar="N",
        says=Text("take statement N back; it stays on record", "発言 N を取り消す(記録には残ります)"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.statements import append
    from furikaeri.cli.console import now, person
    from furikaeri.cli.incident import opened

    bundle = Bundle.open(args.dir)
    stamp, by = now().isoformat(), args.by or person()
    if args.undo:
        append(bundle.statements_path, args.undo, at=stamp, by=person())
        console.say(Text("Statement {n} is taken back.", "発言 {n} を取り消しました。").fill(n=args.undo))
        return 0
    if args.what is None:
        _list(bundle, console)
        return 0
    bundle, chronology, _ = opened(args.dir, console)
    statement = _statement(args, bundle, chronology, by, round(now().timestamp() * 1e6))
    entry = append(bundle.statements_path, statement, at=stamp, by=person())
    console.say(
        Text(
            "Told, as statement {n}. To take it back: furikaeri tell {dir} --undo {n}",
            "発言 {n} として残しました。取り消すには: furikaeri tell {dir} --undo {n}",
        ).fill(n=entry.no, dir=args.dir)
    )
    return 0


def _statement(args: Namespace, bundle: Bundle, chronology: Chronology, by: str, at: int) -> Statement:
    from furikaeri.model.chronology import (
        Account,
        Belief,
        Clock,
        Contest,
        Correction,
        Decision,
        KeyMoment,
        SeveritySpan,
    )
    from furikaeri.model.timespan import SECOND, TimeSpan

    if args.what == "event":
        return _event(args, bundle, _span(args, bundle, chronology), by)
    if args.what == "severity":
        span = _span(args, bundle, chronology)
        return SeveritySpan(severity=_words(args), lo=span.lo, hi=span.hi if args.until else None, basis=by)
    if args.what == "clock":
        lo, dots, hi = args.ahead.partition("..")
        try:
            lo_us, hi_us = round(float(lo) * SECOND), round(float(hi if dots else lo) * SECOND)
        except ValueError as fault:
            raise FurikaeriError(
                Text("--ahead takes seconds, as in 180 or 178..182.", "--ahead は秒で書いてください(180 や 178..182)。")
            ) from fault
        return Clock(source=args.source, lo=lo_us, hi=hi_us, by=by)
    about = _about(args.event, chronology)
    if args.what == "account":
        return Account(event=about.id, by=by, text=_words(args), given_at=at)
    if args.what == "contest":
        return Contest(event=about.id, by=by, text=_words(args), at=at)
    if args.what == "decision":
        return Decision(event=about.id, chosen=_words(args), options=tuple(args.option), cues=args.cues)
    if args.what == "belief":
        refuted = _about(args.refuted_by, chronology) if args.refuted_by else None
        held = TimeSpan(about.span.lo, refuted.span.lo if refuted else None, about.span.grain, "interval", "", "told")
        return Belief(
            event=about.id, group=args.group or by, text=_words(args), span=held,
            outcome="refuted" if refuted else "unknown", refuted_by=refuted.id if refuted else "",
        )  # fmt: skip
    if args.what == "moment":
        if not args.moment:
            raise FurikaeriError(
                Text(
                    "Say which with --moment, as in --moment detected.",
                    "--moment detected のように節目を指定してください。",
                )
            )
        return KeyMoment(name=args.moment, event=about.id, reason=Text(args.text, args.text), by=by)
    corrected = _span(args, bundle, chronology) if args.time else None
    return Correction(
        event=about.id, by=by, at=at, span=corrected, text=args.text or None, kind=args.kind, lane=args.lane
    )


def _event(args: Namespace, bundle: Bundle, span: TimeSpan, by: str) -> Event:
    from furikaeri.bundle.statements import read_entries
    from furikaeri.model.event import Event, InView

    number = len(read_entries(bundle.statements_path)) + 1
    in_view = (InView(args.group, span.lo, span.hi if span.hi is not None else span.lo, "told"),) if args.group else ()
    return Event(
        id=f"told:{number}", source="told", span=span, lane=args.lane or "people", text=_words(args), kind=args.kind, actor=by,
        in_view=in_view, locator=f"statements.jsonl#line={number}",
    )  # fmt: skip


def _span(args: Namespace, bundle: Bundle, chronology: Chronology) -> TimeSpan:
    from furikaeri.cli.moments import moment_at
    from furikaeri.model.timespan import TimeSpan

    if not args.time:
        raise FurikaeriError(Text("Say when with --time.", "--time でいつかを書いてください。"))
    start = moment_at(args.time, bundle.incident.zone, chronology.events)
    vague = "both" if args.about else ""
    if not args.until:
        return TimeSpan(
            start.lo, start.hi, start.grain, "instant", "start" if args.about else "", "told", start.stated, start.zone
        )
    end = moment_at(args.until, bundle.incident.zone, chronology.events)
    if end.lo < start.lo:
        raise FurikaeriError(Text("--until lies before --time.", "--until が --time より前になっています。"))
    return TimeSpan(start.lo, end.lo, start.grain, "interval", vague, "told", f"{args.time}–{args.until}", start.zone)  # type: ignore[arg-type]  # one of two words


def _about(words: str, chronology: Chronology) -> Event:
    found = [e for e in chronology.events if e.id == words] or [
        e for e in chronology.events if words and words in e.text
    ]
    if len(found) != 1:
        raise FurikaeriError(
            Text(
                "{n} events fit “{words}”. Name one by its id (furikaeri timeline --format jsonl) or by words that only it holds.",
                "「{words}」にあたる事象は {n} 件です。id(furikaeri timeline --format jsonl)か、その事象だけに含まれる言葉で指定してください。",
            ).fill(n=len(found), words=words)
        )
    return found[0]


def _words(args: Namespace) -> str:
    if not args.text:
        raise FurikaeriError(
            Text(
                "Say it in words: furikaeri tell DIR {what} “…”",
                "言葉で書いてください: furikaeri tell DIR {what} 「…」",
            ).fill(what=args.what)
        )
    return str(args.text)


def _list(bundle: Bundle, console: Console) -> None:
    from furikaeri.bundle.statements import read_entries

    entries = read_entries(bundle.statements_path)
    gone = {e.takes_back for e in entries if e.takes_back}
    for entry in entries:
        if entry.takes_back:
            console.say(
                f"{entry.no:>4}  {entry.at[:16]}  {entry.by}: ",
                Text("takes {n} back", "{n} を取り消し").fill(n=entry.takes_back),
            )
        else:
            line = f"{entry.no:>4}  {entry.at[:16]}  {entry.by}: {entry.says} {bytes(entry.body).decode()[:120]}"
            console.say(console.dim(line) if entry.no in gone else line)
    if not entries:
        console.say(
            Text(
                "Nothing told yet. Try: furikaeri tell DIR account “…” --event “words of it” --by “on-call A”",
                "まだ何も語られていません。例: furikaeri tell DIR account 「…」 --event 「事象の言葉」 --by 「当番A」",
            )
        )


VERB = Verb(
    name="tell",
    says=Text(
        "add accounts, beliefs, decisions, corrections, dissent; undo",
        "見え方、見立て、判断、訂正、異論を語る。取り消しも",
    ),
    options=_options,
    run=_run,
)
