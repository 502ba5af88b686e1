"""Questions of the draft that nobody has answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_EACH = 5
_SAID = Text("{n} questions of the draft are still open.", "下書きの問いが {n} 個、まだ残っています。")


def _look(document: Checked) -> Iterator[Noticed]:
    if len(document.questions) > _EACH:
        yield Noticed(document.questions[0], _SAID.fill(n=len(document.questions)))
    else:
        yield from map(Noticed, document.questions)


CHECK = Check(
    name="open-question",
    message=Text("This question of the draft is still open.", "下書きのこの問いは、まだ残っています。"),
    question=Text(
        "Who could answer it? Write beneath it and take the question away, or say that nobody knows.",
        "誰に聞けば分かりそうですか？　下に答えを書いて問いを消すか、「分からない」と書いてください。",
    ),
    source="furikaeri: a draft asks instead of inventing",
    look=_look,
)
