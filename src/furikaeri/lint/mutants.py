"""An example said otherwise: in another tense, negated, politely or plainly. A good rule knows what it would say then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from furikaeri.text import Lang, Text

Change = Literal["tense", "negation", "form"]
CHANGES: dict[Change, Text] = {
    "tense": Text("tense", "時制"),
    "negation": Text("negation", "否定"),
    "form": Text("form", "文体"),
}

_AUXILIARY = r"was|were|is|are|has|have|had|did|does|do|will|would|could|should|can|must"
_EN: tuple[tuple[Change, str, str], ...] = (
    ("tense", r"\bwas\b", "is"),
    ("tense", r"\bwere\b", "are"),
    ("tense", r"\bis\b", "was"),
    ("tense", r"\bare\b", "were"),
    ("tense", r"\bdid\b", "does"),
    ("tense", r"\bwill\b", "would"),
    ("tense", r"\b(?:could|should|would) have been\b", "was"),
    ("negation", rf"\b({_AUXILIARY}) not\b", r"\1"),
    ("negation", r"\b(was|were|is|are|has|had|did|does|would|could|should|must)n['’]t\b", r"\1"),
    ("negation", rf"\b({_AUXILIARY})\b(?! not|n['’]t)", r"\1 not"),
    ("form", r"\b(was|were|is|are|has|had|did|does|would|could|should) not\b", r"\1n't"),
    ("form", r"\b(was|were|is|are|has|had|did|does|would|could|should)n['’]t\b", r"\1 not"),
    ("form", r"\bwe will\b", "we'll"),
    ("form", r"\bWe will\b", "We'll"),
)
_JA: tuple[tuple[Change, str, str], ...] = (
    ("tense", r"していた(?=[。！」]|$)", "している"),
    ("tense", r"していました(?=[。！」]|$)", "しています"),
    ("tense", r"(?<!で)した(?=[。！」]|$)", "する"),
    ("tense", r"しました(?=[。！」]|$)", "します"),
    ("tense", r"する(?=[。！」]|$)", "した"),
    ("tense", r"します(?=[。！」]|$)", "しました"),
    ("tense", r"だった(?=[。！」]|$)", "である"),
    ("tense", r"でした(?=[。！」]|$)", "です"),
    ("negation", r"(?<!で)した(?=[。！」]|$)", "しなかった"),
    ("negation", r"しました(?=[。！」]|$)", "しませんでした"),
    ("negation", r"できた(?=[。！」]|$)", "できなかった"),
    ("negation", r"(?<=[きしれけせてねめべげえ])なかった(?=[。！」]|$)", "た"),
    ("negation", r"します(?=[。！」]|$)", "しません"),
    ("negation", r"する(?=[。！」]|$)", "しない"),
    ("negation", r"だった(?=[。！」]|$)", "ではなかった"),
    ("negation", r"(?:である|だ)(?=[。！」]|$)", "ではない"),
    ("form", r"(?<!で)した(?=[。！」]|$)", "しました"),
    ("form", r"(?<=[きしれけせてねめべげえ])なかった(?=[。！」]|$)", "ませんでした"),
    ("form", r"しました(?=[。！」]|$)", "した"),
    ("form", r"ませんでした(?=[。！」]|$)", "なかった"),
    ("form", r"だった(?=[。！」]|$)", "でした"),
    ("form", r"でした(?=[。！」]|$)", "だった"),
    ("form", r"します(?=[。！」]|$)", "する"),
    ("form", r"する(?=[。！」]|$)", "します"),
    ("form", r"である(?=[。！」]|$)", "です"),
    ("form", r"です(?=[。！」]|$)", "である"),
)
_TABLE: dict[Lang, tuple[tuple[Change, re.Pattern[str], str], ...]] = {
    "en": tuple((change, re.compile(words), other) for change, words, other in _EN),
    "ja": tuple((change, re.compile(words), other) for change, words, other in _JA),
}


class Mutant(NamedTuple):
    """The sentence with one thing changed."""

    change: Change
    text: str


def mutants(sentence: str, lang: Lang) -> Iterator[Mutant]:
    """Each way the table knows to say the sentence otherwise, once, one change at a time.

    >>> [m.text for m in mutants("原因は確認不足だった。", "ja") if m.change == "form"]
    ['原因は確認不足でした。']
    """
    seen = {sentence}
    for change, words, other in _TABLE[lang]:
        text = words.sub(other, sentence, count=1)
        if text not in seen:
            seen.add(text)
            yield Mutant(change, text)
