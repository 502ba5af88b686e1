"""An impact in which zeros and unknowns are not stated: blank cells, and silence about what was looked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.unwritten import is_placeholder
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_STATED = re.compile(
    r"(?<![\d.,])0(?![\d.,:])|\b(?:zero|no|none|not|never|nothing|nobody|without|unknown|unclear|unsure|unable|estimat\w*"
    r"|approximat\w*|about|around|roughly|at least|up to|all|every|only)\b|[~≈]\s?\d"
    r"|ゼロ|なし|無し|ありませ|なかった|ない|ません|不明|未確認|調査中|推定|約|およそ|全て|すべて|全|のみ|だけ",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
_NAMELESS = re.compile(r"^\W*(?:time|date|start|end|開始|終了|発生|日時)", re.IGNORECASE)
_BLANK_SAID = Text(
    "“{label}” is blank: is it 0, or not known?", "「{label}」が空欄です。0 なのか、不明なのかが伝わりません。"
)


def _look(document: Checked) -> Iterator[Noticed]:
    if document.waits("impact"):
        return
    blank = False
    for block, role in zip(document.written.blocks, document.roles, strict=True):
        if role == "impact" and block.kind == "row" and not block.header and len(block.cells) >= 2:
            label, *values = (document.source[slice(*cell)] for cell in block.cells)
            if label and all(is_placeholder(v) for v in values):
                blank = True
                yield Noticed(block.pieces[0], _BLANK_SAID.fill(label=label.strip("*_` ")[:60]))
    told = document.words(document.told("impact"))
    if not blank and _NUMBER.search(told) and not _STATED.search(told):
        yield Noticed(document.heading("impact"))


CHECK = Check(
    name="impact-unknowns",
    message=Text(
        "The impact says what was hit, not what was looked for and found unharmed or could not be found out.",
        "影響を受けたものは書かれていますが、確かめて無事だったもの、分からなかったものが書かれていません。",
    ),
    question=Text(
        "What was counted and came to 0 (dropped events, lost data)? What is still unknown, and who will find out?",
        "数えて 0 だったもの（破棄されたイベント、失われたデータなど）は何ですか？　まだ不明なことは何で、誰が確かめますか？",
    ),
    source="PagerDuty incident response documentation, impact",
    look=_look,
)
