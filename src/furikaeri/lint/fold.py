"""A text as the patterns read it: lower case, plain quotes, full-width letters made narrow; each character stays one."""

from __future__ import annotations

import re

_WIDE = re.compile("[\x0e-\x1b\x7f-\x9f\u2010-\u2015\u2018-\u201d\u3000\uff01-\uff5e\xa0\u0130]")
_TABLE = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(range(0x2010, 0x2016), "-"),
    **dict.fromkeys((0x2018, 0x2019, 0x201A, 0x201B), "'"),
    **dict.fromkeys((0x201C, 0x201D), '"'),
    **dict.fromkeys((*range(0x0E, 0x1C), *range(0x7F, 0xA0)), " "),  # tags stand on these code points
    0x3000: " ",
    0xA0: " ",
    0x130: "i",
}
# Japanese punctuation that came in full width keeps its shape: patterns are written with it.
for _kept in "（），．：；！？～":
    _TABLE[ord(_kept)] = _kept
_JAPANESE = re.compile(r"[ぁ-んァ-ヺ一-鿿々]")


def fold(text: str) -> str:
    """`text` with the same number of characters, so that every offset holds."""
    if _WIDE.search(text):
        text = text.translate(_TABLE)
    return text.lower().replace("\n", " ").replace("\t", " ")


def is_japanese(text: str) -> bool:
    """Whether a sentence is to be read by the Japanese rules: it holds kana or kanji."""
    return not text.isascii() and _JAPANESE.search(text) is not None
