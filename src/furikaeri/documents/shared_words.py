"""Whether two stretches of text speak of the same thing: the telling words they share, English or Japanese."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{3,}")
_RUN = re.compile(r"[一-鿿々]{2,}|[ァ-ヺー]{3,}")
_EMPTY = frozenset(
    """about after again also although always anything around because been before being between both cause caused could
    didn does doing done down during each either ensure even every from further future have having here however incident
    into issue issues itself just less like made make makes many more most much need needed needs never only other
    others outage over people please point problem process really same service services should since some someone still
    such system systems take taken team than that their them then there these they thing things this those time times
    took toward towards under until update using very want wasn well went were what when where which while will with
    within without work worked would your""".split()  # noqa: SIM905  # ninety quoted words would hide them
)
_EMPTY_JA = frozenset(
    [
        "対応",
        "障害",
        "発生",
        "問題",
        "時間",
        "今回",
        "場合",
        "必要",
        "実施",
        "確認",
        "可能",
        "影響",
        "事象",
        "原因",
        "対策",
        "システム",
        "サービス",
        "インシデント",
    ]
)
_STEM = 5


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that carry its matter: English stems, pairs of kanji, runs of katakana."""
    english = {w.lower()[:_STEM] for w in _WORD.findall(text) if w.lower() not in _EMPTY}
    runs = [r for r in _RUN.findall(text) if r not in _EMPTY_JA]
    pairs = {r[n : n + 2] for r in runs if r[0] >= "一" for n in range(len(r) - 1)}
    return frozenset((english | pairs | {r for r in runs if r[0] < "一"}) - _EMPTY_JA)


def shared_words(a: str, b: str) -> frozenset[str]:
    """The telling words that both texts hold."""
    return telling_words(a) & telling_words(b)
