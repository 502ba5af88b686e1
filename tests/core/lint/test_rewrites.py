from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from furikaeri.lint.rewrites import rewrites
from furikaeri.text import Lang


@pytest.mark.parametrize(
    ("lang", "asked", "again"),
    [
        ("en", "Why did you push on Friday?", "What led you to push on Friday?"),
        ("en", "3. **Why** did they restart it?", None),
        ("en", "Then why did we restart the primary?", "Then what led us to restart the primary?"),
        ("en", "Why did the on-call engineer restart it?", "What led the on-call engineer to restart it?"),
        ("en", "Why did you not look?", "What was in view at that moment?"),
        ("en", "Why didn't anybody check the graph?", "What was in view at that moment?"),
        ("en", "Why was the change not reviewed?", "How is the change usually reviewed, and what was different this time?"),
        ("en", "Why weren't the alerts acknowledged?", "How are the alerts usually acknowledged, and what was different this time?"),
        ("en", "Who approved this change?", "How did this change come to be approved?"),
        ("en", "Who broke the build?", "How did the build come to be broken?"),
        ("en", "How could they miss it?", "What was in view at that moment?"),
        ("ja", "なぜ気づかなかったのか。", "そのとき、何が見えていましたか。"),
        ("ja", "なぜ手順を確認しなかったのか。", "普段はどのように手順を確認していて、今回は何が違いましたか。"),
        ("ja", "どうして金曜日にリリースしたのですか?", "どのような経緯で金曜日にリリースしたのですか?"),
        ("ja", "なぜ問題が起きるのかは分からない。", None),
    ],
)  # fmt: skip
def test_a_why_becomes_a_what_or_a_how(lang: Lang, asked: str, again: str | None) -> None:
    found = rewrites("why-question", asked, lang)
    assert (found[0] if found else None) == again
    for words in found:
        assert "why" not in words.lower()
        assert "なぜ" not in words


def test_only_a_why_is_asked_again() -> None:
    assert rewrites("counterfactual", "Why did you push?", "en") == ()


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    for lang in ("en", "ja"):
        for words in rewrites("why-question", "why did you " + text, lang):
            assert isinstance(words, str)
