"""`furikaeri parse`: read existing postmortems into their parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        says=Text("Markdown or text files, or folders of them", "Markdown かテキストのファイル、またはそのフォルダ"),
    )
    options.put(
        "--format",
        choices=("text", "jsonl"),
        default="text",
        says=Text("one object a document, or a summary to read", "1 文書 1 行の JSON か、読むための要約"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.cli.paths import documents
    from furikaeri.documents.parse import as_json, parse
    from furikaeri.evidence.decode import decode

    failed = 0
    for path in documents(args.paths):
        try:
            text = decode(path.read_bytes()).text
        except OSError as fault:
            failed += 1
            console.note(
                Text("{path} can't be read: {fault}.", "{path} を読めません（{fault}）。").fill(
                    path=path, fault=fault.strerror
                )
            )
            continue
        found = as_json(parse(text, file=str(path)))
        if args.format == "jsonl":
            console.say(json.dumps(found, ensure_ascii=False))
        else:
            console.say(console.bold(found["title"] or path.name))
            console.say(
                Text(
                    "  severity {severity}, from {start} to {end}; {rows} timeline rows, {actions} actions, {sections} sections",
                    "  重大度 {severity}、{start} から {end} まで。タイムライン {rows} 行、アクション {actions} 件、節 {sections} 個",
                ).fill(
                    severity=found["severity"] or "?", start=found["incident_start"] or "?", end=found["incident_end"] or "?",
                    rows=len(found["timeline"]), actions=len(found["actions"]), sections=len(found["sections"]),
                )
            )  # fmt: skip
    return 2 if failed else 0


VERB = Verb(
    name="parse",
    step=20,
    says=Text("read existing postmortems into their parts", "既存のポストモーテムを読み解く"),
    options=_options,
    run=_run,
)
