"""A timeline whose rows lead to no record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_ROWS = 3
_LINK = re.compile(
    r"https?://|\]\([^)\s]|\]\[|(?<![\w/])#\d+\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|\b[0-9a-f]{7,40}\b"
    r"|\.(?:png|jpe?g|pdf|log|json|csv)\b|!\[|<img\b|`[^`\n]*[0-9a-f]{6,}[^`\n]*`",
    re.IGNORECASE,
)
_LONGEST = 3000
_SAID = Text(
    "None of the {n} rows of the timeline leads to its record.",
    "タイムラインの {n} 行に、元の記録へのリンクがありません。",
)


def _look(document: Checked) -> Iterator[Noticed]:
    rows = document.rows
    if len(rows) < _ROWS:
        return
    starts = [*(r.span.start for r in rows[1:]), len(document.source)]
    for row, end in zip(rows, starts, strict=True):
        told = document.between(row.span.start, max(row.span.end, min(end, row.span.start + _LONGEST)))
        if (row.link and row.link.strip()) or _LINK.search(told):
            return
    yield Noticed(document.heading("timeline") or rows[0].span, _SAID.fill(n=len(rows)))


CHECK = Check(
    name="timeline-without-links",
    message=_SAID.fill(n="…"),
    question=Text(
        "Where did each time come from: which graph, alert, message or commit could a reader open?",
        "それぞれの時刻は何から分かりましたか？　読む人が開けるグラフ、アラート、発言、コミットはどれですか？",
    ),
    source="PagerDuty incident response documentation, timeline",
    look=_look,
)
