"""A text as the patterns read it: lower case, plain quotes, full-width letters made narrow; each character stays one."""

from __future__ import annotations

import re

_KEPT = "（），．：；！？～"  # Japanese punctuation keeps its shape: patterns are written with it
_TABLE = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT},
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    **dict.fromkeys("\u3000\xa0", " "),
    "\u0130": "i",  # the one letter that lower-cases to two
}
_WIDE = f"[{''.join(_TABLE)}]"
_JAPANESE = "[ぁ-んァ-ヺ一-鿿々]"


def fold(text: str) -> str:
    """`text` with the same number of characters, so that every offset holds."""
    if not text.isascii():
        for char in set(re.findall(_WIDE, text)):  # few kinds of them: each replaced at the speed of memory
            text = text.replace(char, _TABLE[char])
    return text.lower().replace("\n", " ").replace("\t", " ")


def is_japanese(text: str) -> bool:
    """Whether a sentence is to be read by the Japanese rules: it holds kana or kanji."""
    return not text.isascii() and re.search(_JAPANESE, text) is not None
