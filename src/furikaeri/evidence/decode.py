"""Bytes to text without guessing silently: UTF-8 (with or without BOM), UTF-16, CP932, EUC-JP, ISO-2022-JP."""

from __future__ import annotations

import codecs
from typing import NamedTuple


class Decoded(NamedTuple):
    """The text, the encoding found, and how many bytes had to be replaced (0 = every byte was understood)."""

    text: str
    encoding: str
    replaced: int


_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> Decoded:
    """The whole of `data` as text. Where several encodings fit, the one whose text reads most like Japanese wins.

    Bytes that fit none are replaced one by one and counted, so that the caller can warn; nothing is dropped.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, "replace")
            return Decoded(text, encoding.removesuffix("-sig"), text.count("�") - data.count("�".encode()))
    if b"\x00" in data[:200]:
        zeros_odd, zeros_even = data[1:400:2].count(0), data[0:400:2].count(0)
        guess = "utf-16-le" if zeros_odd >= zeros_even else "utf-16-be"
        try:
            return Decoded(data.decode(guess), guess, 0)
        except UnicodeDecodeError:
            pass
    if b"\x1b$" in data or b"\x1b(J" in data:  # before UTF-8: its bytes are all ASCII
        try:
            return Decoded(data.decode("iso2022_jp"), "iso-2022-jp", 0)
        except UnicodeDecodeError:
            pass
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    fits = []
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        fits.append((_japanese(text), encoding, text))
    if fits:
        _, encoding, text = max(fits)
        return Decoded(text, encoding.replace("_", "-"), 0)
    text = data.decode("utf-8", "replace")
    return Decoded(text, "utf-8", text.count("�") - data.count("�".encode()))


def _japanese(text: str) -> float:
    """Share of the non-ASCII characters that are kana or common kanji; half-width kana count against (mojibake)."""
    other = [c for c in text if c > "\x7f"]
    if not other:
        return 0.0
    good = sum("\u3040" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or c in "、。「」・ー（）：！？" for c in other)
    bad = sum("\uff61" <= c <= "\uff9f" for c in other)
    return (good - bad) / len(other)
