from __future__ import annotations

import pytest
from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

BOTH = """- The pool was sized for half of today's traffic.
- The dashboard showed averages, in which slow requests vanish."""
BOTH_JA = """- 接続プールの大きさが現在の半分の流量に合わせたままだった。
- ダッシュボードが平均値だけを示し、遅い要求が埋もれていた。"""


@pytest.mark.parametrize(
    "factor", ["Human error.", "The engineer accidentally restarted the pool.", "A mistake by the operator."]
)
def test_a_person_alone_is_no_set_of_conditions(factor: str) -> None:
    assert words(edited(ENGLISH, (BOTH, factor)), "person-only-factor") == [factor]
    assert not words(edited(ENGLISH, (BOTH, factor)), "few-factors")


def test_japanese() -> None:
    assert words(edited(JAPANESE, (BOTH_JA, "担当者の操作ミスによるもの。")), "person-only-factor") == [
        "担当者の操作ミスによるもの。"
    ]


def test_a_condition_beside_the_person_is_enough() -> None:
    told = "- The engineer accidentally restarted the pool.\n- The console shows both pools under one name."
    assert not words(edited(ENGLISH, (BOTH, told)), "person-only-factor")
    assert not words(edited(ENGLISH, (BOTH, "A race in the allocator.")), "person-only-factor")
