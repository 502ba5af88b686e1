from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from furikaeri.cli import main
from furikaeri.lint.mutants import mutants
from furikaeri.lint.yardstick import Hit, Label, agreement, read_labels
from furikaeri.text import LANGS, FurikaeriError, Lang

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FURIKAERI_DEBUG")

    def ran(*words: str, code: int = 0) -> str:
        assert main(["rule", *words]) == code
        told = capsys.readouterr()
        return told.out if code < 2 else told.err

    return ran


def test_list_and_show(run: Run) -> None:
    assert "counterfactual.had-we" in run("list")
    shown = run("show", "counterfactual.had-we")
    assert "→" in shown
    assert "✗" in shown
    assert "No rule is called nonsense" in run("show", "nonsense", code=2)
    assert "Which rule?" in run("show", code=2)


def test_a_new_rule_passes_its_own_test_and_is_then_used(run: Run, tmp_path: Path) -> None:
    run("new", "normative.own-words", "--into", "own")
    path = tmp_path / "own" / "normative.own-words.toml"
    assert "Every example comes out" in run("test", str(path))
    assert "is there already" in run("new", "normative.own-words", "--into", "own", code=2)
    (tmp_path / "furikaeri.toml").write_text('[lint]\nrules = "own"\n', "utf-8")
    assert "normative.own-words" in run("list")
    run("new", "counterfactual.another")
    assert (tmp_path / "own" / "counterfactual.another.toml").is_file()


def test_what_new_needs_to_know(run: Run) -> None:
    assert "--into" in run("new", "normative.x", code=2)
    assert "--trap" in run("new", "x", "--into", "own", code=2)
    assert "can't be a rule's id" in run("new", "normative.X Y", "--into", "own", code=2)
    run("new", "x", "--into", "own", "--trap", "normative")


def test_an_example_that_comes_out_otherwise_is_told(run: Run, tmp_path: Path) -> None:
    run("new", "normative.own-words", "--into", "own")
    path = tmp_path / "own" / "normative.own-words.toml"
    path.write_text(
        path.read_text("utf-8").replace("Here stand words to find.", "Here stands something else."), "utf-8"
    )
    told = run("test", str(path), code=1)
    assert "✗ Here stands something else." in told
    assert "1 examples" in told


def test_a_bad_example_is_shown_said_otherwise(run: Run, tmp_path: Path) -> None:
    run("new", "normative.own-words", "--into", "own")
    path = tmp_path / "own" / "normative.own-words.toml"
    path.write_text(path.read_text("utf-8").replace("Here stand words to find.", "There were words to find."), "utf-8")
    told = run("test", str(path))
    assert "~ tense: There are words to find.  [normative.own-words]" in told
    assert "~ negation: There were not words to find.  [normative.own-words]" in told


def test_bench_counts_hits_and_agreement(run: Run, tmp_path: Path) -> None:
    run("new", "normative.own-words", "--into", "own")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text("## Analysis\n\nHere are words to find.\n\nThe disk was full.\n", "utf-8")
    (corpus / "b.md").write_text("## Analysis\n\nHere are words to notice.\n", "utf-8")
    (tmp_path / "labels.tsv").write_text("a.md\t3\tNO\twords\nb.md\t9\tnormative\twords\n", "utf-8")
    rule = str(tmp_path / "own" / "normative.own-words.toml")
    told = run("bench", rule, "--corpus", str(corpus), "--labels", "labels.tsv")
    assert "a.md:3" in told
    assert "2 hits in 2 documents" in told
    assert "precision 0.50 (1 of 2)" in told
    assert "0.50 (1 of 2)" in told
    assert "--corpus" in run("bench", rule, code=2)


def test_labels_and_their_shares() -> None:
    labels = read_labels("a\t4\tHE\tx\n\nb\t1\tcounterfactual\n")
    assert labels == (Label("a", 4, "human-error"), Label("b", 1, "counterfactual"))
    agreed = agreement("human-error", [Hit("a", 5, "x"), Hit("b", 1, "x"), Hit("elsewhere", 1, "x")], labels)
    assert (agreed.precision, agreed.recall) == (0.5, 1.0)
    assert agreement("normative", [], labels).precision is None
    with pytest.raises(FurikaeriError, match="Line 2"):
        read_labels("a\t4\tHE\nb\tx\tHE\n")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("It was not checked.", "en", {"It is not checked.", "It was checked.", "It wasn't checked."}),
        ("確認しなかった。", "ja", {"確認した。", "確認しませんでした。"}),
        (
            "原因は確認不足だった。",
            "ja",
            {"原因は確認不足である。", "原因は確認不足ではなかった。", "原因は確認不足でした。"},
        ),
    ],
)
def test_sentences_said_otherwise(text: str, lang: Lang, expected: set[str]) -> None:
    assert {m.text for m in mutants(text, lang)} >= expected


@given(st.text(max_size=80), st.sampled_from(LANGS))
def test_no_mutant_is_the_sentence_itself_or_told_twice(text: str, lang: Lang) -> None:
    found = [m.text for m in mutants(text, lang)]
    assert text not in found
    assert len(found) == len(set(found))
