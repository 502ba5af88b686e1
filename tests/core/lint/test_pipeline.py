"""The linter as a whole: where it stands, what it leaves alone, what silences it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from furikaeri.lint import Settings, lint, read_settings, rules
from furikaeri.lint.candidates import candidates, sift
from furikaeri.lint.engine import Engine, Speech, engine_for
from furikaeri.lint.fold import fold
from furikaeri.lint.pipeline import placed
from furikaeri.text import FurikaeriError

FAULT = "We should have rolled back sooner."


def traps(source: str, settings: Settings | None = None) -> set[str]:
    return {d.trap for d in lint(source, settings=settings)}


def test_a_finding_stands_where_its_words_stand() -> None:
    source = "# Review\n\n- 🐛 𠮷 We **should** have rolled `back` sooner.\r\n"
    (found,) = [d for d in lint(source) if d.trap == "counterfactual"]
    assert source[slice(*found.span)].startswith(("We **should** have rolled", "should** have rolled"))
    assert found.line == 3
    assert found.lang == "en"
    assert found.rule in found.page


@pytest.mark.parametrize(
    "source",
    [
        f"```\n{FAULT}\n```\n",
        f"    2026-01-01 10:00:00 ERROR: {FAULT}\n",
        f"> {FAULT}\n",
        f"The branch is called `{FAULT}` here.\n",
        f"<!-- {FAULT} -->\n",
        "---\ntitle: We should have rolled back sooner.\n---\n",
    ],
)
def test_code_logs_quotations_and_comments_are_left_alone(source: str) -> None:
    assert lint(source) == ()


def test_a_guide_on_reviews_is_left_alone() -> None:
    guide = (
        "# How to write a postmortem\n\nYour postmortem is blameless. Do not write that we should have rolled back sooner."
        " A good postmortem asks how. In a postmortem, avoid human error as a cause.\n"
    )
    assert lint(guide) == ()
    assert traps(guide + "\n2026-01-02 10:00 the page was down. " * 9) == {"counterfactual", "human-error"}


def test_sentences_of_two_languages_in_one_document() -> None:
    source = f"# 振り返り\n\n12:04 に再起動しました。\n\n{FAULT}\n"
    assert [(d.lang, d.line) for d in lint(source)] == [("en", 5)]


class TestSuppression:
    def test_on_its_own_line_it_speaks_for_the_next_block(self) -> None:
        comment = "<!-- furikaeri: ok counterfactual the customer's own words -->"
        assert lint(f"{comment}\n\n{FAULT}\n") == ()
        assert traps(f"{comment}\n\nAll is well.\n\n{FAULT}\n") == {"counterfactual"}

    def test_among_words_it_speaks_for_its_line(self) -> None:
        comment = "<!-- furikaeri: ok counterfactual.modal-perfect quoted from the ticket -->"
        (found,) = {d.rule for d in lint(f"- {FAULT}\n")}
        line = comment.replace("counterfactual.modal-perfect", found)
        assert lint(f"- {FAULT} {line}\n") == ()
        assert traps(f"- {FAULT} {line}\n- {FAULT}\n") == {"counterfactual"}

    def test_it_speaks_for_no_other_trap(self) -> None:
        assert traps(f"{FAULT} <!-- furikaeri: ok normative as told -->\n") == {"counterfactual"}

    def test_without_a_reason_it_silences_nothing_and_says_so(self) -> None:
        found = lint(f"{FAULT} <!-- furikaeri: ok counterfactual -->\n")
        assert {(d.trap, d.rule) for d in found} >= {("suppression", "suppression.reason")}
        assert "counterfactual" in {d.trap for d in found}

    def test_an_unknown_rule_is_told(self) -> None:
        assert {d.rule for d in lint("Fine. <!-- furikaeri: ok nonsense because -->\n")} == {"suppression.unknown"}


class TestSettings:
    def test_a_rule_or_a_trap_is_off(self) -> None:
        assert traps(FAULT, Settings(off=frozenset({"counterfactual"}))) == set()
        assert traps(FAULT, Settings(off=frozenset(rules()))) == set()

    def test_a_severity_is_chosen(self) -> None:
        settings = Settings(severities=(("counterfactual", "error"),))
        assert {d.severity for d in lint(FAULT, settings=settings)} == {"error"}

    def test_own_rules_come_from_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "own.toml").write_text(
            'id = "own"\ntrap = "normative"\nseverity = "error"\n[en]\nany = ["cowboy ~1 deploy*"]\n'
            'message = "A nickname judges."\nquestion = "What did the deploy do?"\n',
            "utf-8",
        )
        (found,) = lint("A cowboy style deployment at noon.\n", settings=Settings(rules=tmp_path))
        assert (found.rule, found.severity, found.message.en) == ("own", "error", "A nickname judges.")
        assert traps(FAULT, Settings(rules=tmp_path)) == {"counterfactual"}

    def test_an_own_rule_may_not_take_a_name(self, tmp_path: Path) -> None:
        name = min(rules())
        (tmp_path / f"{name}.toml").write_text(
            f'id = "{name}"\ntrap = "normative"\nseverity = "note"\n[en]\nany = ["x"]\nmessage = "m"\nquestion = "q"\n',
            "utf-8",
        )
        with pytest.raises(FurikaeriError, match="taken"):
            lint(FAULT, settings=Settings(rules=tmp_path))

    @pytest.mark.parametrize(
        "text",
        [
            "id = ", 'id = "other"', 'id = "own"\ntrap = "x"', 'id = "own"\ntrap = "normative"\nseverity = "loud"',
            'id = "own"\ntrap = "normative"\nseverity = "note"',
            'id = "own"\ntrap = "normative"\nseverity = "note"\n[en]\nany = "x"\nmessage = "m"\nquestion = "q"',
        ],
    )  # fmt: skip
    def test_a_broken_rule_says_what_is_amiss(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "own.toml").write_text(text, "utf-8")
        with pytest.raises(FurikaeriError, match="own"):
            lint(FAULT, settings=Settings(rules=tmp_path))

    def test_a_glossary_makes_machines_of_persons(self) -> None:
        engine = engine_for(Settings(machines=("operator",)))
        plain, named = (_signs("The operator did not check the lease.", e) for e in (engine_for(Settings()), engine))
        assert "person" in plain
        assert "person" not in named

    def test_they_are_read_from_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "furikaeri.toml"
        path.write_text(
            '[lint]\noff = ["normative"]\nrules = "ours"\nmachines = ["agent"]\n[lint.severity]\ncounterfactual = "error"\n',
            "utf-8",
        )
        assert read_settings(path) == Settings(
            off=frozenset({"normative"}),
            severities=(("counterfactual", "error"),),
            rules=tmp_path / "ours",
            machines=("agent",),
        )

    @pytest.mark.parametrize(
        "text", ["[lint", "lint = 1", "[lint]\nof = []", "[lint]\noff = 1", '[lint.severity]\nx = "y"']
    )
    def test_a_broken_file_says_so(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "furikaeri.toml"
        path.write_text(text, "utf-8")
        with pytest.raises(FurikaeriError, match=r"furikaeri\.toml"):
            read_settings(path)


def _signs(source: str, engine: Engine) -> set[str]:
    sifted = sift(source)
    return {
        sign
        for block, around in placed(source, sifted)
        for candidate in candidates(source, sifted, block, around, engine)
        for sign in candidate.signs
    }


PIECES = st.lists(
    st.sampled_from(
        [
            FAULT, "Nobody noticed the alert. ", "We forgot to renew it. ", "**", "`x`", "\n\n", "\r\n", "- ", "# ", "| a | b |",
            "🐛", "𠮷", "İ", "ＡＢ", "> ", "```", "[link](http://x)", "&amp;", "\\*", "<b>", "\x86", "\x00", "確認すべきだった。",
            "<!-- furikaeri: ok counterfactual -->", "\t", " ",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(source=PIECES | st.text(max_size=60))
@hypothesis_settings(deadline=None, max_examples=150)
def test_spans_are_exact_and_in_order(source: str) -> None:
    found = lint(source)
    assert list(found) == sorted(found, key=lambda d: (d.span, d.rule))
    for d in found:
        assert 0 <= d.span.start < d.span.end <= len(source)
        assert d.line == source.count("\n", 0, d.span.start) + 1
        words = source[slice(*d.span)]
        assert words == words.strip()


@given(text=st.text(max_size=200))
@hypothesis_settings(deadline=None, max_examples=200)
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "should have ",
        "never not ",
        "(((",
        "**a",
        "> ",
        "| a ",
        "[x](",
        "`",
        "if we had ",
        '"',
        "《「",
        "if, ",
        "<!-- ",
        "a.b ",
    ],
)
def test_hostile_text_does_not_multiply_the_work(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is counted in characters given to pattern searches, for a text and for one of thrice its length."""
    work = 0
    found = Speech.found

    def counted(self: Speech, numbers: Sequence[int], tokens: str) -> object:
        nonlocal work
        work += len(tokens) * len(numbers)
        return found(self, numbers, tokens)

    monkeypatch.setattr(Speech, "found", counted)
    spent = []
    for times in (1500, 4500):
        work = 0
        lint(unit * times)
        spent.append(work)
    assert spent[1] <= 4 * spent[0] + 1000
