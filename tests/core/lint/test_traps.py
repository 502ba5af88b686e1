from __future__ import annotations

from furikaeri.lint.diagnostic import TRAPS
from furikaeri.lint.page import check_page, rule_page
from furikaeri.lint.traps import TRAP_ABOUT, TRAP_NAMES


def test_every_trap_has_a_name_and_says_what_it_closes_in_both_languages() -> None:
    assert set(TRAP_ABOUT) == set(TRAPS)
    assert set(TRAP_NAMES) == {*TRAPS, "document", "suppression"}
    for text in (*TRAP_NAMES.values(), *TRAP_ABOUT.values()):
        assert text.en
        assert text.ja
        assert text.en != text.ja


def test_pages_lead_to_the_docs_in_the_language_of_the_sentence() -> None:
    assert rule_page("a.b", "en") != rule_page("a.b", "ja")
    assert rule_page("a.b", "en").endswith("/en/rules/a.b")
    assert rule_page("a.b", "ja", own=True).endswith("/ja/linter")
    assert check_page("few-factors", "en").endswith("/en/reference#few-factors")
