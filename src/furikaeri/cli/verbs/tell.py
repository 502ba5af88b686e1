"""`furikaeri tell`: what people add to the record: events, accounts, beliefs, corrections, key moments, dissent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.bundle.folder import Bundle
    from furikaeri.cli.console import Console
    from furikaeri.model.chronology import Chronology

_WHAT = ("event", "account", "belief", "decision", "contest", "correct", "moment", "severity", "clock")


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "what",
        nargs="?",
        metavar="WHAT",
        choices=_WHAT,
        says=Text(
            "what you tell; leave it out to list what was told",
            "何を書き加えるか。省略するとこれまでの書き込みを並べます",
        ),
    )
    options.put(
        "text",
        nargs="?",
        default="",
        metavar="WORDS",
        says=Text(
            "in your words; for severity its name, as in SEV-2", "あなたの言葉で。重大度ならその名前（SEV-2 など）"
        ),
    )
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
        says=Text("when, as in 14:10 or 2026-03-02T14:10+09:00", "時刻（14:10 や 2026-03-02T14:10+09:00）"),
    )
    options.put("--until", default="", metavar="TIME", says=Text("until when", "いつまで"))
    options.put("--about", action="store_true", says=Text("the time is approximate", "時刻はおおよそ"))
    options.put(
        "--by", default="", metavar="ROLE", says=Text("whose words these are, as a role", "誰の言葉か（役割で）")
    )
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
        metavar="KIND",
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
        says=Text("an option that was on the table; may be repeated", "選択肢だったもの（繰り返し可）"),
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
        metavar="MOMENT",
        choices=(
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
        says=Text("by how many seconds the clock runs ahead, as in 178..182", "時計が何秒進んでいるか（例: 178..182）"),
    )
    options.put(
        "--undo",
        type=int,
        default=0,
        metavar="N",
        says=Text("take statement N back; it stays on record", "書き込み N を取り消す（記録には残ります）"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.statements import append
    from furikaeri.cli.console import now, person
    from furikaeri.cli.incident import opened
    from furikaeri.cli.telling import stated

    stamp = now().isoformat()
    if args.undo:
        append(Bundle.open(args.dir).statements_path, args.undo, at=stamp, by=person())
        console.say(Text("Statement {n} is taken back.", "書き込み {n} を取り消しました。").fill(n=args.undo))
        return 0
    bundle, chronology, _ = opened(args.dir, console)
    if args.what is None:
        _list(bundle, chronology, console)
        return 0
    statement = stated(args, bundle, chronology, args.by or person(), round(now().timestamp() * 1e6))
    entry = append(bundle.statements_path, statement, at=stamp, by=person())
    console.say(
        Text(
            "Told, as statement {n}. To take it back: furikaeri tell {dir} --undo {n}",
            "書き込み {n} として残しました。取り消すには: furikaeri tell {dir} --undo {n}",
        ).fill(n=entry.no, dir=args.dir)
    )
    return 0


def _list(bundle: Bundle, chronology: Chronology, console: Console) -> None:
    from furikaeri.bundle.statements import read_entries
    from furikaeri.cli.told import lines

    entries = read_entries(bundle.statements_path)
    for line, stands in lines(entries, chronology, console.lang):
        console.say(line if stands else console.dim(line))
    if not entries:
        console.say(
            Text(
                "Nothing told yet. Try: furikaeri tell {dir} account “…” --event “words of it” --by “On-call A”",
                "まだ何も書き加えられていません。例: furikaeri tell {dir} account 「…」 --event 「事象の言葉」 --by 「当番A」",
            ).fill(dir=bundle.path)
        )


VERB = Verb(
    name="tell",
    step=6,
    says=Text(
        "add what people know: accounts, beliefs, decisions, corrections, dissent; or take it back",
        "見え方、見立て、判断、訂正、異論を書き加える（取り消しも）",
    ),
    options=_options,
    run=_run,
)
