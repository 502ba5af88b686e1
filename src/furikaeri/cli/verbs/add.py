"""`furikaeri add`: bring evidence in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.intake import Brought, Intake
    from furikaeri.cli.console import Console
    from furikaeri.model.event import ReadWarning

_SHOWN = 5


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "paths",
        nargs="+",
        metavar="PATH",
        says=Text("files, folders, archives, or - for standard input", "ファイル、フォルダ、zip。- で標準入力"),
    )
    options.put(
        "--source",
        default="",
        says=Text(
            "read it as this source (see `furikaeri sources`)", "この取り込み元として読む(一覧は furikaeri sources)"
        ),
    )
    options.put(
        "--zone",
        default="",
        says=Text("the zone of times that state none", "タイムゾーンのない時刻をこのゾーンとして読む"),
    )
    options.put(
        "--captured-at",
        default="",
        metavar="TIME",
        says=Text("when it was captured or exported", "撮影・書き出しの時刻"),
    )
    options.put(
        "--map",
        default="",
        metavar="ROLE=HEADER,…",
        says=Text("which column is time, text, actor, id …", "どの列が time, text, actor, id かの対応"),
    )
    options.put("--name", default="stdin", says=Text("what to call standard input", "標準入力につける名前"))
    options.put(
        "--again",
        action="store_true",
        says=Text(
            "state --zone, --source or --map for items already there, named by digest or name",
            "取り込み済みの記録(名前かダイジェストで指定)の読み方を変える",
        ),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.chronicle import chronicle
    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.intake import Intake, reread
    from furikaeri.cli.console import now, person

    bundle = Bundle.open(args.dir)
    intake = Intake(
        now=now(),
        by=person(),
        source=args.source,
        zone=args.zone,
        captured_at=args.captured_at,
        mapping=_mapping(args.map),
    )
    if args.again:
        for name in args.paths:
            item = reread(bundle, name, intake)
            console.say(
                Text("{name} will be read again as {source}.", "{name} を {source} として読み直します。").fill(
                    name=item.name, source=item.source
                )
            )
        with bundle.store(console.progress) as store:
            _warnings(
                bundle,
                console,
                {item.digest: item.name for item in bundle.index().items.values() if item.name in args.paths},
            )
            console.say(Text("{n} events in all.", "事象は全部で {n} 件です。").fill(n=store.count()))
        return 0
    refused = 0
    shown: dict[str, str] = {}
    for brought in _brought(bundle, args, intake, console):
        console.clear()
        if brought.refused is not None:
            refused += 1
            console.note("✗", brought.refused)
        else:
            _tell(brought, console)
            if brought.item is not None:
                shown[brought.item.digest] = brought.name
    _warnings(bundle, console, shown)
    chronicle(bundle)  # what rules propose is kept beside the events, so that looking at them is quick
    return 1 if refused else 0


def _brought(bundle: Bundle, args: Namespace, intake: Intake, console: Console) -> Iterator[Brought]:
    from furikaeri.bundle.intake import bring, bring_stream

    for path in args.paths:
        if path == "-":
            yield from bring_stream(bundle, sys.stdin.buffer, args.name, intake, console.progress)
        else:
            yield from bring(bundle, Path(path), intake, console.progress)


def _tell(brought: Brought, console: Console) -> None:
    assert brought.item is not None
    assert brought.added is not None
    added = brought.added
    if brought.known:
        console.say(
            "=", Text("{name} is here already; nothing to add.", "{name} は取り込み済みです。").fill(name=brought.name)
        )
        return
    parts = [
        Text("{n} events", "事象 {n} 件").fill(n=added.events),
        *(
            text.fill(n=n)
            for n, text in (
                (added.revisions, Text("{n} edited", "編集 {n} 件")),
                (added.deletions, Text("{n} deleted since", "その後の削除 {n} 件")),
                (added.repeats, Text("{n} known", "既知 {n} 件")),
                (added.facts, Text("{n} facts of the incident", "障害の情報 {n} 件")),
                (added.warnings, Text("{n} records not read", "読めなかった記録 {n} 件")),
            )
            if n
        ),
    ]
    console.say("+", f"{brought.name}  ({brought.item.source}) ", ", ".join(console.words(part) for part in parts))


def _warnings(bundle: Bundle, console: Console, shown: dict[str, str]) -> None:
    """Each kind of warning once an item, with the first places and what to do."""
    with bundle.store() as store:
        groups: dict[tuple[str, str], list[ReadWarning]] = {}
        for digest, warning in store.warnings():
            if digest in shown:
                groups.setdefault((digest, warning.code), []).append(warning)
    for (digest, code), warnings in groups.items():
        console.note(f"! {shown[digest]} [{code}] × {len(warnings)}:", warnings[0].message)
        for warning in warnings[:_SHOWN]:
            console.note(f"    {warning.locator}  {warning.excerpt[:80]}")
        console.note("  →", warnings[0].ask)


def _mapping(words: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in filter(None, words.split(",")):
        role, equals, header = part.partition("=")
        if not equals:
            raise FurikaeriError(
                Text(
                    "--map takes ROLE=HEADER pairs, as in time=When,text=What.",
                    "--map は time=日時,text=内容 のように書いてください。",
                )
            )
        pairs[role.strip()] = header.strip()
    return pairs


VERB = Verb(name="add", says=Text("bring evidence in, as it is", "記録をそのまま取り込む"), options=_options, run=_run)
