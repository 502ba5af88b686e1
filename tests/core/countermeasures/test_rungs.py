"""The ladder's data: eight rungs, strongest first, each with a test, a question and examples in both languages."""

from __future__ import annotations

from furikaeri.countermeasures import kinds, place, rungs
from furikaeri.model.countermeasure import RUNG_NAMES


def test_rungs_stand_in_order_and_only_those_on_people_are_weak() -> None:
    assert tuple(rungs()) == RUNG_NAMES
    assert [r.step for r in rungs().values()] == list(range(1, 9))
    assert {r.name for r in rungs().values() if r.weak} == {"L6", "L7", "L0"}


def test_every_rung_speaks_both_languages() -> None:
    for rung in rungs().values():
        for text in (rung.title, rung.test, rung.question, *rung.examples):
            assert text.en
            assert any(c > "\u3040" for c in text.ja)
        assert len(rung.examples) >= 2


def test_our_own_examples_stand_on_their_rungs() -> None:
    wrong = [
        (rung.name, text, found.rung and found.rung.name)
        for rung in rungs().values()
        for example in rung.examples
        for text in (example.en, example.ja)
        if (found := place(text)).rung != rung
    ]
    assert wrong == []


def test_kinds_are_the_four_of_the_model() -> None:
    assert list(kinds()) == ["prevent", "mitigate", "remaining", "process"]
