from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

POINT = "- Averages on the dashboard hid the slow tail."


def test_a_point_that_no_action_answers() -> None:
    told = edited(ENGLISH, (POINT, f"{POINT}\n- Nobody could reach the vendor's hotline."))
    assert words(told, "unanswered-went-wrong") == ["Nobody could reach the vendor's hotline."]
    told = edited(
        JAPANESE,
        ("遅い要求が見えにくかった。", "遅い要求が見えにくかった。\n- 委託先の夜間窓口に電話がつながらなかった。"),
    )
    assert words(told, "unanswered-went-wrong") == ["委託先の夜間窓口に電話がつながらなかった。"]


def test_a_reasoned_no_is_an_answer() -> None:
    told = edited(
        ENGLISH, (POINT, "- Nobody could reach the vendor's hotline. We decided not to change it: they close in May.")
    )
    assert not words(told, "unanswered-went-wrong")


def test_without_any_action_it_is_said_once() -> None:
    told = ENGLISH[: ENGLISH.index("## Action items")]
    assert words(told, "unanswered-went-wrong") == ["What didn't go so well"]
