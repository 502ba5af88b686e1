from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

TABLE = """| Measure | Value |
|---|---|
| Orders that failed | 312 of 9,400 |
| Events dropped | 0 |
| Accounts affected | unknown, sales will find out by Friday |"""
TABLE_JA = """| 項目 | 値 |
|---|---|
| 失敗した注文 | 9,400 件中 312 件 |
| 破棄されたイベント | 0 件 |
| 影響アカウント | 不明(営業が金曜までに調べる) |"""


def test_an_impact_without_any_number() -> None:
    assert words(edited(ENGLISH, (TABLE, "Paying was slow.")), "impact-without-numbers") == ["Impact"]
    assert words(edited(JAPANESE, (TABLE_JA, "決済が遅くなった。")), "impact-without-numbers") == ["影響"]


def test_a_vague_word_is_pointed_at() -> None:
    told = "Paying was slow for 65 minutes. Many customers gave up."
    assert words(edited(ENGLISH, (TABLE, told)), "impact-without-numbers") == ["Many customers"]
    told = "65 分間遅延した。一部のユーザーが離脱した。"
    assert words(edited(JAPANESE, (TABLE_JA, told)), "impact-without-numbers") == ["一部のユーザー"]


def test_a_share_beside_the_vague_word_answers_it() -> None:
    told = "Paying was slow for 65 minutes. Many customers (312 of 9,400) gave up."
    assert not words(edited(ENGLISH, (TABLE, told)), "impact-without-numbers")
    assert not words(edited(ENGLISH, (TABLE, "No customers were affected.")), "impact-without-numbers")
