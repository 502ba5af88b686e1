"""`furikaeri export`: the review with its chronology, to hand on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "--to", default="html", metavar="KIND", says=Text("html, markdown or json", "html、markdown、json のどれか")
    )
    options.put(
        "--out",
        type=Path,
        default=None,
        metavar="FILE",
        says=Text("where to write it; - for standard output", "書き出し先。- で標準出力"),
    )
    options.put(
        "--level",
        choices=("story", "moments", "raw"),
        default="story",
        says=Text("how many events", "どこまで載せるか"),
    )
    options.put(
        "--zone",
        default="",
        says=Text("the zone of local times; else the incident's own", "現地時間のゾーン（省略すると障害のもの）"),
    )
    options.put(
        "--at",
        default="",
        metavar="TIME",
        says=Text(
            "only what was in view at that moment; later things are left out of the file",
            "その時点で見えていたものだけを書き出す（後のことはファイルに含めません）",
        ),
    )
    options.put(
        "--group",
        default="",
        says=Text("in view of this group; else of anybody", "このグループに見えていたもの（省略すると誰か一人にでも）"),
    )
    options.put(
        "--roles",
        action="store_true",
        says=Text(
            "show roles in place of names, as [roles] in incident.toml says; other actors become numbered",
            "名前の代わりに役割を表示する（incident.toml の [roles]）。ほかの人は番号になります",
        ),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.moments import moment_at
    from furikaeri.bundle.roles import pseudonyms
    from furikaeri.cli.incident import known_group, named, opened
    from furikaeri.export.exporter import ExportOptions, exporters
    from furikaeri.model.review import Review

    exporter = named(exporters(), args.to, Text("export", "書き出し先"))
    bundle, chronology, _ = opened(args.dir, console)
    zone = args.zone or chronology.zone
    lang = getattr(args, "lang", bundle.incident.lang)
    names = ("review.ja.md", "review.md") if lang == "ja" else ("review.md", "review.ja.md")
    file = next((bundle.path / name for name in names if (bundle.path / name).is_file()), None)
    title = bundle.incident.title or bundle.path.name
    review = (
        None
        if file is None
        else Review(
            title=title, lang="ja" if file.name == "review.ja.md" else "en", markdown=file.read_text("utf-8-sig")
        )
    )
    options = ExportOptions(
        lang=lang,
        zone=zone,
        level=args.level,
        at=moment_at(args.at, zone, chronology.events).lo if args.at else None,
        group=known_group(args.group, chronology),
        pseudonyms=pseudonyms(bundle.incident, chronology, lang) if args.roles else {},
    )
    data = exporter.write(review, chronology, options)
    target = args.out or bundle.path / f"{'review' if review else 'chronology'}{exporter.suffix}"
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        return 0
    if args.out is None and file is not None and target == file:
        target = bundle.path / f"export{exporter.suffix}"
    target.write_bytes(data)
    console.say(
        Text("{path} is written ({n} kB).", "{path} に書き出しました（{n} kB）。").fill(
            path=target, n=-(-len(data) // 1000)
        )
    )
    if args.roles:
        console.note(
            Text(
                "Names that records state as actors are roles or numbers now. Look through the texts before you hand them on.",
                "記録に登場する人の名前は、役割か番号になっています。手渡す前に、本文にも目を通してください。",
            )
        )
    return 0


VERB = Verb(
    name="export",
    step=10,
    says=Text("write the review and its chronology to hand on", "振り返りと時系列を書き出す"),
    options=_options,
    run=_run,
)
