"""`furikaeri sources`: what can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(_: Options) -> None:
    """Takes no argument."""


def _run(_: Namespace, console: Console) -> int:
    from furikaeri.evidence.source import sources

    for name, source in sources().items():
        console.say(console.bold(name), " ", source.title)
        console.say("   ", Text("in view: {rule}", "見えていたとみなす条件: {rule}").fill(rule=source.view_rule))
    return 0


VERB = Verb(
    name="sources", step=22, says=Text("list what can be read", "読める記録の形式を並べる"), options=_options, run=_run
)
