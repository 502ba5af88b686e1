"""`furikaeri backup`: everything in one file, while the site runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put(
        "file",
        type=Path,
        metavar="FILE",
        says=Text("where to write it, as in monday.tar", "書き込む先（例: monday.tar）"),
    )
    options.put(
        "--force", action="store_true", says=Text("replace a file that is there", "すでにあるファイルを置き換える")
    )


def _run(args: Namespace, console: Console) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "furikaeri_web.project.settings")
    import django

    django.setup()
    from furikaeri_web.verbs.copies import write

    if args.file.exists() and not args.force:
        raise FurikaeriError(
            Text(
                "{path} is there already; add --force to replace it.",
                "{path} はすでにあります。置き換えるなら --force を付けてください。",
            ).fill(path=args.file)
        )
    files = write(args.file)
    console.say(
        Text(
            "{path}: the database and the bytes of {n} record{s}. It holds everything, the key too: keep it as safe as the site.",
            "{path} に、データベースと記録 {n} 件の中身を書き込みました。鍵を含むすべてが入っています。サイトと同じように守ってください。",
        ).fill(path=args.file, n=files)
    )
    return 0


VERB = Verb(
    name="backup",
    step=3,
    says=Text("write everything into one file", "すべてを 1 つのファイルに書き出す"),
    options=_options,
    run=_run,
)
