"""The contributing factors that a review names, one each, and whether a factor is nothing but a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from furikaeri.documents.checked import Checked
    from furikaeri.text import Span

_PERSON = re.compile(
    r"\b(?:human|operator|user|pilot|manual) (?:errors?|mistakes?|slips?)\b"
    r"|\b(?:mistakes?|errors?|oversight|carelessness|negligence|inattention) (?:by|of|on the part of) (?:an?|the|our|one)\b"
    r"|\b(?:engineer|developer|operator|admin(?:istrator)?|employee|contractor|intern|someone|somebody|colleague"
    r"|team member|responder|he|she|we|i)\b[^.\n]{0,30}\b(?:accidental|mistak|inadvert|forgot|failed to|misread"
    r"|misunder|mistyp|overlook|did ?n[o'’]t|neglect|erroneous)"
    r"|ヒューマンエラー|人為的?な?ミス|人的な?ミス|うっかり|失念|不注意|認識不足|確認不足|見落と"
    r"|(?:操作|作業|設定|入力|連絡|伝達)(?:ミス|誤り|漏れ|忘れ)|(?:担当者|作業者|オペレーター|運用者|開発者|新人)(?:が|の|による)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:no|without (?:an?|any)|lack\w*|missing|default|tool\w*|script|interface|console|dashboard|alert\w*|monitor\w*"
    r"|tests?|review\w*|staff\w*|handover|pressure|similar|same|document\w*|runbook|procedure|automat\w*|permission"
    r"|access|guard\w*|valid\w*|bug|timeout|capacity|config\w*|pipeline|deploy\w*|because|allow\w*|design\w*)\b"
    r"|仕組み|自動|画面|手順|ツール|権限|体制|アラート|監視|テスト|既定|ドキュメント|引き継ぎ|似|同じ|仕様|設計|バグ|不具合|ため",
    re.IGNORECASE,
)
_COMBINES = re.compile(
    r"\b(?:also|combined|combination|together with|in addition|additionally|as well as|furthermore|moreover|second(?:ly)?|first(?:ly)?"
    r"|coupled|compound\w*|exacerbat\w*|on top of|another|several|multiple|two|three|factors|causes|reasons)\b"
    r"|また|さらに|加えて|かつ|重な|同時に|一方|併せ|あわせ|それに|しかも|複数|複合|二つ|2つ|三つ|3つ",
    re.IGNORECASE | re.DOTALL,
)
_LONG = 400
_WHOLE_STORY = 700  # so long a paragraph tells more than one condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One factor as written. `person`: it names a person's doing and no condition around it."""

    span: Span
    text: str
    person: bool
    combined: bool


def factors(document: Checked) -> tuple[Factor, ...]:
    """The factors of the sections on causes: the outermost list items and table rows, else the paragraphs."""
    written = document.told("root_cause", "trigger")
    outermost = min((b.level for b in written if b.kind == "item"), default=0)
    listed = [b for b in written if b.kind == "row" or (b.kind == "item" and b.level == outermost)]
    paragraphs = [b for b in written if b.kind == "paragraph"]
    found = []
    for block in listed if len(listed) > 1 or not paragraphs else [*paragraphs, *listed]:
        plain = document.plain(block)
        if plain.text.strip():
            found.append(
                Factor(
                    span=plain.source_span(0, len(plain.text.rstrip())),
                    text=plain.text,
                    person=len(plain.text) < _LONG
                    and _PERSON.search(plain.text) is not None
                    and _CONDITION.search(plain.text) is None,
                    combined=len(plain.text) > _WHOLE_STORY or _COMBINES.search(plain.text) is not None,
                )
            )
    return tuple(found)
