"""An action without a date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.open_actions import lacking
from furikaeri.documents.unwritten import is_placeholder
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.action_item import ActionItem
    from furikaeri.documents.checked import Checked

_COLUMN = re.compile(
    r"\bdue\b|deadline|\bdate\b|\beta\b|target|\bwhen\b|timeline|timeframe|\bby\b|期限|期日|締切|予定|納期|時期|完了日|目標",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\d{4}-\d\d|\d{1,2}/\d{1,2}|\d{1,2}月|\bQ[1-4]\b|\b(?:today|tomorrow|immediate\w*|this|next|coming|within|by|before|until|in"
    r" the next|end of)(?: the)?(?: \w+){0,2} (?:hours?|days?|weeks?|months?|quarters?|sprint|year|release|monday|tuesday"
    r"|wednesday|thursday|friday|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:due|deadline|eta|today|tomorrow|immediately|asap)\b|\bv?\d+\.\d+(?:\.\d+)?\b"
    r"|期限|期日|締切|までに|今週|来週|今月|来月|今期|来期|月末|年内|年度|即日|本日|明日|直ちに|次回リリース|スプリント|四半期",
    re.IGNORECASE,
)
_MOST_SAID = Text(
    "{n} of {all} open actions have no date.", "未完了のアクション {all} 件のうち {n} 件に、期日がありません。"
)


def _look(document: Checked) -> Iterator[Noticed]:
    def has(action: ActionItem) -> bool:
        if action.ticket:
            return True
        cell = document.cell(action, _COLUMN)
        if cell is not None:
            return not is_placeholder(cell)
        return _DATED.search(document.around(action)) is not None

    return lacking(document, has, _MOST_SAID)


CHECK = Check(
    name="action-without-due",
    message=Text("This action has no date yet.", "このアクションには期日がありません。"),
    question=Text(
        "By when would its absence worry you? A ticket with a date is enough.",
        "いつまでに済んでいないと、気がかりですか？　期日の入ったチケットがあれば十分です。",
    ),
    source="PagerDuty postmortem documentation, action items",
    look=_look,
)
