"""The lexicon finds whole words, stems and Japanese signs, and flags forget phrases inside longer ones."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.countermeasures.flags import flags
from furikaeri.countermeasures.lexicon import build, lexicon, words_of
from furikaeri.countermeasures.scorer import Scorer, scorers
from furikaeri.countermeasures.statement import state
from furikaeri.model.countermeasure import RUNG_NAMES

SMALL = {
    "bell": {"what": "rings", "words": "alert*, page, status page, 警報"},
    "wall": {"what": "holds", "words": "rate limit*, 上限"},
}


def names(text: str) -> list[tuple[str, str]]:
    return sorted((text[c.start : c.end], c.name) for c in build(SMALL).cues(text, words_of(text)))


def test_stems_match_endings_and_words_match_whole() -> None:
    assert names("alerting") == [("alerting", "bell")]
    assert names("pages") == []
    assert names("a page") == [("page", "bell")]


def test_phrases_run_over_hyphens_and_into_japanese() -> None:
    assert names("rate-limits上限") == [("rate-limits", "wall"), ("上限", "wall")]


def test_a_phrase_within_a_longer_one_does_not_count() -> None:
    found = flags(state("Add a status page"))
    assert "dashboard" in found
    assert "alert" not in found


def test_every_class_is_described_and_used_by_the_weights() -> None:
    rung, _kind = scorers()
    for name in lexicon().names:
        assert any(flag == name or flag.startswith(f"{name}:") for flag in rung.weights), name


def test_the_weights_know_every_rung() -> None:
    rung, kind = scorers()
    assert set(rung.answers) == {*RUNG_NAMES, "X"}
    assert set(kind.answers) == {"prevent", "mitigate", "remaining", "process"}


def test_the_clause_that_says_what_it_is_for_does_not_lead() -> None:
    said = state("Add a test so that nobody gets paged")
    assert said.text[said.main.start : said.main.end].strip() == "add a test"
    said = state("障害を早く検知できるように、手順書を整備する。")
    assert said.text[said.main.start : said.main.end] == "手順書を整備する。"


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_statements_keep_their_length_and_their_zones_lie_inside(text: str) -> None:
    said = state(text)
    assert len(said.text) == len(said.shown)
    for zone in (said.first, said.title, said.main, said.lead):
        assert 0 <= zone.start <= zone.end <= len(said.text)
    for spans in flags(said).values():
        assert all(0 <= s.start < s.end <= len(said.text) for s in spans)


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=5))
@settings(max_examples=40, deadline=None)
def test_chances_are_shares_of_one(found: list[str]) -> None:
    scorer = Scorer(("x", "y"), {"a": {"x": 2.0}, "b": {"y": 800.0}})
    chances = scorer.chances(found)
    assert abs(sum(chances.values()) - 1) < 1e-9
    if "b" in found:
        assert chances["y"] > 0.99
