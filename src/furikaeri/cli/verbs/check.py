"""`furikaeri check`: faults of the record itself, then what the review as a whole leaves open, told as questions."""

from __future__ import annotations

import json
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.bundle.folder import Bundle
    from furikaeri.cli.console import Console
    from furikaeri.lint.diagnostic import Diagnostic
    from furikaeri.model.chronology import Fault


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put("--format", choices=("text", "jsonl"), default="text", says=Text("how to print it", "出力の形式"))


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.chronicle import chronicle
    from furikaeri.bundle.folder import Bundle
    from furikaeri.cli.incident import no_events
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
        _ask(fault.code, fault.message, fault.ask, console)
        if step := _next(fault, bundle):
            console.say(console.dim(f"    {step}"))
    if args.format == "text":
        if unread:
            console.say(
                Text(
                    "{n} record{s} could not be read; `furikaeri add` told which and what to do.",
                    "読めなかった記録が {n} 件あります。取り込み時の案内をご覧ください。",
                ).fill(n=unread)
            )
        if not chronology.events:
            console.say(no_events(args.dir))
        elif not chronology.faults:
            console.say(
                Text(
                    "The record itself leaves none of the questions open that the rules know to ask.",
                    "記録そのものについて、ルールが知っている問いはすべて片づいています。",
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
            _ask(f"{path.name}:{found.line} {found.rule}", message, ask, console)
    return pressing


def _ask(name: str, message: Text | str, ask: Text | str, console: Console) -> None:
    console.say(console.bold(name))
    console.say("   ", message)
    console.say("  →", ask)


def _next(fault: Fault, bundle: Bundle) -> str:
    """The command that answers the question, where one does."""
    if fault.code == "missing-key-moment":
        return f"furikaeri tell {bundle.path} moment --moment NAME --event “…”"
    source, _, instance = fault.sources[0].partition(":") if fault.sources else ("", "", "")
    if fault.code == "zone-error" and instance in {item.name for item in bundle.index().items.values()}:
        return f"furikaeri add {bundle.path} {quote(instance)} --again --zone ZONE"
    if fault.code == "clock-skew" and source and fault.offset:
        lo, hi = (round(us / 1_000_000) for us in fault.offset)
        return f"furikaeri tell {bundle.path} clock --source {quote(fault.sources[0])} --ahead {lo}..{hi}"
    return ""


def _noticed(path: Path) -> tuple[Diagnostic, ...]:
    from furikaeri.cli.console import now
    from furikaeri.cli.settings import nearest_settings
    from furikaeri.documents.check import check
    from furikaeri.evidence.decode import decode

    source = decode(path.read_bytes()).text
    return check(source, file=path.name, now=now(), settings=nearest_settings(path.parent))


VERB = Verb(
    name="check",
    step=4,
    says=Text(
        "ask about faults of the record, and about what the review leaves open",
        "記録の不備と、振り返りに残る空白を問いにする",
    ),
    options=_options,
    run=_run,
)
