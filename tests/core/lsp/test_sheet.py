from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from furikaeri.lsp.sheet import Sheet
from furikaeri.text import Span

TEXTS = st.lists(st.sampled_from(["a", "あ", "🙂", "𠮷", "\n", "\u2028", "\x0b", "é"]), max_size=30).map("".join)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and UTF-16 unit, counted the slow way."""
    lines = text[:offset].split("\n")
    return len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2


@given(TEXTS, TEXTS, st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_an_edit_replaces_what_the_editor_meant(text: str, put: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(e, len(text)) for e in ends)
    sheet = Sheet.of("x", 1, text)
    sheet = sheet.edited(2, Span(sheet.offset(place(text, start)), sheet.offset(place(text, end))), put)
    assert sheet.text == text[:start] + put + text[end:]
    assert sheet.version == 2


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_span_and_its_range_mean_the_same(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    sheet = Sheet.of("x", 1, text)
    assert sheet.range(Span(start, end)) == (place(text, start), place(text, end))
    assert sheet.offset(place(text, start)) == start


@given(TEXTS, st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_a_place_outside_the_text_is_taken_to_its_edge(text: str, where: tuple[int, int]) -> None:
    assert 0 <= Sheet.of("x", 1, text).offset(where) <= len(text)
