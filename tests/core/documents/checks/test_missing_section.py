from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said


def test_a_section_that_readers_look_for_is_named_once() -> None:
    english = edited(ENGLISH, ("## Impact", "## Notes"), ("## Contributing factors", "## More notes"))
    found = said(english, "missing-section")
    assert [d.message.en for d in found] == ["This review has no section for: impact, contributing factors."]
    japanese = edited(JAPANESE, ("## 影響", "## 覚え書き"))
    assert [d.message.ja for d in said(japanese, "missing-section")] == ["この振り返りには次の節がありません: 影響。"]


def test_words_before_the_first_section_are_an_overview() -> None:
    lead = "Paying took up to 40 seconds for 65 minutes, until the connection pool was made larger by hand."
    lost = edited(ENGLISH, ("## Overview\n", "## Notes\n"))
    assert said(lost, "missing-section")
    assert not said(
        edited(lost, ("# Checkout was slow on 3 March\n", f"# Checkout was slow\n\n{lead}\n")), "missing-section"
    )
