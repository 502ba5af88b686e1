"""A review that does not tell what is known now that was not known before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked

_KNOWN = re.compile(
    r"\bnow (?:we )?know|\bwe (?:now )?(?:know|understand) now|\b(?:we|i)(?:['’]ve| have)? (?:also )?(?:learn(?:ed|t)|discovered that"
    r"|had (?:believed|assumed|thought)|(?:had )?previously (?:believed|assumed|thought))|\bit turns? out|\bturned out\b"
    r"|\bsurpris\w+|\b(?:lessons?|learnings?|takeaways?)\b|\bknowledge gained\b"
    r"|学び|学んだ|学びまし|教訓|知見|気づき|気付き|いまは知って|今は知って|思い込|と思っていた|と考えていた|想定していた|わかったこと|分かったこと|想定外",
    re.IGNORECASE,
)


def _look(document: Checked) -> Iterator[Noticed]:
    if document.told("lessons") or document.waits("lessons"):
        return
    if not _KNOWN.search(document.words(tuple(b for b in document.written.blocks if b.kind != "comment" and b.pieces))):
        yield Noticed()


CHECK = Check(
    name="no-now-we-know",
    message=Text(
        "Nothing here tells what you know about your systems now that you did not know before.",
        "この障害を経て、システムについて新しく分かったことが書かれていません。",
    ),
    question=Text(
        "What did you believe before, and what do you know now? A review may end there, without a single action.",
        "前はどう思っていて、いまは何を知っていますか？　アクションがなくても、それが書ければ十分です。",
    ),
    source="Microsoft Learn, post-incident review: know more about your systems",
    look=_look,
)
