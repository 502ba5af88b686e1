"""Actions without a test that tells when they are done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.open_actions import open_actions
from furikaeri.documents.unwritten import is_placeholder
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.action_item import ActionItem
    from furikaeri.documents.checked import Checked

_COLUMN = re.compile(
    r"done (?:when|if)|accept|success|criteria|verif|definition|measure of|完了(?:条件|の|基準)|受け入れ|検証|確認方法|効果|判定|成功",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(?:done when|done if|verif\w+|so that|until|passes|prov\w+|confirm\w*|drill|exercise|tested|test that|test for"
    r"|test case|regression test|unit test|integration test|acceptance|measur\w+)\b|[<>≤≥]\s?\d|\d+\s?(?:%|％|ms|s\b|sec|min|MB|GB)"
    r"|完了条件|検証|確認でき|確認する|テスト|再現し(?:ない|なく)|であること|になること|以内|以下|以上|未満",
    re.IGNORECASE,
)
_SAID = Text(
    "{n} open actions, and none tells how you will know that it is done.",
    "未完了のアクション {n} 件に、できたと分かる確かめ方がありません。",
)


def _look(document: Checked) -> Iterator[Noticed]:
    """One notice for all: a test is worth asking for, not item by item."""

    def has(action: ActionItem) -> bool:
        cell = document.cell(action, _COLUMN)
        return bool(cell and not is_placeholder(cell)) or _TESTED.search(document.around(action)) is not None

    found = open_actions(document)
    if found and not any(map(has, found)):
        yield Noticed(document.heading("actions") or found[0].span, _SAID.fill(n=len(found)))


CHECK = Check(
    name="action-without-done-test",
    message=_SAID.fill(n="…"),
    question=Text(
        "What would you see or run to know that it is done, and that it works?",
        "何を見れば、あるいは何を動かせば、できたことと効いていることが分かりますか？",
    ),
    source="PagerDuty postmortem documentation, action items: actionable, specific, bounded",
    look=_look,
)
