"""`furikaeri add`: bring evidence in."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from furikaeri.cli.brought import line
from furikaeri.cli.verb import Options, Verb
from furikaeri.cli.width import fitted, plain
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.intake import Brought, Intake
    from furikaeri.cli.console import Console
    from furikaeri.model.event import ReadWarning
    from furikaeri.model.evidence import EvidenceItem

_SHOWN = 5
_ANSWERS = {"naive-time": "--zone ZONE", "no-capture-time": "--captured-at TIME"}
"""The option that answers a warning."""


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
            "read it as this source (see `furikaeri sources`)", "この取り込み元として読む（一覧は furikaeri sources）"
        ),
    )
    options.put(
        "--zone",
        default="",
        says=Text(
            "the zone of times that state none, as in Asia/Tokyo",
            "タイムゾーンのない時刻をどのゾーンとして読むか（例: Asia/Tokyo）",
        ),
    )
    options.put(
        "--captured-at",
        default="",
        metavar="TIME",
        says=Text(
            "when it was captured or exported, as in 2026-03-02T14:10+09:00",
            "撮影・書き出しの時刻（例: 2026-03-02T14:10+09:00）",
        ),
    )
    options.put(
        "--map",
        default="",
        metavar="ROLE=HEADER,…",
        says=Text(
            "which column is time, text, actor, id …, as in time=When,text=What",
            "どの列が time、text、actor、id などに当たるか（例: time=日時,text=内容）",
        ),
    )
    options.put("--name", default="stdin", says=Text("what to call standard input", "標準入力につける名前"))
    options.put(
        "--again",
        action="store_true",
        says=Text(
            "change how items that are here already are read, with --zone, --source, --map or --captured-at; "
            "PATH is then their name or digest",
            "取り込み済みの記録の読み方を --zone、--source、--map、--captured-at で変える。PATH には名前かダイジェストを書く",
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
    restated = bool(args.source or args.zone or args.captured_at or args.map)
    refused = 0
    shown: dict[str, str] = {}
    if args.again:
        for name in args.paths:
            item = reread(bundle, name, intake)
            shown[item.digest] = item.name
            _reread(item, console)
    else:
        for brought in _brought(bundle, args, intake, console):
            console.clear()
            if brought.refused is not None or brought.item is None:
                refused += 1
                console.note("✗", brought.refused or brought.name)
                continue
            shown[brought.item.digest] = brought.name
            if brought.known and restated:
                _reread(reread(bundle, brought.item.digest, intake), console)
            else:
                console.say(line(brought, console.lang))
    _warnings(bundle, console, shown)
    chronology, _ = chronicle(bundle, console.progress)  # what rules propose is kept, so that looking is quick
    console.clear()
    if shown:
        console.note(
            Text(
                "{n} event{s} in all. Look at them: furikaeri timeline {dir}",
                "事象は全部で {n} 件です。見るには: furikaeri timeline {dir}",
            ).fill(n=len(chronology.events), dir=args.dir)
        )
    return 1 if refused else 0


def _reread(item: EvidenceItem, console: Console) -> None:
    console.say(
        "↻",
        Text("{name} is read again, as {source}", "{name} を {source} として読み直しました").fill(
            name=item.name, source=item.source
        ),
    )


def _brought(bundle: Bundle, args: Namespace, intake: Intake, console: Console) -> Iterator[Brought]:
    from furikaeri.bundle.intake import bring, bring_stream

    for path in args.paths:
        if path == "-":
            yield from bring_stream(bundle, sys.stdin.buffer, args.name, intake, console.progress)
        else:
            yield from bring(bundle, Path(path), intake, console.progress)


def _warnings(bundle: Bundle, console: Console, shown: dict[str, str]) -> None:
    """Each kind of warning once an item, with the first places and what to do."""
    with bundle.store(console.progress) as store:
        groups: dict[tuple[str, str], list[ReadWarning]] = {}
        for digest, warning in store.warnings():
            if digest in shown:
                groups.setdefault((digest, warning.code), []).append(warning)
    for (digest, code), warnings in groups.items():
        console.note(f"! {shown[digest]} [{code}] × {len(warnings)}:", warnings[0].message)
        for warning in warnings[:_SHOWN]:
            if warning.locator == "#" and not warning.excerpt:  # the file as a whole, which is named already
                continue
            console.note(f"    {plain(warning.locator)}  {fitted(plain(warning.excerpt), 80)}")
        console.note("  →", warnings[0].ask)
        if code in _ANSWERS:
            console.note(f"    furikaeri add {bundle.path} {quote(shown[digest])} --again {_ANSWERS[code]}")


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


VERB = Verb(
    name="add", step=2, says=Text("bring evidence in, as it is", "記録をそのまま取り込む"), options=_options, run=_run
)
