from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

MESSAGE = """On 3 March between 14:05 and 15:10 UTC, 312 orders failed. We are sorry. We have doubled the capacity and will refund
the fees."""
MESSAGE_JA = (
    "3月3日14時05分から15時10分まで、312件の注文が失敗しました。申し訳ございません。処理能力を倍に増強しました。"
)


def test_a_plain_sentence_in_a_polite_message() -> None:
    told = "注文が失敗しました。原因は接続プールである。処理能力を増強した。"
    assert words(edited(JAPANESE, (MESSAGE_JA, told)), "mixed-register") == [
        "原因は接続プールである。",
        "処理能力を増強した。",
    ]


def test_one_register_throughout_and_lists_are_well() -> None:
    assert not words(JAPANESE, "mixed-register")
    assert not words(edited(JAPANESE, (MESSAGE_JA, f"{MESSAGE_JA}\n\n- 処理能力を増強した。")), "mixed-register")
    assert not words(edited(ENGLISH, (MESSAGE, "It failed. We are sorry.")), "mixed-register")
