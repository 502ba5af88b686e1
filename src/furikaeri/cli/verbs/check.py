"""`furikaeri check`: faults of the record itself, then what the review as a whole leaves open, told as questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console
    from furikaeri.lint.diagnostic import Diagnostic


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put("--format", choices=("text", "jsonl"), default="text", says=Text("how to print it", "出力の形式"))


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.chronicle import chronicle
    from furikaeri.bundle.folder import Bundle
    from furikaeri.model.timespan import iso

    bundle = Bundle.open(args.dir)
    chronology, _ = chronicle(bundle, console.progress)
    console.clear()
    with bundle.store() as store:
        unread = sum(not warning.noted for _, warning in store.warnings())
    for fault in chronology.faults:
        if args.format == "jsonl":
            row = {
                "code": fault.code,
                "message": console.words(fault.message),
                "ask": console.words(fault.ask),
                "events": list(fault.events),
                "lo": iso(fault.lo),
                "hi": iso(fault.hi),
                "sources": list(fault.sources),
                "offset_us": fault.offset,
            }
            console.say(json.dumps(row, ensure_ascii=False))
            continue
        console.say(console.bold(fault.code), " ", fault.message)
        console.say("   →", fault.ask)
    if args.format == "text":
        if unread:
            console.say(
                Text(
                    "{n} records could not be read; `furikaeri add` told which and what to do.",
                    "読めなかった記録が {n} 件あります。取り込み時の案内をご覧ください。",
                ).fill(n=unread)
            )
        if not chronology.faults:
            console.say(
                Text(
                    "The record has no faults that the rules know of.",
                    "記録そのものに、分かっている種類の不備はありません。",
                )
            )
    pressing = _reviews(bundle.path, args.format, console)
    return 1 if chronology.faults or unread or pressing else 0


def _reviews(folder: Path, form: str, console: Console) -> bool:
    """Prints what the checks say of the folder's reviews; whether any of it is more than a note."""
    pressing = False
    for path in (folder / "review.md", folder / "review.ja.md"):
        if not path.is_file():
            continue
        for found in _noticed(path):
            pressing = pressing or found.severity != "note"
            message, ask = console.words(found.message), console.words(found.question)
            if form == "jsonl":
                row: dict[str, object] = {"code": found.rule, "message": message, "ask": ask, "events": [], "lo": None, "hi": None,
                       "sources": [], "offset_us": None, "file": path.name, "line": found.line}  # fmt: skip
                console.say(json.dumps(row, ensure_ascii=False))
                continue
            console.say(console.bold(f"{path.name}:{found.line} {found.rule}"), " ", message)
            console.say("   →", ask)
    return pressing


def _noticed(path: Path) -> tuple[Diagnostic, ...]:
    from furikaeri.cli.console import now
    from furikaeri.cli.settings import nearest_settings
    from furikaeri.documents.check import check
    from furikaeri.evidence.decode import decode

    source = decode(path.read_bytes()).text
    return check(source, file=path.name, now=now(), settings=nearest_settings(path.parent))


VERB = Verb(
    name="check",
    says=Text(
        "ask about faults of the record, and about what the review leaves open",
        "記録の不備と、振り返りに残る空白を問いにする",
    ),
    options=_options,
    run=_run,
)
