"""A text in pieces that people change as one: paragraphs, sentences, words. Joined, the pieces are the text again."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SENTENCE = re.compile(r"[^\n]*?(?:[.!?](?=\s)[ \t]*|[。！？]+[」』）)]*|\n|$)")
_WORD = re.compile(
    r"\s+|[ァ-ヺー]+|[ぁ-ゖ]+|[々一-鿿豈-﫿]+|[^\W_ァ-ヺーぁ-ゖ々一-鿿豈-﫿]+(?:['’\-.][^\W_ァ-ヺーぁ-ゖ々一-鿿豈-﫿]+)*|."
    , re.DOTALL
)  # fmt: skip


def paragraphs(text: str) -> list[str]:
    """Stretches between blank lines, and the blank lines; a code block is one whatever stands in it."""
    found: list[str] = []
    open_: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if not line.strip() and not fence:
            found += ["".join(open_), line] if open_ else [line]
            open_ = []
            continue
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" \t\r\n" + fence[0]):
            fence = ""
        open_.append(line)
    return [*found, "".join(open_)] if open_ else found


def sentences(text: str) -> list[str]:
    """Sentences and line ends."""
    return [m.group() for m in _SENTENCE.finditer(text) if m.group()]


def words(text: str) -> list[str]:
    """Words, blanks and signs; Japanese cut where one script meets another."""
    return _WORD.findall(text)
