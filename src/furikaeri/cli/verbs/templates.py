"""`furikaeri templates`: the forms a review can take."""

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
    from furikaeri.documents.template import templates

    for name, template in templates().items():
        console.say(
            console.bold(name),
            " ",
            Text("{title}. {about}", "{title}。{about}").fill(title=template.title, about=template.about),
        )
        console.say("   ", " · ".join(console.words(part.title) for part in template.parts))
    return 0


VERB = Verb(
    name="templates",
    step=23,
    says=Text("list the forms a review can take", "振り返りのひな形を並べる"),
    options=_options,
    run=_run,
)
