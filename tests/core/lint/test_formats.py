"""How diagnostics are written out: whole for machines, harmless for terminals, whatever the document holds."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.lint.diagnostic import SEVERITIES, TRAPS, Diagnostic, Severity
from furikaeri.lint.format import Linted, formats
from furikaeri.lint.page import rule_page
from furikaeri.text import Lang, Span, Text

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b[31m\x07\x00\r\n\t%:,<>&\"']]>-\u202e\u200b\u2028\ufeff\U0001f642𠮷あ漢e\u0301"),
    ),
    max_size=60,
).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


def diagnostic(
    source: str,
    start: int,
    end: int,
    *,
    severity: Severity = "warning",
    lang: Lang = "en",
    question: str = "What did you see?",
) -> Diagnostic:
    return Diagnostic(
        trap="counterfactual", rule="counterfactual.modal-perfect", severity=severity, span=Span(start, end),
        line=source.count("\n", 0, start) + 1, lang=lang, message=Text("It did not happen.", "起きなかったことの話です。"),
        question=Text(question, "何が見えていましたか。"), page=rule_page("counterfactual.modal-perfect", lang),
    )  # fmt: skip


def written(name: str, documents: Sequence[Linted], lang: Lang | None = None, *, colour: bool = False) -> str:
    return "".join(formats()[name].write(iter(documents), lang, colour))


def one(source: str, words: str, path: str = "reviews/a b.md", **rest: Any) -> Linted:
    start = source.index(words)
    return Linted(path, source, [diagnostic(source, start, start + len(words), **rest)])


@st.composite
def documents(draw: st.DrawFn) -> Linted:
    source = draw(HOSTILE.filter(bool))
    start = draw(st.integers(0, len(source) - 1))
    end = draw(st.integers(start + 1, len(source)))
    return Linted(draw(HOSTILE), source, [diagnostic(source, start, end, question=draw(HOSTILE))])


# SARIF: the parts that https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html requires of what we write.


def assert_sarif(text: str) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(text)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "furikaeri"
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", driver["version"])
    assert run["columnKind"] in {"unicodeCodePoints", "utf16CodeUnits"}
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["helpUri"].startswith("https://")
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert re.fullmatch(r"[\x21-\x7e]*", place["artifactLocation"]["uri"]), "a URI"
        region = place["region"]
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
        assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])
        assert all(isinstance(v, str) for v in result["partialFingerprints"].values())
        assert result["properties"]["trap"] in TRAPS
    return run


def test_sarif_holds_place_words_and_trap() -> None:
    source = "# 振り返り\n\n🙂 We should have looked,\nand did not.\n"
    run = assert_sarif(written("sarif", [one(source, "should have looked,\nand")]))
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "reviews/a b.md"
    assert place["region"] == {
        "startLine": 3, "startColumn": 6, "endLine": 4, "endColumn": 4, "snippet": {"text": "should have looked,\nand"},
    }  # fmt: skip
    assert result["properties"] == {"trap": "counterfactual", "lang": "en"}


@settings(max_examples=60)
@given(st.lists(documents(), max_size=3))
def test_sarif_and_json_are_whole_whatever_the_documents_hold(found: list[Linted]) -> None:
    assert len(assert_sarif(written("sarif", found))["results"]) == len(found)
    rows = json.loads(written("json", found))
    assert [row["file"] for row in rows] == [d.path for d in found]
    for row, document in zip(rows, found, strict=True):
        assert row["text"] == document.source[slice(*document.diagnostics[0].span)]


def test_an_empty_run_is_whole_in_every_format() -> None:
    assert assert_sarif(written("sarif", []))["results"] == []
    assert json.loads(written("json", [])) == []
    assert ET.fromstring(written("junit", [])).tag == "testsuites"  # noqa: S314  # our own words
    assert written("github", []) == ""
    assert "Nothing noticed" in written("text", [Linted("a.md", "fine", [])])


@settings(max_examples=60)
@given(st.lists(documents(), max_size=3))
def test_junit_is_well_formed_whatever_the_documents_hold(found: list[Linted]) -> None:
    root = ET.fromstring(written("junit", found))  # noqa: S314  # our own words
    suites = root.findall("testsuite")
    assert len(suites) == len(found)
    for suite in suites:
        assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == "1"


def test_junit_counts_a_document_without_findings_as_one_passing_test() -> None:
    root = ET.fromstring(written("junit", [Linted("a.md", "fine", [])]))  # noqa: S314  # our own words
    (suite,) = root.findall("testsuite")
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert len(suite.findall("testcase")) == 1


@settings(max_examples=60)
@given(st.lists(documents(), max_size=3))
def test_github_gives_one_line_a_finding_that_no_document_can_break_out_of(found: list[Linted]) -> None:
    text = written("github", found)
    lines = text.split("\n")[:-1]
    assert len(lines) == len(found)
    for line, document in zip(lines, found, strict=True):
        m = re.fullmatch(r"::(notice|warning|error) ([^\r\n]*?)::(.*)", line, re.DOTALL)
        assert m is not None
        fields = dict(pair.split("=", 1) for pair in m[2].split(","))
        assert set(fields) == {"file", "line", "endLine", "col", "endColumn", "title"}
        assert unescaped(fields["file"]) == document.path
        assert unescaped(m[3]) == document.diagnostics[0].question.en


def unescaped(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@pytest.mark.parametrize("severity", SEVERITIES)
def test_github_knows_every_severity(severity: Severity) -> None:
    command = {"note": "notice"}.get(severity, severity)
    assert written("github", [one("a should b", "should", severity=severity)]).startswith(f"::{command} ")


# Text: what a person sees.


def shown(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("We should have looked.", "should have"),
        ("振り返り: もっと早く切り戻すべきだった。", "べきだった"),
        ("🙂𠮷 should have", "should"),
        ("cafe\u0301 should have", "should"),
        ("ﾊﾝｶｸ should have", "should"),
        ("ｆｕｌｌ should have", "should"),
        ("\tshould have", "should"),
        ("x" * 300 + " should have " + "y" * 300, "should have"),
    ],
)
def test_the_words_are_underlined_where_they_stand(source: str, words: str) -> None:
    _, line, under, *_ = written("text", [one(source, words)]).split("\n")
    at = line.index(words)
    marks = under.index("~")
    assert marks == shown(line[:at])
    assert under.count("~") == shown(words)
    assert shown(line) < 230


def test_a_finding_over_two_lines_is_underlined_in_its_first() -> None:
    _, line, under, *_ = written("text", [one("We should\nhave looked", "should\nhave")]).split("\n")
    assert line == "  We should"
    assert under == "     ~~~~~~"


@settings(max_examples=80)
@given(documents(), st.booleans())
def test_no_document_drives_the_terminal(found: Linted, colour: bool) -> None:  # noqa: FBT001  # hypothesis hands it over
    text = written("text", [found], colour=colour)
    if colour:
        text = re.sub(r"\x1b\[(?:0|1|2|35)m", "", text)
    assert not [c for c in text.replace("\n", "") if unicodedata.category(c) in {"Cc", "Cf"}]


def test_it_answers_in_the_language_of_the_sentence_or_in_the_one_asked_for() -> None:
    found = [one("早く戻すべきだった", "べきだった", lang="ja")]
    assert "何が見えていましたか。" in written("text", found)
    assert "What did you see?" in written("text", found, "en")
    assert json.loads(written("json", found))[0]["question"] == "何が見えていましたか。"
