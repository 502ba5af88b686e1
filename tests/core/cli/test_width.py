from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.cli.width import fitted, folded, plain, width

texts = st.text(alphabet=st.sampled_from("ab 、。（）「」検知時刻カナ…％—é"), max_size=60)


def test_japanese_takes_two_columns_and_a_combining_mark_none() -> None:
    assert width("14:05 検知") == 10
    assert width("e\u0301") == 1


def test_a_line_is_folded_between_words_or_between_japanese_letters() -> None:
    assert folded("one two three", 7) == ["one two", "three"]
    assert folded("時刻を見せるために使います。", 12) == ["時刻を見せる", "ために使いま", "す。"]
    assert folded("furikaeri", 4) == ["furikaeri"]


@settings(max_examples=80, deadline=None)
@given(texts, st.integers(4, 30))
def test_folding_loses_nothing_and_cuts_no_closing_mark_off(text: str, columns: int) -> None:
    lines = folded(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "、。）」" for line in lines[1:])


@settings(max_examples=80, deadline=None)
@given(texts, st.integers(4, 30))
def test_what_is_fitted_fits(text: str, columns: int) -> None:
    assert width(fitted(text, columns)) <= columns
    assert fitted(text, columns).removesuffix("…") in text.rstrip() + " " or width(text) <= columns


def test_control_and_direction_characters_are_gone() -> None:
    assert plain("a\x1b[2J\n b\u202ec") == "a[2J bc"
