from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

BOTH = """- The pool was sized for half of today's traffic.
- The dashboard showed averages, in which slow requests vanish."""
BOTH_JA = """- 接続プールの大きさが現在の半分の流量に合わせたままだった。
- ダッシュボードが平均値だけを示し、遅い要求が埋もれていた。"""


def test_one_factor_is_few() -> None:
    assert words(edited(ENGLISH, (BOTH, "- The pool was too small.")), "few-factors") == ["Contributing factors"]
    assert words(edited(ENGLISH, (BOTH, "The pool was too small.")), "few-factors") == ["Contributing factors"]
    assert words(edited(JAPANESE, (BOTH_JA, "プールが小さかった。")), "few-factors") == ["要因"]


def test_conditions_told_in_one_breath_count_as_several() -> None:
    assert not words(edited(ENGLISH, (BOTH, "The pool was small; in addition the alert was off.")), "few-factors")
    assert not words(edited(JAPANESE, (BOTH_JA, "プールが小さく、さらにアラートが切れていた。")), "few-factors")


def test_a_question_that_stands_there_asks_already() -> None:
    asked = "- The pool was too small.\n\n> ? What else had to be true?"
    assert not words(edited(ENGLISH, (BOTH, asked)), "few-factors")
