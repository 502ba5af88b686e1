from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def rows(lang: str) -> list[list[str]]:
    text = (DOCS / lang / "practice-map.md").read_text("utf-8")
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if re.match(r"\| \d", line)
    ]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_all_52_demands_are_answered_or_name_the_issue_that_will(lang: str) -> None:
    found = rows(lang)
    assert [row[0] for row in found] == [str(n) for n in range(1, 53)]
    for number, demand, answer, test, later in found:
        assert demand, number
        assert (answer != "–" and test != "–") or later != "–", f"demand {number} is blank"
        assert (answer == "–") == (test == "–"), f"demand {number}: an answer has its test"


@pytest.mark.parametrize(
    "page",
    sorted(DOCS.rglob("*.md")) + [DOCS.parent / n for n in ("README.md", "README.ja.md", "CONTRIBUTING.md")],
    ids=lambda p: str(p.relative_to(DOCS.parent)),
)
def test_no_link_is_dead(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


def test_both_languages_have_the_same_pages() -> None:
    assert {p.relative_to(DOCS / "en") for p in (DOCS / "en").rglob("*.md")} == {
        p.relative_to(DOCS / "ja") for p in (DOCS / "ja").rglob("*.md")
    }
