from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words


def test_each_open_question_is_pointed_at() -> None:
    told = edited(ENGLISH, ("## Resolution\n", "## Resolution\n\n> ? How did you know that it was over?\n"))
    assert words(told, "open-question") == ["? How did you know that it was over?"]
    told = edited(JAPANESE, ("## 解決\n", "## 解決\n\n> ? 収まったことは何で確かめましたか？\n"))
    assert words(told, "open-question") == ["? 収まったことは何で確かめましたか？"]


def test_many_are_said_once() -> None:
    asked = "".join(f"\n> ? Question {n}?\n" for n in range(7))
    found = said(edited(ENGLISH, ("## Resolution\n", f"## Resolution\n{asked}")), "open-question")
    assert [d.message.en for d in found] == ["7 questions of the draft are still open."]


def test_a_quotation_is_no_question() -> None:
    assert not words(
        edited(ENGLISH, ("## Resolution\n", "## Resolution\n\n> Is it over? asked the shift.\n")), "open-question"
    )
