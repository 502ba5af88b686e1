from __future__ import annotations

import re
import time
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words

from furikaeri.documents.check import check, check_names, checks
from furikaeri.documents.checked import Limits
from furikaeri.documents.recognise import is_review
from furikaeri.lint.settings import Settings

FILES = sorted(
    f.name.removesuffix(".py")
    for f in resources.files("furikaeri.documents.checks").iterdir()
    if f.name.endswith(".py") and not f.name.startswith("_")
)
HEARD = edited(ENGLISH, ("## Impact", "## Notes"), ("| Mori |", "| |"))


def test_a_whole_review_is_left_in_peace() -> None:
    assert check(ENGLISH) == ()
    assert check(JAPANESE) == ()


@pytest.mark.parametrize("name", FILES)
def test_every_check_conforms(name: str) -> None:
    found = checks()[name.replace("_", "-")]
    for text in (found.message, found.question):
        assert text.en.strip()
        assert re.search("[ぁ-ん]", text.ja)
    assert re.search(r"\b(?:how|what|who|where|which|when)\b", found.question.en.lower())
    assert not re.search(r"\bwhy\b|should have|could have", (found.message.en + found.question.en).lower())
    assert found.source
    assert (Path(__file__).parent / f"test_{name}.py").is_file()


def test_the_names_are_known_without_importing() -> None:
    assert check_names() == set(checks()) == {f.replace("_", "-") for f in FILES}


def test_other_documents_are_no_business_of_the_checks() -> None:
    readme = (
        "# A library\n\n## Description\n\nWords.\n\n## Detection\n\nOf encodings.\n\n## Next steps\n\n- Read the docs\n"
    )
    assert not check(readme)
    assert not is_review(readme)
    assert is_review(ENGLISH)
    assert not check(edited(ENGLISH, ("# Checkout was slow on 3 March", "# Postmortem template")))
    assert not check(HEARD, file="docs/postmortem_template.md")


def test_each_notice_stands_at_its_place() -> None:
    (missing, owner) = check(HEARD)
    assert (missing.rule, missing.line, missing.trap, missing.severity) == ("missing-section", 1, "document", "note")
    assert HEARD[slice(*owner.span)].startswith("| Show the 99th")
    assert owner.line == HEARD[: owner.span.start].count("\n") + 1


def test_settings_choose_checks_and_severities() -> None:
    assert [d.rule for d in check(HEARD, settings=Settings(off=frozenset({"missing-section"})))] == [
        "action-without-owner"
    ]
    assert not check(HEARD, settings=Settings(off=frozenset({"document"})))
    loud = Settings(severities=(("document", "warning"), ("missing-section", "error")))
    assert [d.severity for d in check(HEARD, settings=loud)] == ["error", "warning"]


def test_a_comment_with_a_reason_silences() -> None:
    comment = "<!-- furikaeri: ok missing-section told in the status page -->"
    assert [d.rule for d in check(f"{HEARD}\n{comment}\n")] == ["action-without-owner"]
    assert len(check(f"{HEARD}\n<!-- furikaeri: ok missing-section -->\n")) == 2
    row = "| Show the 99th percentile on the dashboard | |"
    marked = edited(HEARD, (row, f"<!-- furikaeri: ok action-without-owner the team decides on Friday -->\n\n{row}"))
    assert [d.rule for d in check(marked)] == ["missing-section"]


def test_the_policy_is_the_organisations() -> None:
    assert said(ENGLISH, "few-factors", limits=Limits(factors=5))
    assert not said(ENGLISH, "few-factors", limits=Limits(factors=2))


def test_the_language_is_that_of_the_document_unless_chosen() -> None:
    lost = edited(JAPANESE, ("## 影響", "## 覚え書き"))
    assert [d.lang for d in check(lost)] == ["ja"]
    assert [d.lang for d in check(lost, lang="en")] == ["en"]


LINES = st.sampled_from(
    [*ENGLISH.split("\n"), *JAPANESE.split("\n"), "> ? How?", "| | |", "```", "<!--", "**Impact**:", "- [ ] x"]
)


@settings(max_examples=60)
@given(st.lists(LINES, max_size=60).map("\n".join) | st.text(max_size=200))
def test_nothing_breaks_it_and_every_place_is_in_the_document(source: str) -> None:
    for d in check(source) + check(ENGLISH + source):
        assert 0 <= d.span.start <= d.span.end <= len(ENGLISH + source)
        assert d.line >= 1
        assert "{" not in d.message.en + d.question.en or "{" in source


@pytest.mark.parametrize(
    "line",
    [
        "- Write a runbook\n",
        "| a | b |\n",
        "- a workaround for the pool\n",
        "12:00 it broke\n",
        "> ? How?\n\n",
        "some " * 8 + "\n",
        "ため" * 20 + "\n",
    ],
)
def test_time_grows_with_the_length(line: str) -> None:
    def seconds(n: int) -> float:
        begin = time.process_time()
        for head in ("## Impact", "## Contributing factors", "## Timeline", "## Action items"):
            check(ENGLISH.replace(head, f"{head}\n\n{line * n}"))
        return time.process_time() - begin

    seconds(10)
    assert seconds(1200) < 12 * max(seconds(300), 0.05)


def test_words_points_at_the_source() -> None:
    assert words(HEARD, "missing-section") == ["Checkout was slow on 3 March"]
