from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words

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


def test_a_blank_cell_is_asked_about() -> None:
    assert words(edited(ENGLISH, ("| Events dropped | 0 |", "| Events dropped | ? |")), "impact-unknowns") == [
        "| Events dropped | ? |"
    ]
    found = said(edited(JAPANESE, ("| 破棄されたイベント | 0 件 |", "| 破棄されたイベント | |")), "impact-unknowns")
    assert [d.message.ja for d in found] == ["「破棄されたイベント」が空欄です。0 なのか、不明なのかが伝わりません。"]


def test_prose_that_tells_only_what_was_hit() -> None:
    assert words(edited(ENGLISH, (TABLE, "312 orders failed.")), "impact-unknowns") == ["Impact"]
    assert not words(edited(ENGLISH, (TABLE, "312 orders failed; no data was lost.")), "impact-unknowns")
    assert words(edited(JAPANESE, (TABLE_JA, "312 件の注文が失敗した。")), "impact-unknowns") == ["影響"]
    assert not words(edited(JAPANESE, (TABLE_JA, "312 件の注文が失敗した。データの消失はない。")), "impact-unknowns")
