"""What the surroundings of a finding tell: its section, its block, quotation, code, template text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from furikaeri.lint.fold import is_japanese
from furikaeri.lint.lexicon import Lexicon, Place
from furikaeri.lint.words import Read
from furikaeri.text import Span

_QUOTATION = re.compile(r"\"[^\"]{1,200}\"|「[^」]{1,200}」|『[^』]{1,200}』|(?<!\w)'[^']{3,200}'(?!\w)")
_LOG = re.compile(
    r"\A\W{0,4}(?:\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d\S{0,16} |\[?\d\d:\d\d:\d\d[\].,]?\S{0,8} )?"
    r"\W?(?:error|warn|warning|info|debug|fatal|critical|traceback)\b(?:[\]:=]|\s*\[|\s\S{1,60}:\d)"
)
_FIELDS = re.compile(r"\b\w{1,20}=\"?\S{1,40} \w{1,20}=\"?\S{1,40} \w{1,20}=")
_MAYBE_PLACEHOLDER = re.compile(r"[<\[{_〇○◯]|\by|\bhh|\bxx|\bt(?:odo|bd)|\blorem")
_PLACEHOLDER = re.compile(
    r"<[a-z][a-z0-9 _/,.'-]{1,60}>|\[(?:[a-z][^\]]{2,80})\](?!\()|\{\{[^}]{1,80}\}\}|\$\{[^}]{1,60}\}|\byyyy|\bhh:mm\b|\bxx:xx\b|_{4,}"
    r"|\b(?:todo|tbd|lorem ipsum)\b|〇〇|○○|◯◯|\.\.\.\s*\]"
)


_ABOUT = (
    "postmortem", "post-mortem", "post mortem", "retrospective", "incident review", "debrief", "template",
    "ポストモーテム", "振り返り", "ふりかえり", "テンプレート",
)  # fmt: skip
_MOMENT = re.compile(
    r"\b(?:19|20)\d\d[-/年]\d|\b\d{1,2}:\d\d\b|\d{1,2}時\d{1,2}分|\d{1,2}月\d{1,2}日"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b"
)
_PAST = re.compile(r"\b(?:was|were|had|did|didn't|wasn't|weren't)\b|ました|でした|だった")
_YOU = re.compile(r"\byou(?:r|'re|'ll)?\b|ください|ましょう")
_ENOUGH = 40_000  # characters from which a document's nature shows


def is_guide(folded: str) -> bool:
    """Whether a document tells how to review incidents rather than of one: much of reviews, no moments, little past.

    Its writer warns of the very words that the rules look for.
    """
    folded = folded[:_ENOUGH]
    size = len(folded) / (2 if is_japanese(folded[:2000]) else 6)  # in words, or nearly
    about = sum(folded.count(word) for word in _ABOUT)
    speaks_of_reviews = about >= 3 and about >= 0.012 * size
    if not speaks_of_reviews and len(_YOU.findall(folded)) < max(5, 0.015 * size):
        return False
    most_moments, most_past = (5, 0.02) if speaks_of_reviews else (0, 0.004)
    return len(_MOMENT.findall(folded)) <= most_moments and len(_PAST.findall(folded)) <= most_past * size


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all sentences of one block share. `guide`: the document tells how to review, not of an incident."""

    role: str
    kind: str
    header: bool
    quoted: bool
    checked: bool | None
    guide: bool = False

    def flags(self) -> Iterator[str]:
        """The block's flags, by name."""
        if self.guide:
            yield "guide"
        yield "section:" + self.role
        yield "kind:" + self.kind
        if self.header:
            yield "header"
        if self.quoted:
            yield "quoted-block"
        if self.checked:
            yield "checked"


def sentence_flags(folded: str) -> Iterator[str]:
    """What the whole sentence is: a question, template text, a line of a log, short or long."""
    tail = folded.rstrip(" )\"'」』）*")
    if tail.endswith(("?", "？")):
        yield "question"
    if _MAYBE_PLACEHOLDER.search(folded) and _PLACEHOLDER.search(folded):
        yield "placeholder"
    if _LOG.match(folded) or ("=" in folded and _FIELDS.search(folded)):
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
        for m in _QUOTATION.finditer(folded)
    ):
        yield "quotation"
    if start < 4:
        yield "opens"


_BESIDE = 100  # characters beside a match that a guard looks at
_NEAR = 8  # words beside a match that a guard of single words looks at, unless it says fewer


class GuardBook:
    """The guards of a lexicon in use: those of single English words were looked up with the words, all others search."""

    __slots__ = ("_compiled", "_near", "_searches")

    def __init__(self, lexicon: Lexicon, searches: Mapping[str, Mapping[str, str]]) -> None:
        self._near = {guard.name: guard.near for guard in lexicon.guards.values()}
        self._searches = searches
        self._compiled: dict[str, re.Pattern[str]] = {}

    def in_sentence(self, sentence: Read) -> set[str]:
        """The guards that hold for a whole sentence."""
        found = set(self._searched("sentence", sentence.tokens))
        for meaning in sentence.meanings:
            guards = meaning[1]
            if "sentence" in guards:
                found |= guards["sentence"]
        return found

    def at_match(self, sentence: Read, start: int, end: int) -> set[str]:
        """The guards that hold close before, in and close after a match in the sentence's tokens."""
        tokens = sentence.tokens
        found = {
            *self._searched("before", tokens[max(0, start - _BESIDE) : start]),
            *self._searched("match", tokens[start:end]),
            *self._searched("after", tokens[end : end + _BESIDE]),
        }
        meanings = sentence.meanings
        if not meanings:
            return found
        near = self._near
        first, last = sentence.numbers(start, end)
        for meaning in meanings[first:last]:
            found |= meaning[1].get("match", _NO_GUARD)
        sides = (("before", meanings[max(0, first - _NEAR) : first][::-1]), ("after", meanings[last : last + _NEAR]))
        for place, words in sides:
            for distance, meaning in enumerate(words, 1):
                guards = meaning[1]
                if place in guards:
                    found.update(name for name in guards[place] if distance <= near[name])
        return found

    def _searched(self, place: Place, part: str) -> Iterator[str]:
        for name, source in self._searches.get(place, _NO_SEARCH).items():
            compiled = self._compiled.get(name)
            if compiled is None:
                compiled = self._compiled[name] = re.compile(source)
            if (compiled.match if source.startswith(r"(?:\A") else compiled.search)(part):
                yield name


_NO_SEARCH: Mapping[str, str] = {}
_NO_GUARD: frozenset[str] = frozenset()
