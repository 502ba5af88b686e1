"""An apology to those affected that is made of set phrases alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.messages import external_messages
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_FORMULA = re.compile(
    r"\bapologi[sz]e (?:\w+ )?for (?:any|the|all)(?: \w+)? (?:inconvenience|disruption|trouble)\w*"
    r"|\bsorry for (?:any|the|all)(?: \w+)? (?:inconvenience|disruption|trouble)\w*"
    r"|\bwe (?:take|value) (?:your|the) \w+ (?:very )?seriously|\bwe appreciate your (?:patience|understanding)"
    r"|(?:ご迷惑|ご不便|ご心配)[^。\n]{0,24}(?:おかけ|お掛け)[^。\n]{0,40}(?:お詫び|申し訳)|(?:深く|心より|謹んで)お詫び",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\d|\b(?:unable to|could not|couldn['’]t|failed|unavailable|delayed|lost|down|slow|errors?|outage)\b"
    r"|できな|不可|停止|遅延|失われ|届か|表示され|エラー|障害により|不具合により",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:we have|we['’]ve|we are|we['’]re|we will|we['’]ll|has been|have been|to prevent)\s+\w+"
    r"|(?:修正|追加|変更|強化|導入|見直|改善|増強|復旧|実施|防止|対策|返金|補償)[^。\n]{0,20}(?:し|いた|ます|予定)",
    re.IGNORECASE,
)


def _look(document: Checked) -> Iterator[Noticed]:
    for message in external_messages(document):
        text = document.words(message)
        rest = _FORMULA.sub("", text)
        if _HAPPENED.search(rest) and _DOING.search(rest):
            continue
        for block in message:
            plain = document.plain(block)
            if m := _FORMULA.search(plain.text):
                yield Noticed(plain.source_span(*m.span()))
                break


CHECK = Check(
    name="apology-boilerplate",
    message=Text(
        "An apology belongs here. This one could stand under any incident: it does not tell what happened and what you do.",
        "ここではお詫びがふさわしい場所です。ただ、この文はどの障害にも使え、何が起き、何をしているのかが伝わりません。",
    ),
    question=Text(
        "What did those people experience, from when to when, and what are you doing so that it stays away?",
        "読む方には何が起き、いつからいつまで続きましたか？　繰り返さないために、いま何をしていますか？",
    ),
    source="PagerDuty incident response documentation, external message",
    look=_look,
)
