"""A timeline that does not show when it was noticed, or when it was over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_ROWS = 3
_ADDRESS = re.compile(r"https?://\S+")
_AFTER = 400  # what stands beneath the last row
_NOTICED = re.compile(
    r"detect|alert|alarm|notic|report|page[drs]?\b|paging|aware|discover|observ|identif|monitor|notif|raised|complain"
    r"|ticket|flagged|realiz|realis|found|saw\b|sees\b|seen|seeing|see that|informed|contacted|triggered|warning|receiv"
    r"|investigat|incident (?:declared|opened|started)|first (?:sign|symptom|error)|asks?\b|asked|confirm|spott"
    r"|検知|気づ|気付|アラート|警報|通知|報告|連絡|発見|発覚|覚知|問い合わせ|問合|指摘|確認|判明|認識|把握|申告|受信|検出|監視",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"resolv|mitigat|restor|recover|fix|roll(?:ed|ing)?[ -]?back|revert|back (?:up|online|to normal|in)|normal|stabili"
    r"|healthy|complet|closed|clear|all good|stopp|deployed|released|patch|merged|succe|works? again|working|over\b|end"
    r"|operational|availab|green\b|online|unpaus|resum|repair|disabled|removed|remov|upgrad|restart|done\b|safe\b|finish"
    r"|復旧|解消|解決|緩和|ロールバック|切り戻|復帰|回復|正常|収束|完了|修正|終息|再開|停止|リリース|デプロイ|切替|再起動|クローズ|終了|対処"
    r"|成功|適用|反映|対応",
    re.IGNORECASE,
)
_NAMES = (
    (_NOTICED, Text("when it was noticed, and how", "いつ、何によって気づいたか")),
    (_OVER, Text("when it was mitigated or over", "いつ緩和し、いつ収まったか")),
)
_SAID = Text("No row of this timeline shows {names}.", "このタイムラインからは、{names}が読み取れません。")


def _look(document: Checked) -> Iterator[Noticed]:
    rows = document.rows
    if len(rows) < _ROWS:
        return
    starts = [*(r.span.start for r in rows[1:]), rows[-1].span.end + _AFTER]
    told = "\n".join(
        document.between(r.span.start, max(r.span.end, start)) for r, start in zip(rows, starts, strict=True)
    )
    missing = [name for words, name in _NAMES if not words.search(_ADDRESS.sub("", told))]
    if missing:
        names = Text(" and ".join(n.en for n in missing), "、".join(n.ja for n in missing))
        yield Noticed(document.heading("timeline") or rows[0].span, _SAID.fill(names=names))


CHECK = Check(
    name="timeline-without-key-moments",
    message=_SAID.fill(names="…"),
    question=Text(
        "At which moments did the picture change: begun, noticed, paged, mitigated, over?",
        "始まり、気づき、呼び出し、緩和、収束。状況の見え方が変わったのは、それぞれいつでしたか？",
    ),
    source="PagerDuty incident response documentation, timeline",
    look=_look,
)
