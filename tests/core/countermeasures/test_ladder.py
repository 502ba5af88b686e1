"""Placing a countermeasure: the right rung for plain cases, an answer for any text, the same answer twice."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.countermeasures import place, placement_json, weakest
from furikaeri.countermeasures.ladder import choose
from furikaeri.model.countermeasure import RUNG_NAMES
from furikaeri.text import LANGS

PLAIN = [
    ("Delete the unused feature flag.", "L1"),
    ("未使用のフラグを廃止する。", "L1"),
    ("Add a schema check to the CI pipeline that rejects unknown fields.", "L2"),
    ("CIにスキーマ検証のテストを追加する。", "L2"),
    ("Retry failed uploads with exponential backoff.", "L3"),
    ("失敗した配信を指数バックオフで自動的に再試行する。", "L3"),
    ("Put a circuit breaker in front of the rating service.", "L4"),
    ("公開APIに流量制限を導入する。", "L4"),
    ("Alert when the free disk space drops below 10%.", "L5"),
    ("空き容量を監視し、10%を切ったら通知する。", "L5"),
    ("Write a runbook for restoring the ledger.", "L6"),
    ("台帳の復元手順をrunbookに明記する。", "L6"),
    ("Add the clock skew to the release checklist.", "L7"),
    ("リリース前のチェックリストに項目を追加する。", "L7"),
    ("We will be more careful with deploys.", "L0"),
    ("今後は注意して作業する。", "L0"),
]
CLEAN_UP = [
    "Investigate the spike in the queue.",
    "Revert the change and backfill the lost rows.",
    "遅延の原因を調査する。",
    "誤って消した行をバックアップから復元した。",
]


@pytest.mark.parametrize(("text", "rung"), PLAIN)
def test_plain_countermeasures_stand_where_the_definitions_put_them(text: str, rung: str) -> None:
    placed = place(text)
    assert placed.rung is not None
    assert placed.rung.name == rung
    assert 0 < placed.confidence <= 1


@pytest.mark.parametrize("text", CLEAN_UP)
def test_clean_up_and_investigation_have_no_rung_and_are_remaining_steps(text: str) -> None:
    placed = place(text)
    assert placed.rung is None
    assert placed.kind == "remaining"
    assert "class" not in placed.question.ja
    assert placed.question.en


@pytest.mark.parametrize("text", ["", "   ", "---", "🙂", "xyzzy plugh"])
def test_where_nothing_decides_it_abstains(text: str) -> None:
    placed = place(text)
    assert placed.rung is None
    assert placed.kind is None
    assert placed.why == ()
    assert placed.confidence == 0


def test_the_words_that_decided_are_the_writers_own() -> None:
    text = "Set up an **Alert** on replication lag; page the on-call."
    placed = place(text)
    assert "Alert" in placed.why
    assert all(word in text for word in placed.why)


def test_full_width_letters_and_markdown_do_not_matter() -> None:
    plain, dressed = place("Alert on disk usage"), place("- [ ] **Ａｌｅｒｔ** on disk usage")
    assert plain.rung is not None
    assert plain.rung == dressed.rung


def test_the_weakest_part_decides() -> None:
    found = weakest(["Alert on disk usage.", "Remind everyone to be careful."])
    assert found is not None
    assert found.rung is not None
    assert found.rung.name == "L0"
    assert weakest(["Investigate the spike."]) is None
    assert weakest([]) is None


def test_every_rung_asks_kindly_in_both_languages_and_never_why() -> None:
    for text, _rung in PLAIN:
        question = place(text).question
        for lang in LANGS:
            assert question[lang].rstrip().endswith(("?", "？"))
        assert "why" not in question.en.lower()
        assert not any(word in question.ja for word in ("なぜ", "どうして"))


def test_json_has_the_fields_of_the_scoring_script() -> None:
    record = placement_json(place("Alert on disk usage"))
    assert list(record) == ["text", "rung", "kind", "confidence", "why"]
    assert json.loads(json.dumps(record))["rung"] == "L5"


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_placed_and_twice_alike(text: str) -> None:
    placed = place(text)
    assert placed == place(text)
    assert placed.text == text
    assert 0 <= placed.confidence <= 1
    assert placed.rung is None or placed.rung.name in RUNG_NAMES


@given(st.lists(st.sampled_from([t for t, _ in PLAIN] + CLEAN_UP), max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_weakest_does_not_depend_on_order(texts: list[str]) -> None:
    one, other = weakest(texts), weakest(reversed(texts))
    assert (one and one.rung) == (other and other.rung)


@pytest.mark.parametrize("piece", ["(", "[", "alert ", "**", "、", "(a", "ため", "when if, ", "![", "a.b"])
def test_a_megabyte_is_read_in_no_time(piece: str) -> None:
    started = time.process_time()
    place(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 0.5


@given(st.lists(st.floats(0, 1), min_size=9, max_size=9).filter(lambda xs: sum(xs) > 0.1))
@settings(max_examples=60, deadline=None)
def test_a_certain_answer_is_chosen(shares: list[float]) -> None:
    names = [*RUNG_NAMES, "X"]
    for sure in names:
        chances = {n: (0.9 if n == sure else 0) + 0.1 * x / sum(shares) for n, x in zip(names, shares, strict=True)}
        assert choose(chances) == sure


def test_torn_between_two_rungs_it_does_not_answer_the_empty_one_between() -> None:
    chances = dict.fromkeys([*RUNG_NAMES, "X"], 0.0) | {"L6": 0.5, "L0": 0.48, "L7": 0.02}
    assert choose(chances) in {"L6", "L0"}
