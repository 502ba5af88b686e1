"""A point under "what didn't go well" that no action answers and nobody has decided to leave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.action_item import is_nothing
from furikaeri.documents.check import Check, Noticed
from furikaeri.documents.shared_words import telling_words
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked
    from furikaeri.markup.blocks import Block

_ANSWERED = re.compile(
    r"https?://|\]\(|#\d+\b|\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b|→|⇒|->|=>"
    r"|\b(?:won['’]t|will not|not going to|decided not to|accept(?:ed|ing)? (?:the|this) risk|out of scope|no action"
    r"|we will|we'll|action:|follow[- ]?up:|fixed|has been|have since|now )"
    r"|対応しない|やらない|行わない|見送|許容|受容|対象外|対応済|修正済|別途|今後",
    re.IGNORECASE,
)
_NONE_SAID = Text(
    "{n} points did not go well, and the review has no action.",
    "うまくいかなかったことが {n} 点ありますが、アクションがありません。",
)


def _look(document: Checked) -> Iterator[Noticed]:
    points = [b for b in _points(document) if not _ANSWERED.search(document.raw(b))]
    if not points:
        return
    answers = telling_words("\n".join(document.around(a) for a in document.actions))
    if not document.actions:
        if document.waits("actions"):
            return
        yield Noticed(document.heading("went_wrong"), _NONE_SAID.fill(n=len(points)))
        return
    for block in points:
        plain = document.plain(block)
        words = telling_words(plain.text)
        if len(words) >= 2 and not words & answers:
            yield Noticed(plain.source_span(0, len(plain.text.rstrip())))


def _points(document: Checked) -> list[Block]:
    told = [b for b in document.told("went_wrong") if not is_nothing(document.plain(b).text)]
    outermost = min((b.level for b in told if b.kind == "item"), default=0)
    return [b for b in told if b.kind == "item" and b.level == outermost]


CHECK = Check(
    name="unanswered-went-wrong",
    message=Text(
        "No action seems to answer this point, and nothing says that you leave it as it is.",
        "この点に応えるアクションも、「やらない」という判断も見当たりません。",
    ),
    question=Text(
        "What will change here? If nothing will: what speaks for leaving it?",
        "ここは何が変わりますか？　変えないなら、その理由は何ですか？",
    ),
    source="PagerDuty incident response documentation, how did we do",
    look=_look,
)
