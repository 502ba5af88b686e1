"""The invented English sentences that the weights learn from: well formed, and told apart by the shipped weights."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from furikaeri.lint import lint
from furikaeri.lint.diagnostic import TRAPS

EXAMPLES = Path(__file__).parents[3] / "benchmarks" / "lint_examples_en.tsv"
TRAP_OF = dict(zip(("HE", "CF", "NO", "ME", "WQ", "PB", "WC"), TRAPS, strict=True))
TITLES = {
    "actions": "Action items",
    "lessons": "Lessons learned",
    "root_cause": "Root cause",
    "went_wrong": "What went wrong",
    "went_well": "What went well",
    "lucky": "Where we got lucky",
    "impact": "Impact",
    "detection": "Detection",
    "summary": "Summary",
    "timeline": "Timeline",
    "resolution": "Resolution",
    "background": "Background",
    "messages": "Messages",
    "other": "Remarks",
}
PLACES = {"item": "- {}", "paragraph": "{}", "heading": "### {}", "row": "| | |\n|-|-|\n| {} | |"}


def rows() -> list[tuple[str, str, set[str], str]]:
    found = []
    for line in EXAMPLES.read_text("utf-8").splitlines()[1:]:
        section, kind, marks, text = line.split("\t")
        found.append((section, kind, {TRAP_OF[m] for m in marks.split(",") if m != "-"}, text))
    return found


@cache
def judged() -> list[tuple[set[str], set[str]]]:
    """What each sentence holds, and what is found in it."""
    return [
        (held, {d.trap for d in lint(f"## {TITLES[section]}\n\n{PLACES[kind].format(text)}\n")})
        for section, kind, held, text in rows()
    ]


def test_each_sentence_stands_once_in_a_known_place() -> None:
    places = [(section, kind, text.lower()) for section, kind, _, text in rows()]
    assert len(places) == len(set(places)) >= 1500
    assert {section for section, *_ in places} <= set(TITLES)
    assert {kind for _, kind, _ in places} <= set(PLACES)


def test_every_trap_has_sentences_for_and_many_sentences_have_none() -> None:
    held = [held for _, _, held, _ in rows()]
    assert set().union(*held) == set(TRAPS)
    assert sum(not some for some in held) >= len(held) / 2


@pytest.mark.parametrize("trap", TRAPS)
def test_half_of_the_sentences_of_a_trap_are_found_and_more(trap: str) -> None:
    found = [trap in told for held, told in judged() if trap in held]
    assert sum(found) >= 0.5 * len(found)


def test_few_sentences_without_a_trap_are_flagged() -> None:
    flagged = [bool(told) for held, told in judged() if not held]
    assert sum(flagged) <= 0.03 * len(flagged)
