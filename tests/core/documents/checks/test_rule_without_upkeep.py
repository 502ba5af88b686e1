from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, words


def _with(source: str, start: str, item: str) -> str:
    return source[: source.index(start)] + item + "\n"


def test_a_rule_that_nobody_keeps_alive() -> None:
    item = "Write a runbook for manual failover"
    assert words(_with(ENGLISH, "| Action | Owner", f"- {item}"), "rule-without-upkeep") == [item]
    item = "作業前チェックリストにダブルチェックの項目を追加する"
    assert words(_with(JAPANESE, "| アクション | 担当", f"- {item}"), "rule-without-upkeep") == [item]


def test_who_checks_and_when_is_upkeep() -> None:
    item = "Write a runbook for manual failover; Mori walks through it quarterly"
    assert not words(_with(ENGLISH, "| Action | Owner", f"- {item}"), "rule-without-upkeep")
    item = "作業前チェックリストにダブルチェックの項目を追加する(毎月、森が見直す)"
    assert not words(_with(JAPANESE, "| アクション | 担当", f"- {item}"), "rule-without-upkeep")


def test_a_mechanism_needs_none() -> None:
    assert not words(
        _with(ENGLISH, "| Action | Owner", "- Fail over automatically when the primary is down"), "rule-without-upkeep"
    )
