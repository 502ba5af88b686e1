from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words


def test_an_action_without_a_date() -> None:
    assert len(words(edited(ENGLISH, ("| 2026-03-20 |", "| TBD |")), "action-without-due")) == 1
    assert len(words(edited(JAPANESE, ("| 2026-03-20 |", "| 未定 |")), "action-without-due")) == 1
    both = edited(ENGLISH, ("| 2026-03-20 |", "| |"), ("| 2026-04-01 |", "| |"))
    assert words(both, "action-without-due") == ["Action items"]


def test_dates_in_words_and_beneath() -> None:
    items = "- Cap the queue by next Friday\n- Add a graph\n  - due 4 May, 2026-05-04\n"
    told = ENGLISH[: ENGLISH.index("| Action | Owner")] + items
    assert not words(told, "action-without-due")
