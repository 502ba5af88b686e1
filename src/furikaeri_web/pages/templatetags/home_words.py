"""Small numbers in words, as a newspaper writes them. Load with `{% load home_words %}`."""

from __future__ import annotations

from django import template

from furikaeri_web.parts.tongue import tongue

register = template.Library()
_EN = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
_JA = ["〇", "一つ", "二つ", "三つ", "四つ", "五つ", "六つ", "七つ", "八つ", "九つ", "十"]


@register.filter
def counted(n: int) -> str:
    """`Four`, `四つ`; beyond ten in figures."""
    words = _JA if tongue() == "ja" else _EN
    if 0 < n < len(words):
        return words[n]
    return f"{n}件" if tongue() == "ja" else str(n)
