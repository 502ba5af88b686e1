"""What kind of statement it is, said before it: `[fact]`, `[inference]`, `[opinion]`, in either language.

The marks are plain words in brackets, so that a text stays readable wherever it goes; they stand at the beginning of a
paragraph, a list item, a table cell or a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from furikaeri.text import Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Stance = Literal["fact", "inference", "opinion"]
STANCES: dict[Stance, Text] = {
    "fact": Text("fact", "事実"),
    "inference": Text("inference", "推測"),
    "opinion": Text("opinion", "意見"),
}
ABOUT: dict[Stance, Text] = {
    "fact": Text("observed: a record or a person shows it", "観察された事実（記録や証言で示せる）"),
    "inference": Text("concluded from what was observed", "観察から導いた推測"),
    "opinion": Text("held by whoever says it", "書いた人の意見"),
}
_BY_WORD: dict[str, Stance] = {word: stance for stance, text in STANCES.items() for word in (text.en, text.ja)}
MARK = re.compile(r"(?:\[|［)(fact|inference|opinion|事実|推測|意見)(?:\](?![(\[:])|］)[ \t　]?")
_BEFORE = re.compile(r"(?:^|[.!?。！？）)」』|>*\-+:：]|\d[.)])[ \t　]*$")


def stance(word: str) -> Stance:
    """The stance that the word of a mark names."""
    return _BY_WORD[word]


def marks(text: str) -> Iterator[tuple[Span, Stance]]:
    """Every mark that opens a statement, with the blank behind it."""
    for m in MARK.finditer(text):
        line = text.rfind("\n", 0, m.start()) + 1
        if _BEFORE.search(text[max(line, m.start() - 8) : m.start()]):
            yield Span(m.start(), m.end()), stance(m[1])
