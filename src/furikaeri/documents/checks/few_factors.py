"""A review that names fewer conditions than had to come together."""

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
    if not found or len(found) >= document.limits.factors or document.waits("root_cause", "trigger"):
        return
    if not any(f.combined for f in found) and not all(f.person for f in found):
        yield Noticed(document.heading("root_cause", "trigger") or found[0].span)


CHECK = Check(
    name="few-factors",
    message=Text(
        "One factor is named. Most incidents need several conditions at once.",
        "挙がっている要因は一つです。多くの障害は、いくつもの条件が重なって起きます。",
    ),
    question=Text(
        "What else had to be true for this to happen, and what made it last?",
        "これが起きるには、ほかに何が揃っている必要がありましたか？　長引かせたものは何でしたか？",
    ),
    source="PagerDuty incident response documentation, contributing factors",
    look=_look,
)
