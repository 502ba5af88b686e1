"""What the surroundings of a finding tell: its document, its section, its block, quotation, code, template text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from furikaeri.lint.fold import is_japanese
from furikaeri.text import Span

# Compiled by `re` when first used, so that a short document is read without waiting for all of them.
_QUOTATION = r"\"[^\"]{1,200}\"|「[^」]{1,200}」|『[^』]{1,200}』|(?<!\w)'[^']{3,200}'(?!\w)"
_LOG = (
    r"\A\W{0,4}(?:\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d\S{0,16} |\[?\d\d:\d\d:\d\d[\].,]?\S{0,8} )?"
    r"\W?(?:error|warn|warning|info|debug|fatal|critical|traceback)\b(?:[\]:=]|\s*\[|\s\S{1,60}:\d)"
)
_FIELDS = r"\b\w{1,20}=\"?\S{1,40} \w{1,20}=\"?\S{1,40} \w{1,20}="
_MAYBE_PLACEHOLDER = (  # the first character alone is searched for: that is what makes it quick
    r"[<\[{_〇○◯yhxtl](?:(?<=[<\[{_〇○◯])|(?<=\by)|(?<=\bh)h|(?<=\bx)x|(?<=\bt)(?:odo|bd)|(?<=\bl)orem)"
)
_PLACEHOLDER = (
    r"<[a-z][a-z0-9 _/,.'-]{1,60}>|\[(?:[a-z][^\]]{2,80})\](?!\()|\{\{[^}]{1,80}\}\}|\$\{[^}]{1,60}\}|\byyyy|\bhh:mm\b|\bxx:xx\b|_{4,}"
    r"|\b(?:todo|tbd|lorem ipsum)\b|〇〇|○○|◯◯|\.\.\.\s*\]"
)


_ABOUT = (
    "postmortem", "post-mortem", "post mortem", "retrospective", "incident review", "debrief", "template",
    "ポストモーテム", "振り返り", "ふりかえり", "テンプレート",
)  # fmt: skip
_MOMENT = (
    r"\b(?:19|20)\d\d[-/年]\d|\b\d{1,2}:\d\d\b|\d{1,2}時\d{1,2}分|\d{1,2}月\d{1,2}日"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b"
)
_PAST = r"\b(?:was|were|had|did|didn't|wasn't|weren't)\b|ました|でした|だった"
_YOU = r"\byou(?:r|'re|'ll)?\b|ください|ましょう"
_ENOUGH = 12_000  # characters from which a document's nature shows


def is_guide(folded: str) -> bool:
    """Whether a document tells how to review incidents rather than of one: much of reviews, no moments, little past.

    Its writer warns of the very words that the rules look for.
    """
    folded = folded[:_ENOUGH]
    size = len(folded) / (2 if is_japanese(folded[:2000]) else 6)  # in words, or nearly
    about = sum(folded.count(word) for word in _ABOUT)
    if about >= 3 and about >= 0.012 * size:
        return len(re.findall(_MOMENT, folded)) <= 5 and len(re.findall(_PAST, folded)) <= 0.02 * size
    if sum(folded.count(word) for word in ("you", "ください", "ましょう")) < 5 or re.search(_MOMENT, folded):
        return False
    return len(re.findall(_YOU, folded)) >= max(5, 0.015 * size) and len(re.findall(_PAST, folded)) <= 0.004 * size


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all sentences of one block share. `guide`: the document tells how to review, not of an incident."""

    role: str
    kind: str
    header: bool
    quoted: bool
    checked: bool | None
    guide: bool = False


@cache
def block_flags(around: Surroundings) -> frozenset[str]:
    """The flags that all sentences of a block share, by name."""
    found = {"section:" + around.role, "kind:" + around.kind}
    if around.guide:
        found.add("guide")
    if around.header:
        found.add("header")
    if around.quoted:
        found.add("quoted-block")
    if around.checked:
        found.add("checked")
    return frozenset(found)


def sentence_flags(folded: str) -> Iterator[str]:
    """What the whole sentence is: a question, template text, a line of a log, short or long."""
    tail = folded.rstrip(" )\"'」』）*")
    if tail.endswith(("?", "？")):
        yield "question"
    if re.search(_MAYBE_PLACEHOLDER, folded) and re.search(_PLACEHOLDER, folded):
        yield "placeholder"
    if re.match(_LOG, folded) or ("=" in folded and re.search(_FIELDS, folded)):
        yield "log-line"
    if tail.endswith((":", "：")):
        yield "colon"
    length = len(folded)
    yield "length:" + ("short" if length < 40 else "middle" if length < 160 else "long")


def match_flags(folded: str, start: int, end: int, code: Sequence[Span], links: Sequence[Span]) -> Iterator[str]:
    """Where the match stands: in quotation marks, in code, in a link, at the beginning of the sentence.

    `code` and `links` are ranges of the sentence.
    """
    if any(begin <= start and end <= stop for begin, stop in code):
        yield "code"
    if any(begin <= start and end <= stop for begin, stop in links):
        yield "link"
    if ('"' in folded or "「" in folded or "『" in folded or "'" in folded) and any(
        m.start() < start and end < m.end() and m.end() - m.start() < len(folded) - 4
        for m in re.finditer(_QUOTATION, folded)
    ):
        yield "quotation"
    if start < 4:
        yield "opens"
