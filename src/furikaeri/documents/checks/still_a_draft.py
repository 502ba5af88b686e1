"""A document most of which still waits to be written: said once, instead of everything that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_SAID = Text(
    "This is still a draft: {n} of its questions are open. The checks wait until there is more to read.",
    "まだ下書きです。問いが {n} 個残っています。読めるところが増えるまで、ほかの確認は控えています。",
)


def _look(document: Checked) -> Iterator[Noticed]:
    yield Noticed(message=_SAID.fill(n=len(document.questions)) if document.questions else None)


CHECK = Check(
    name="still-a-draft",
    message=Text(
        "This is still a draft: most of its sections wait for their words. The checks wait with them.",
        "まだ下書きです。多くの節がこれから書かれます。ほかの確認は、それまで控えています。",
    ),
    question=Text(
        "Who was there and could tell the next piece?",
        "その場にいて、次のひとかけらを話せるのは誰ですか？",
    ),
    source="furikaeri: a draft asks instead of inventing",
    look=_look,
    reads="draft",
)
