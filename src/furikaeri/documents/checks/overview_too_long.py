"""An overview that takes longer to read than a newcomer will stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.markup.sentences import sentences
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_OVERVIEW = re.compile(
    r"overview|summary|tl;?dr|abstract|概要|要約|サマリ|オーバービュー",
    re.IGNORECASE,
)
_SAID = Text(
    "This overview has {n} sentences; one or two are read to the end.",
    "この概要は {n} 文あります。1、2 文なら最後まで読んでもらえます。",
)


def _look(document: Checked) -> Iterator[Noticed]:
    for section in document.sections:
        if not section.announced or section.role != "summary" or not _OVERVIEW.search(section.title):
            continue
        parts = document.written.blocks[slice(*section.blocks)]
        stop = next((n for n, b in enumerate(parts) if b.kind == "heading"), len(parts))
        told = [document.plain(b).text for b in parts[:stop] if b.kind in {"paragraph", "item"} and not b.quoted]
        n = sum(1 for text in told for _ in sentences(text))
        words = sum(len(text.split()) for text in told)
        signs = sum(len(text) for text in told)
        limits = document.limits
        long = signs > limits.overview_characters if document.lang == "ja" else words > limits.overview_words
        if n > limits.overview_sentences and long:
            yield Noticed(document.heading_of(section), _SAID.fill(n=n))
        return


CHECK = Check(
    name="overview-too-long",
    message=_SAID.fill(n="…"),
    question=Text(
        "What would you tell somebody in the lift: what did people experience, how long, and how did it end?",
        "廊下ですれ違った人に話すなら、利用者に何が起き、どれだけ続き、どう収まったと伝えますか？",
    ),
    source="PagerDuty incident response documentation, postmortem template",
    look=_look,
)
