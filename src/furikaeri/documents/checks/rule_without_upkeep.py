"""A rule or a checklist that nobody has undertaken to keep alive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.open_actions import open_actions
from furikaeri.markup.plain import plain
from furikaeri.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_HUMAN = frozenset({"L6", "L7"})
_SURE = 0.5
_RULE = re.compile(
    r"docum\w*|runbook|playbook|\bguid\w*|polic\w+|\brules?\b|convention|standard\w*|train\w*|teach\w*|educat\w*|drill|check-?list|"
    r"\bchecks?\b|review\w*|process\b|procedure|manual|remind\w*|approv\w*|\bfaq\b|instruct\w*|describe|clarify|\bwrite\b"
    r"|手順|チェック|ルール|規約|規則|禁止|レビュー|周知|教育|勉強会|訓練|研修|ランブック|ドキュメント|明記|明文|追記|文書|承認|確認|ガイド|テンプレ|徹底",
    re.IGNORECASE,
)
_UPKEEP = re.compile(
    r"\b(?:daily|weekly|monthly|quarterly|yearly|annual\w*|every|each (?:day|week|month|quarter|year|release|sprint)"
    r"|regular\w*|periodic\w*|recurring|expir\w*|until|revisit\w*|reviewed (?:on|in|by|after)|retire\w*|audit\w*|cadence"
    r"|twice a|once a)\b"
    r"|毎日|毎週|毎月|毎年|週次|月次|年次|四半期|半年|定期|見直|棚卸|期限|まで(?:に|の|は)?|廃止|監査|ごとに|点検",
    re.IGNORECASE,
)


def _look(document: Checked) -> Iterator[Noticed]:
    waiting = [a for a in open_actions(document) if _RULE.search(a.text) and not _UPKEEP.search(document.around(a))]
    if not waiting:
        return
    from furikaeri.countermeasures.ladder import place  # noqa: PLC0415  # the ladder's weights cost more than the rest of the checks

    for action in waiting:
        words = plain(action.text, (Span(0, len(action.text)),)).text
        placed = place(words)
        if placed.rung is not None and placed.rung.name in _HUMAN and placed.confidence >= _SURE:
            yield Noticed(action.span)


CHECK = Check(
    name="rule-without-upkeep",
    message=Text(
        "This rests on people following a rule or a list. Such things fade unless somebody looks after them.",
        "これは人が決まりやチェックリストを守ることに支えられています。見る人がいなければ、少しずつ薄れていきます。",
    ),
    question=Text(
        "Who checks that it still lives, when, and until what replaces it?",
        "生きているかどうかを誰が、いつ確かめますか？　何に置き換わるまで続けますか？",
    ),
    source="Countermeasure ladder, rungs L6 and L7",
    look=_look,
)
