"""Several countermeasures in one sentence come apart at their joints, and nothing else does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.countermeasures import parts, place, weakest


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Add an alert and remind everyone.", ("Add an alert", "remind everyone.")),
        ("Monitor disk and memory.", ("Monitor disk and memory.",)),
        ("Add a test. Write a runbook.", ("Add a test.", "Write a runbook.")),
        ("監視を追加し、全員に周知する。", ("監視を追加し", "全員に周知する。")),
        ("", ("",)),
    ],
)
def test_parts(text: str, want: tuple[str, ...]) -> None:
    assert parts(text) == want


def test_the_weakest_link_of_a_compound_is_the_reminder() -> None:
    found = weakest(parts("Add an alert on lag and remind everyone to be careful."))
    assert found is not None
    assert found.rung is not None
    assert found.rung.weak


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_parts_are_pieces_of_the_text_in_order(text: str) -> None:
    at = 0
    for part in parts(text):
        assert part in text[at:]
        at = text.index(part, at) + len(part)
        place(part)


@pytest.mark.parametrize("piece", ["and ", "Add a and ", "し、", "; ", "add, and add "])
def test_a_megabyte_comes_apart_in_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        assert parts(piece * (size // len(piece)))
        return time.process_time() - started

    seconds(1000)  # the lexicon is read once
    assert seconds(200_000) < 60 * (seconds(20_000) + 0.02)
