from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

MESSAGE = """On 3 March between 14:05 and 15:10 UTC, 312 orders failed. We are sorry. We have doubled the capacity and will refund
the fees."""
MESSAGE_JA = (
    "3月3日14時05分から15時10分まで、312件の注文が失敗しました。申し訳ございません。処理能力を倍に増強しました。"
)


def test_set_phrases_alone() -> None:
    told = "We apologize for any inconvenience caused and appreciate your patience."
    assert words(edited(ENGLISH, (MESSAGE, told)), "apology-boilerplate") == ["apologize for any inconvenience"]
    told = "このたびはご迷惑をおかけし、深くお詫び申し上げます。"
    assert len(words(edited(JAPANESE, (MESSAGE_JA, told)), "apology-boilerplate")) == 1


def test_the_same_phrase_beside_what_happened_and_what_is_done() -> None:
    told = (
        "We apologize for any inconvenience. Between 14:05 and 15:10 UTC orders failed. We have doubled the capacity."
    )
    assert not words(edited(ENGLISH, (MESSAGE, told)), "apology-boilerplate")
    told = f"{MESSAGE_JA}ご迷惑をおかけし、深くお詫び申し上げます。"
    assert not words(edited(JAPANESE, (MESSAGE_JA, told)), "apology-boilerplate")


def test_an_internal_mail_is_another_thing() -> None:
    told = edited(
        ENGLISH, (MESSAGE, "We apologize for any inconvenience."), ("## External message", "## Internal email")
    )
    assert not words(told, "apology-boilerplate")
