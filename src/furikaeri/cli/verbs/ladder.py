"""`furikaeri ladder`: put countermeasures on the ladder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from furikaeri.cli.console import Console

_NO_RUNG = Text("on no rung", "どの段にも当たりません")
_DOCUMENTS = frozenset({".md", ".markdown", ".mdx"})


def _options(options: Options) -> None:
    options.put(
        "file",
        metavar="FILE",
        says=Text(
            "one countermeasure a line, or a document with an action section; - for standard input",
            "1 行に 1 つの対策、またはアクションの節がある文書。- で標準入力",
        ),
    )
    options.put("--format", choices=("text", "jsonl"), default="text", says=Text("how to print it", "出力の形式"))


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.cli.width import plain
    from furikaeri.countermeasures.ladder import place, placement_json
    from furikaeri.countermeasures.rungs import kinds

    lines = list(_lines(args))
    if not lines and args.format == "text":
        console.note(Text("No countermeasure is written here yet.", "対策はまだ書かれていません。"))
    for line in lines:
        placement = place(line)
        if args.format == "jsonl":
            console.say(json.dumps(placement_json(placement), ensure_ascii=False))
            continue
        rung = placement.rung
        place_ = f"{rung.name} {console.words(rung.title)}" if rung else console.words(_NO_RUNG)
        kind = f" · {console.words(kinds()[placement.kind].title)}" if placement.kind else ""
        console.say(console.bold(plain(line)))
        console.say(f"    {place_}{kind}", console.dim(f"  {' · '.join(placement.why)}") if placement.why else "")
        if question := console.words(placement.question):
            console.say(f"  → {question}")
    return 0


def _lines(args: Namespace) -> Iterator[str]:
    from furikaeri.evidence.decode import decode

    if args.file == "-":
        for raw in sys.stdin.buffer.read().splitlines():
            line = decode(raw).text.strip()
            if line:
                yield line
        return
    path = Path(args.file)
    try:
        text = decode(path.read_bytes()).text
    except OSError as fault:
        from furikaeri.text import FurikaeriError

        raise FurikaeriError(
            Text("{path} can't be read: {fault}.", "{path} を読めません（{fault}）。").fill(
                path=path, fault=fault.strerror
            )
        ) from fault
    if path.suffix.lower() in _DOCUMENTS:
        from furikaeri.documents.parse import parse

        yield from (action.text for action in parse(text, file=path.name).actions)
    else:
        yield from (line.strip() for line in text.splitlines() if line.strip())


VERB = Verb(
    name="ladder",
    step=9,
    says=Text("see how much each countermeasure rests on people remembering", "対策がどの段に立つかを見る"),
    options=_options,
    run=_run,
)
