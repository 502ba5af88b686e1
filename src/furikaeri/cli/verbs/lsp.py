"""`furikaeri lsp`: the linter in an editor."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put(
        "--stdio",
        action="store_true",
        says=Text(
            "speak on standard input and output; it does so anyway, and some editors ask for it",
            "標準入出力で話す（もともとそうします。この引数を付けるエディタのために受け付けます）",
        ),
    )


def _run(_: Namespace, console: Console) -> int:
    from furikaeri.cli.console import now

    try:
        from furikaeri.lsp.server import server
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "cattrs", "attrs"}:
            raise
        raise FurikaeriError(
            Text(
                "The language server needs one more package: pip install 'furikaeri[lsp]'",
                "言語サーバーには追加のパッケージが必要です: pip install 'furikaeri[lsp]'",
            )
        ) from missing
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")  # the server closes its pipe when the editor says goodbye
    server(console.lang, now).start_io(stdout=pipe)
    return 0


VERB = Verb(
    name="lsp",
    step=24,
    says=Text("run the language server, for editors", "エディタのための言語サーバーを動かす"),
    options=_options,
    run=_run,
)
