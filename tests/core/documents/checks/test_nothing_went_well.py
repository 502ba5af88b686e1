from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words


def test_an_empty_section_or_none() -> None:
    emptied = edited(ENGLISH, ("- Support kept a list of affected orders without being asked.", "TBD"))
    assert words(emptied, "nothing-went-well") == ["What went well"]
    gone = edited(JAPANESE, ("## うまくいったこと\n\n- サポートが自発的に影響注文の一覧を作っていた。\n", ""))
    assert words(gone, "nothing-went-well") == ["3月3日に決済が遅くなった件の振り返り"]


def test_luck_counts() -> None:
    lucky = edited(ENGLISH, ("## What went well", "## Where we got lucky"))
    assert not words(lucky, "nothing-went-well")
