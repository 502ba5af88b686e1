"""Terms: stems and sign pairs, marked where they stand in the main clause, for any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.countermeasures.statement import state
from furikaeri.countermeasures.terms import MARK, stem, terms


def test_endings_do_not_matter() -> None:
    assert stem("alerts") == stem("alerting") == stem("alerted") == "alert"
    assert stem("bus") == "bus"
    assert stem("監視") == "監視"


def test_what_it_is_for_is_no_part_of_the_main_clause() -> None:
    found = terms(state("Add a gate in order to spare the pager."))
    assert {"~gat", "~gat:main", "~pager"} <= set(found)
    assert "~pager:main" not in found


def test_japanese_is_read_in_pairs_and_katakana_words() -> None:
    found = terms(state("遅延をアラートで知らせる。"))
    assert {"~遅延", "~アラート", "~知ら"} <= set(found)


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_gives_marked_terms_each_once_in_order(text: str) -> None:
    found = terms(state(text))
    assert all(term.startswith(MARK) for term in found)
    assert list(found) == sorted(set(found))
