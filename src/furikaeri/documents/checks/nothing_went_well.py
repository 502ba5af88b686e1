"""A review that does not tell what kept things from being worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked


def _look(document: Checked) -> Iterator[Noticed]:
    if not document.told("went_well", "lucky") and not document.waits("went_well"):
        yield Noticed(document.heading("went_well"))


CHECK = Check(
    name="nothing-went-well",
    message=Text("Nothing stands here of what went well.", "うまくいったことが書かれていません。"),
    question=Text(
        "What kept this from being worse? What did people do that nobody had asked of them?",
        "もっと悪くならずに済んだのは、何のおかげでしたか？　頼まれていないのに誰かがしてくれたことは何ですか？",
    ),
    source="Microsoft Learn, post-incident review: how things went right",
    look=_look,
)
