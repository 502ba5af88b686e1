"""What the Japanese side tells apart: people and machines, past and plan, judgement and measure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.lint import lint
from furikaeri.lint.prefilter import Sieve, bits, numbers
from furikaeri.lint.shipped import shipped_rules


def traps(section: str, text: str) -> set[str]:
    return {d.trap for d in lint(f"## {section}\n\n- {text}\n") if d.lang == "ja"}


@pytest.mark.parametrize(
    ("section", "text", "trap"),
    [
        ("根本原因", "再試行の順序が設計時に考慮されていなかった", "counterfactual"),
        ("うまくいかなかったこと", "移行の前に容量を確認していなかった", "counterfactual"),
        ("教訓", "差分を読んでいれば防げた", "counterfactual"),
        ("教訓", "もっと早く切り戻すべきだった", "counterfactual"),
        ("根本原因", "原因は担当者の操作ミスだった", "human-error"),
        ("根本原因", "証明書の更新を忘れていた", "human-error"),
        ("うまくいかなかったこと", "事前の検証が不十分だった", "normative"),
        ("検知", "検知の評価: 遅すぎた", "normative"),
        ("根本原因", "なぜ誰も気づかなかったのか？", "why-question"),
        ("アクションアイテム", "作業前に必ず設定を確認する", "weak-countermeasure"),
        ("アクションアイテム", "レビューのチェックリストに項目を追加", "weak-countermeasure"),
        ("メモ", "当該職員を戒告の懲戒処分とした。", "personal-blame"),
    ],
)
def test_a_trap_is_found(section: str, text: str, trap: str) -> None:
    assert trap in traps(section, text)


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("影響", "一部の利用者がログインできなかった"),
        ("根本原因", "ディスクの容量が不足し、書き込みに失敗した"),
        ("根本原因", "なぜ接続が枯渇したのか？"),
        ("根本原因", "判定処理の誤検知により遮断された"),
        ("アクションアイテム", "エラー率の警告を追加"),
        ("アクションアイテム", "起動時に必須の設定を検査し、なければ終了する"),
        ("アクションアイテム", "担当: 山本"),
        ("タイムライン", "ログを確認し、再起動を実施"),
        ("教訓", "切り替えは一つのトランザクションで行うべき"),
        ("メモ", "徹底的に記録を調べた"),
        ("メモ", "多大なご迷惑をおかけしましたことをお詫び申し上げます。"),
    ],
)
def test_what_is_no_trap_is_left_alone(section: str, text: str) -> None:
    assert traps(section, text) == set()


def test_code_and_quoted_blocks_are_left_alone() -> None:
    assert not lint("## 根本原因\n\n> 原因は担当者の操作ミスだった\n\n```\n原因は担当者の操作ミスだった\n```\n")


def test_a_finding_covers_its_words_and_no_more() -> None:
    source = "## 根本原因\n\n画面は変わらなかった。原因は**担当者の操作ミス**だった。\n"
    found = [d for d in lint(source) if d.trap == "human-error"]
    assert found
    assert all("操作ミス" in source[slice(*d.span)] or "ミス" in source[slice(*d.span)] for d in found)
    assert all(d.line == 3 for d in found)


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda r: r.id)
def test_messages_are_polite_and_questions_ask(rule) -> None:  # noqa: ANN001  # pytest hands the rule over
    assert rule.message["ja"].endswith(("ます。", "です。", "ません。", "ましょう。"))
    assert rule.question["ja"].endswith(("か。", "か？"))
    assert not {"なぜ", "どうして"} & {rule.question["ja"][:2], rule.question["ja"][:4]}


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="確認を誤るミスが漏れた。", max_size=40),
    strings=st.lists(st.text(alphabet="確認を誤るミス", min_size=1, max_size=4), min_size=1, max_size=12),
)
def test_the_sieve_wakes_what_stands_in_the_text_and_nothing_else(text: str, strings: list[str]) -> None:
    first = {s: [n] for n, s in enumerate(dict.fromkeys(strings))}
    woken = Sieve(first, {}).woken(text, bits(range(len(strings))))
    assert set(numbers(woken)) == {n for s, (n,) in first.items() if s in text}


def test_a_string_that_begins_another_still_counts_as_the_second() -> None:
    sieve = Sieve({"誤って": [0], "操作": [1]}, {"誤": [1]})
    assert list(numbers(sieve.woken("操作を誤って止めた", bits([0])))) == [0, 1]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="確認しなかった誤りミスべきだのば。、「」 |#*`-\n：？", max_size=120))
def test_any_japanese_text_is_read_and_every_finding_lies_within_it(text: str) -> None:
    for diagnostic in lint(text):
        assert 0 <= diagnostic.span.start < diagnostic.span.end <= len(text)
        assert diagnostic.line >= 1


def test_a_long_line_of_cues_is_read_in_linear_time() -> None:
    assert lint("確認していなかったため誤って消し" * 8_000) is not None
