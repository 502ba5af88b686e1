"""`furikaeri relate`: look at proposed relations, accept or reject them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console
    from furikaeri.model.chronology import Chronology, Relation, Status


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "--accept",
        action="append",
        default=[],
        metavar="NUMBER",
        says=Text("accept the relation with this number; may be repeated", "この番号の関係を認める（繰り返し可）"),
    )
    options.put(
        "--reject",
        action="append",
        default=[],
        metavar="NUMBER",
        says=Text("reject the relation with this number; may be repeated", "この番号の関係を退ける（繰り返し可）"),
    )
    options.put(
        "--state",
        nargs=3,
        default=None,
        metavar=("EVENT", "TYPE", "EVENT"),
        says=Text(
            "state a relation yourself: two events by their ids, and a type such as leads-to between them",
            "関係を自分で述べる。二つの事象の id と、そのあいだの種類（leads-to など）",
        ),
    )
    options.put(
        "--reason", default="", metavar="WORDS", says=Text("what speaks for it or against it", "そう考える理由")
    )
    options.put(
        "--all", action="store_true", says=Text("show accepted and rejected ones too", "判断済みのものも表示する")
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.statements import append
    from furikaeri.cli.console import now, person
    from furikaeri.cli.incident import opened
    from furikaeri.cli.told import RELATIONS, STATUS
    from furikaeri.model.chronology import Relation, Verdict

    bundle, chronology, _ = opened(args.dir, console)
    numbered = {_number(r): r for r in chronology.relations}
    stamp, by = now().isoformat(), person()
    at = round(now().timestamp() * 1e6)
    said = 0
    judged: tuple[tuple[Status, list[str]], ...] = (("accepted", args.accept), ("rejected", args.reject))
    for status, numbers in judged:
        for number in numbers:
            relation = _found(numbered, number, args.dir)
            verdict = Verdict(relation=relation.id, status=status, by=by, reason=args.reason, at=at)
            entry = append(bundle.statements_path, verdict, at=stamp, by=by)
            said += 1
            console.say(
                Text(
                    "{n} {status}; to take it back: furikaeri tell {dir} --undo {no}",
                    "{n} の提案を{status}と記しました。取り消すには: furikaeri tell {dir} --undo {no}",
                ).fill(n=number, status=STATUS[status], dir=args.dir, no=entry.no)
            )
    if args.state:
        a, kind, b = args.state
        known = {e.id for e in chronology.events}
        if kind not in RELATIONS or a not in known or b not in known:
            raise FurikaeriError(
                Text(
                    "Name two events of `furikaeri timeline --format jsonl` and one of: {types}.",
                    "furikaeri timeline --format jsonl にある事象を 2 つと、次のどれかを指定してください: {types}。",
                ).fill(types=", ".join(RELATIONS))
            )
        relation = Relation(a=a, b=b, type=kind, reason=Text(args.reason, args.reason), status="accepted", by=by)
        entry = append(bundle.statements_path, relation, at=stamp, by=by)
        said += 1
        console.say(
            Text(
                "Stated, as statement {n}. To take it back: furikaeri tell {dir} --undo {n}",
                "書き込み {n} として残しました。取り消すには: furikaeri tell {dir} --undo {n}",
            ).fill(n=entry.no, dir=args.dir)
        )
    if not said:
        _list(chronology, numbered, console, args)
    return 0


def _number(relation: Relation) -> str:
    """A short name for a relation that stays the same tomorrow."""
    from hashlib import blake2b

    return blake2b(relation.id.encode(), digest_size=3).hexdigest()


def _found(numbered: dict[str, Relation], number: str, folder: Path) -> Relation:
    if number not in numbered:
        raise FurikaeriError(
            Text(
                "There is no relation {n}. See: furikaeri relate {dir} --all",
                "関係 {n} はありません。一覧: furikaeri relate {dir} --all",
            ).fill(n=number, dir=folder)
        )
    return numbered[number]


def _list(chronology: Chronology, numbered: dict[str, Relation], console: Console, args: Namespace) -> None:
    """The relations, surest first, each with both its events, in the incident's own time, and what the rule saw."""
    from zoneinfo import ZoneInfo

    from furikaeri.chronology.written import written
    from furikaeri.cli.incident import no_events
    from furikaeri.cli.told import RELATIONS, STATUS
    from furikaeri.cli.width import fitted, plain

    zone = ZoneInfo(chronology.zone)
    events = {e.id: e for e in chronology.events}
    shown = sorted(
        (
            (n, r)
            for n, r in numbered.items()
            if (args.all or r.status == "proposed") and r.a in events and r.b in events
        ),
        key=lambda pair: (-pair[1].score, pair[0]),
    )
    for number, relation in shown:
        status = console.words(STATUS[relation.status])
        verdict = "" if relation.status == "proposed" else f"  {status} ({relation.by})"
        console.say(f"{console.bold(number)}  {relation.score:.2f}{verdict}")
        for n, event in enumerate((events[relation.a], events[relation.b])):
            if n:
                console.say(f"      ↓ {console.words(RELATIONS[relation.type])}")
            console.say(f"    {written(event.span, zone, fine=True)}  {fitted(plain(event.text), 90)}")
        console.say(console.dim(f"    {console.words(relation.reason)}"))
    if shown:
        console.note(
            Text(
                "{n} in all; times in {zone}. To judge one: furikaeri relate {dir} --accept {number} --reason “…” (or --reject)",
                "全部で {n} 件。時刻は {zone} です。判断するには: furikaeri relate {dir} --accept {number} --reason 「…」（退けるなら --reject）",
            ).fill(n=len(shown), zone=chronology.zone, number=shown[0][0], dir=args.dir)
        )
    elif chronology.events:
        console.say(
            Text(
                "No proposal waits for a judgement. What was judged: furikaeri relate {dir} --all",
                "判断を待っている提案はありません。判断済みのもの: furikaeri relate {dir} --all",
            ).fill(dir=args.dir)
        )
    else:
        console.say(no_events(args.dir))


VERB = Verb(
    name="relate",
    step=5,
    says=Text("judge proposed relations between events", "事象どうしの関係の提案を判断する"),
    options=_options,
    run=_run,
)
