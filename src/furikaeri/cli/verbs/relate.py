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

_TYPES = {
    "same-as": Text("is the same happening as", "と同じ出来事:"),
    "part-of": Text("is part of", "の一部:"),
    "replies-to": Text("replies to", "への返信:"),
    "mentions": Text("mentions", "に言及:"),
    "precedes": Text("precedes", "より前に起きた:"),
    "leads-to": Text("led to", "につながった:"),
    "contradicts": Text("contradicts", "と食い違う:"),
    "supports": Text("supports", "を裏づける:"),
    "refutes": Text("refutes", "を覆す:"),
    "hands-off": Text("hands off to", "へ引き継ぐ:"),
    "supersedes": Text("supersedes", "に取って代わる:"),
}


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "--accept",
        action="append",
        default=[],
        metavar="N",
        says=Text("accept the relation with this number", "この番号の関係を認める"),
    )
    options.put(
        "--reject",
        action="append",
        default=[],
        metavar="N",
        says=Text("reject the relation with this number", "この番号の関係を退ける"),
    )
    options.put(
        "--state",
        nargs=3,
        default=None,
        metavar=("EVENT", "TYPE", "EVENT"),
        says=Text("state a relation yourself, such as leads-to", "関係を自分で述べる(leads-to など)"),
    )
    options.put("--reason", default="", says=Text("what speaks for it or against it", "そう考える理由"))
    options.put(
        "--all", action="store_true", says=Text("show accepted and rejected ones too", "判断済みのものも表示する")
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.statements import append
    from furikaeri.cli.console import now, person
    from furikaeri.cli.incident import opened
    from furikaeri.model.chronology import Relation, Verdict

    bundle, chronology, _ = opened(args.dir, console)
    numbered = {_number(r): r for r in chronology.relations}
    stamp, by = now().isoformat(), person()
    at = round(now().timestamp() * 1e6)
    said = 0
    judged: tuple[tuple[Status, list[str]], ...] = (("accepted", args.accept), ("rejected", args.reject))
    for status, numbers in judged:
        for number in numbers:
            relation = _found(numbered, number)
            verdict = Verdict(relation=relation.id, status=status, by=by, reason=args.reason, at=at)
            entry = append(bundle.statements_path, verdict, at=stamp, by=by)
            said += 1
            console.say(
                Text(
                    "{n} {status}; to take it back: furikaeri tell {dir} --undo {no}",
                    "{n} を{status}ました。取り消すには: furikaeri tell {dir} --undo {no}",
                ).fill(n=number, status=_STATUS[status], dir=args.dir, no=entry.no)
            )
    if args.state:
        a, kind, b = args.state
        known = {e.id for e in chronology.events}
        if kind not in _TYPES or a not in known or b not in known:
            raise FurikaeriError(
                Text(
                    "Name two events of `furikaeri timeline --format jsonl` and one of: {types}.",
                    "furikaeri timeline --format jsonl にある事象を 2 つと、次のどれかを指定してください: {types}。",
                ).fill(types=", ".join(_TYPES))
            )
        relation = Relation(a=a, b=b, type=kind, reason=Text(args.reason, args.reason), status="accepted", by=by)
        append(bundle.statements_path, relation, at=stamp, by=by)
        said += 1
    if not said:
        _list(chronology, numbered, console, everything=args.all)
    return 0


_STATUS = {
    "accepted": Text("accepted", "認め"),
    "rejected": Text("rejected", "退け"),
    "proposed": Text("proposed", "提案"),
}


def _number(relation: Relation) -> str:
    """A short name for a relation that stays the same tomorrow."""
    from hashlib import blake2b

    return blake2b(relation.id.encode(), digest_size=3).hexdigest()


def _found(numbered: dict[str, Relation], number: str) -> Relation:
    if number not in numbered:
        raise FurikaeriError(
            Text(
                "There is no relation {n}. See: furikaeri relate DIR",
                "関係 {n} はありません。一覧: furikaeri relate DIR",
            ).fill(n=number)
        )
    return numbered[number]


def _list(chronology: Chronology, numbered: dict[str, Relation], console: Console, *, everything: bool) -> None:
    from furikaeri.model.timespan import iso

    events = {e.id: e for e in chronology.events}
    shown = [(n, r) for n, r in numbered.items() if everything or r.status == "proposed"]
    for number, relation in sorted(shown, key=lambda pair: (-pair[1].score, pair[0])):
        a, b = events.get(relation.a), events.get(relation.b)
        if a is None or b is None:
            continue
        verdict = (
            "" if relation.status == "proposed" else f" [{console.words(_STATUS[relation.status])}: {relation.by}]"
        )
        console.say(f"{console.bold(number)}  {relation.score:.2f}{verdict}")
        console.say(f"    {iso(a.span.lo)}  {' '.join(a.text.split())[:90]}")
        console.say(f"      {console.words(_TYPES[relation.type])}")
        console.say(f"    {iso(b.span.lo)}  {' '.join(b.text.split())[:90]}")
        console.say(console.dim(f"    {console.words(relation.reason)}"))
    if not shown:
        console.say(Text("No proposal waits for a judgement.", "判断を待っている提案はありません。"))
    else:
        console.note(
            Text(
                "Accept or reject by number: furikaeri relate DIR --accept {n} --reason …",
                "番号で判断します: furikaeri relate DIR --accept {n} --reason …",
            ).fill(n=shown[0][0])
        )


VERB = Verb(
    name="relate",
    says=Text("judge proposed relations between events", "事象どうしの関係の提案を判断する"),
    options=_options,
    run=_run,
)
