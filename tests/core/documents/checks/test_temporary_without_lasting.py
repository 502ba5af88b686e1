from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words

LASTING = (
    "| Autoscale the pool on queue depth | platform team | 2026-04-01 | a load test of twice the traffic passes |\n"
)


def test_a_workaround_that_nothing_replaces() -> None:
    told = edited(ENGLISH, ("a workaround until the autoscaler arrives", "a workaround"), (LASTING, ""))
    assert words(told, "temporary-without-lasting") == ["workaround"]
    told = edited(
        JAPANESE,
        ("応急処置であり、恒久対応は自動スケール。", "応急処置である。"),
        ("| 接続プールを待ち行列の長さで自動スケール | 基盤チーム | 2026-04-01 | 倍の負荷試験に合格 |\n", ""),
    )
    assert words(told, "temporary-without-lasting") == ["応急処置"]


def test_an_action_on_the_same_thing_replaces_it() -> None:
    told = edited(
        ENGLISH,
        ("The pool was doubled, a workaround until the autoscaler arrives.", "A workaround: queue depth was capped."),
    )
    assert not words(told, "temporary-without-lasting")


def test_a_temporary_outage_is_no_fix() -> None:
    told = edited(
        ENGLISH,
        ("The pool was doubled, a workaround until the autoscaler arrives.", "The temporary outage ended by itself."),
    )
    assert not words(told, "temporary-without-lasting")
