"""`furikaeri worker`: the background workers alone, for installations whose web processes run none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put("--threads", type=int, default=2, says=Text("how many jobs at once", "同時に進める仕事の数"))
    options.put(
        "--no-sweeps",
        action="store_true",
        says=Text("leave the sweeps to another worker", "定期の見回りは別の worker に任せる"),
    )


def _run(args: Namespace, console: Console) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "furikaeri_web.project.settings")
    import django

    django.setup()
    from furikaeri_web.parts.jobs import sweep, workers

    consumer = workers(max(1, args.threads), periodic=not args.no_sweeps)
    if not args.no_sweeps:
        sweep()
    console.say(Text("Workers are at work.", "裏方が動いています。"))
    consumer.run()  # until it is told to stop
    return 0


VERB = Verb(
    name="worker", step=2, says=Text("run the background workers alone", "裏方だけを動かす"), options=_options, run=_run
)
