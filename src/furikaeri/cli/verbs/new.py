"""`furikaeri new`: an empty incident folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the folder to make", "作るフォルダ"))
    options.put("--title", default="", says=Text("what happened, in a few words", "何が起きたか、ひとことで"))
    options.put(
        "--zone",
        default="UTC",
        says=Text("the incident's local time zone, as in Asia/Tokyo", "現地のタイムゾーン（例: Asia/Tokyo）"),
    )
    options.put(
        "--service",
        action="append",
        default=[],
        metavar="NAME",
        says=Text("a service concerned; may be repeated", "関係するサービス（繰り返し可）"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.folder import Bundle
    from furikaeri.bundle.incident import zone
    from furikaeri.model.incident import Incident

    incident = Incident(
        title=args.title or args.dir.name, zone=str(zone(args.zone)), lang=console.lang, services=tuple(args.service)
    )
    Bundle.create(args.dir, incident)
    console.say(
        Text(
            "{dir} is ready. Next, bring the raw traces in as they are: furikaeri add {dir} PATH…",
            "{dir} を用意しました。次は、手元の記録をそのまま入れてください: furikaeri add {dir} パス…",
        ).fill(dir=args.dir)
    )
    if args.zone == "UTC":
        console.note(
            Text(
                "Times are shown in UTC. If the incident has a local time of its own, state it in {dir}/incident.toml: zone.",
                "時刻は UTC で表示します。現地時間があれば {dir}/incident.toml の zone に書いてください。",
            ).fill(dir=args.dir)
        )
    return 0


VERB = Verb(
    name="new", step=1, says=Text("make an incident folder", "障害のフォルダを作る"), options=_options, run=_run
)
