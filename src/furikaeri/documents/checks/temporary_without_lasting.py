"""A temporary fix without the lasting one that replaces it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.shared_words import telling_words
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_TEMPORARY = re.compile(
    r"\b(?:temporary|interim|short[- ]term|stop[- ]?gap|band[- ]?aid|quick) (?:\w+ )?(?:fix\w*|measures?|mitigations?"
    r"|solutions?|workarounds?|patch\w*|remed\w+)|\bwork-?arounds?\b|\bhot-?fix(?:e[sd])?\b"
    r"|\btemporarily (?:disabl|increas|scal|block|switch|turn|paus|redirect|rais|reduc|add|mov|limit|suspend|remov|bypass)\w*"
    r"|\b(?:disabled|paused|turned off|switched off) \w+(?: \w+){0,4} for now\b"
    r"|暫定(?:対応|対処|措置|対策|処置|的)|応急(?:処置|対応|措置|対策)|一時的(?:な|に)(?:対処|措置|対応|処置|回避|無効|停止し|遮断し|増や)"
    r"|仮対応|ワークアラウンド|ホットフィックス|回避策",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:permanent\w*|long[- ]term|lasting|proper(?:ly)? fix\w*|root fix|final fix|full fix|structural|until \w+"
    r"|replac\w+|redesign\w*|re-?architect\w*)\b"
    r"|恒久|根本(?:対応|対策|的|解決)|本対応|本格対応|長期|抜本|再発防止",
    re.IGNORECASE,
)


def _look(document: Checked) -> Iterator[Noticed]:
    said = document.words(document.told("actions", "resolution", "lessons"))
    if _LASTING.search(said) or any(_LASTING.search(s.title) for s in document.sections):
        return
    lasting = [(a.line, telling_words(document.around(a))) for a in document.actions if not _TEMPORARY.search(a.text)]
    for block in document.told("resolution", "timeline", "actions", "summary"):
        plain = document.plain(block)
        m = _TEMPORARY.search(plain.text)
        if m is None or block.kind == "code":
            continue
        words = telling_words(plain.text)
        if not any(line != block.line and len(words & answer) >= 2 for line, answer in lasting):
            yield Noticed(plain.source_span(*m.span()))
            return


CHECK = Check(
    name="temporary-without-lasting",
    message=Text(
        "A temporary measure stands here, and nothing tells what replaces it.",
        "一時的な処置が書かれていますが、それに代わる恒久的な対応が見当たりません。",
    ),
    question=Text(
        "What takes its place, by when, and how will you notice if the temporary measure outlives that?",
        "これに代わるものは何で、いつまでですか？　期限を過ぎて残っていたら、何で気づきますか？",
    ),
    source="PagerDuty incident response documentation, resolution",
    look=_look,
)
