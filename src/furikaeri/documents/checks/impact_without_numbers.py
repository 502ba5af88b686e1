"""An impact told without numbers, or with a vague word where a number of how many would stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.markup.sentences import sentences
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_NUMBER = re.compile(
    r"[0-9０-９]|\b(?:zero|none|nobody|nothing|all|every|entire\w*|whole|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|a dozen|half|no (?:\w+ )?(?:users?|customers?|data|impact\w*|requests?|events?|funds?|services?|accounts?))\b"
    r"|全て|すべて|全員|全体|全ユーザ|全(?=[一-鿿ァ-ヺ])|ゼロ|皆無|半数|半分|[一二三四五六七八九十百千万]+(?:件|人|名|時間|分|日|社|台)"
    r"|(?:影響|被害|漏えい|流出|損失)は?(?:ありません|なし|無し|なかった)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:some|many|several|numerous|various|certain|most|a (?:small |large |limited |significant )?(?:number|portion"
    r"|subset|fraction|handful|majority|lot) of|a few|multiple)"
    r"(?: of (?:the|our))? (?:\w+ ){0,2}?(?:users?|customers?|clients?|accounts?|requests?|events?|teams?|services?"
    r"|organi[sz]ations?|people|jobs?|orders?|transactions?|nodes?|sites?|tenants?|messages?|builds?|merchants?)\b"
    r"|(?:一部|多く|多数|大多数|大半|複数|数多く|いくつか|若干|少数)の?(?:お客様|ユーザー?|利用者|顧客|会員|リクエスト|注文"
    r"|アカウント|サービス|端末|イベント|データ|取引|チーム|機能|サーバー?|店舗|方)",
    re.IGNORECASE,
)
_VAGUE_SAID = Text("“{words}” leaves open how many.", "「{words}」では、どれだけなのかが分かりません。")
_MOST = 3


def _look(document: Checked) -> Iterator[Noticed]:
    blocks = document.told("impact")
    if not blocks:
        return
    if not _NUMBER.search(document.words(blocks)):
        yield Noticed(document.heading("impact"))
        return
    found = 0
    for block in blocks:
        if block.kind == "code" or found >= _MOST:
            continue
        plain = document.plain(block)
        for start, end in sentences(plain.text):
            m = _VAGUE.search(plain.text, start, end)
            if m and not _NUMBER.search(plain.text[start:end]):
                found += 1
                yield Noticed(plain.source_span(*m.span()), _VAGUE_SAID.fill(words=m.group().replace("\n", " ")))
                break


CHECK = Check(
    name="impact-without-numbers",
    message=Text("The impact has no number.", "影響に数がありません。"),
    question=Text(
        "How many, out of how many, and for how long? “Unknown, asked on Tuesday” is an answer too.",
        "全体のうちどれだけが、どれくらいの時間でしたか？　「不明。火曜に確認」も立派な答えです。",
    ),
    source="PagerDuty incident response documentation, impact",
    look=_look,
)
