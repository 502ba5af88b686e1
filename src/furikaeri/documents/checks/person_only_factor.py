"""A review whose only contributing factor is a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.factors import factors
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked


def _look(document: Checked) -> Iterator[Noticed]:
    found = factors(document)
    if found and all(f.person for f in found):
        yield Noticed(found[0].span)


CHECK = Check(
    name="person-only-factor",
    message=Text(
        "The only factor named here is what a person did. An incident hardly ever has that as its only condition.",
        "要因として挙がっているのは人の行いだけです。それだけで起きる障害は、まずありません。",
    ),
    question=Text(
        "What did the tools, the procedure and the situation look like to whoever stood there?",
        "その場に立った人から、道具や手順、状況はどう見えていましたか？",
    ),
    source="Just culture; Microsoft Learn, post-incident review",
    look=_look,
)
