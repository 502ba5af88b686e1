"""An action that nobody has taken on."""

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
    r"owner|assign|responsib|\bwho\b|\bdri\b|\bteam\b|担当|責任者|オーナー|主管|実施者|\bPoC\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"@\w|\((?:owner|assignee|by)?:?\s?[A-Z][a-z]+(?: [A-Z][a-z]+)?\)|\b[A-Z][a-z]+ (?:to|will) [a-z]|\bby (?:the )?\w+ team\b"
    r"|\b(?:owner|assignee|assigned)\b|[（(][^）)\n]{0,12}(?:さん|チーム|担当)[^）)\n]{0,12}[）)]|担当"
)
_WE = re.compile(r"\b(?:We|This|That|It|They|You|Users?|Customers?|Engineers?|Need|Plan|Able) (?:to|will)\b")
_MOST_SAID = Text(
    "{n} of {all} open actions name no owner.", "未完了のアクション {all} 件のうち {n} 件に、担当が書かれていません。"
)


def _look(document: Checked) -> Iterator[Noticed]:
    def has(action: ActionItem) -> bool:
        if action.owner or action.ticket:
            return True
        cell = document.cell(action, _COLUMN)
        around = document.around(action)
        return bool(cell and not is_placeholder(cell)) or _NAMED.search(_WE.sub("", around)) is not None

    return lacking(document, has, _MOST_SAID)


CHECK = Check(
    name="action-without-owner",
    message=Text("This action has no owner yet.", "このアクションには担当が書かれていません。"),
    question=Text(
        "Who keeps it moving, and would say so? A team will do, and so will a ticket that names one.",
        "これを前に進めるのは誰ですか？　チームでも、担当の分かるチケットでもかまいません。",
    ),
    source="PagerDuty postmortem documentation, action items",
    look=_look,
)
