"""`furikaeri serve`: the web application in one process, its background workers inside."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put("--host", default="127.0.0.1", says=Text("the address to listen on", "待ち受けるアドレス"))
    options.put("--port", type=int, default=8000, says=Text("the port to listen on", "待ち受けるポート"))
    options.put(
        "--data",
        type=Path,
        default=None,
        metavar="DIR",
        says=Text("the folder for everything it keeps (FURIKAERI_DATA)", "データを置くフォルダ（FURIKAERI_DATA）"),
    )
    options.put(
        "--demo",
        action="store_true",
        says=Text("with sample incidents and people, made anew", "見本の障害と人を入れて始める（毎回作り直し）"),
    )
    options.put(
        "--workers",
        type=int,
        default=None,
        says=Text("background threads in this process; 0 for none", "この中で動かす裏方のスレッド数。0 で動かさない"),
    )


def _run(args: Namespace, console: Console) -> int:
    if args.data is not None:
        os.environ["FURIKAERI_DATA"] = str(args.data)
    elif args.demo and not os.environ.get("FURIKAERI_DATA"):
        os.environ["FURIKAERI_DATA"] = tempfile.mkdtemp(prefix="furikaeri-demo-")
    if args.demo:
        os.environ["FURIKAERI_DEMO"] = "1"
    if args.workers is not None:
        os.environ["FURIKAERI_WORKERS"] = str(args.workers)
    if not os.environ.get("FURIKAERI_URL"):
        os.environ["FURIKAERI_URL"] = f"http://{args.host}:{args.port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "furikaeri_web.project.settings")
    from furikaeri_web.project.server import serve

    return serve(args.host, args.port, console.say)


VERB = Verb(
    name="serve",
    step=1,
    says=Text("open the web application", "ウェブアプリを開く"),
    options=_options,
    run=_run,
)
