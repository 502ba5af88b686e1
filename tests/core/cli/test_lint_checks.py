from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.core.documents.checks.reviews import ENGLISH, edited

from furikaeri.cli import main

HEARD = edited(ENGLISH, ("## Impact", "## Notes"))


def _rules(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    main(["lint", "--format", "json", *words])
    return [(row["rule"], row["trap"]) for row in json.loads(capsys.readouterr().out)]


def test_lint_looks_at_the_whole_unless_told_not_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "review.md"
    path.write_text(HEARD, "utf-8")
    assert ("missing-section", "document") in _rules(capsys, str(path))
    assert ("missing-section", "document") not in _rules(capsys, "--no-checks", str(path))
    (tmp_path / "furikaeri.toml").write_text('[lint]\noff = ["missing-section"]\n', "utf-8")
    assert ("missing-section", "document") not in _rules(capsys, str(path))


def test_sarif_holds_the_whole_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "review.md"
    path.write_text(HEARD, "utf-8")

    def traps(*flags: str) -> set[str]:
        main(["lint", "--format", "sarif", *flags, str(path)])
        results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
        return {result["properties"]["trap"] for result in results}

    assert "document" not in traps()
    assert "document" in traps("--checks")


@pytest.mark.parametrize("flag", ["--checks", "--no-checks"])
def test_a_comment_that_names_a_check_is_understood(
    flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "review.md"
    path.write_text(f"{HEARD}\n<!-- furikaeri: ok missing-section told elsewhere -->\n", "utf-8")
    assert not [
        rule for rule, _ in _rules(capsys, flag, str(path)) if "suppression" in rule or rule == "missing-section"
    ]


def test_check_ends_with_the_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "incident"
    assert main(["new", str(folder)]) == 0
    (folder / "review.md").write_text(HEARD, "utf-8")
    capsys.readouterr()
    assert main(["check", str(folder)]) == 0
    assert "review.md:1 missing-section" in capsys.readouterr().out
    (folder / "furikaeri.toml").write_text('[lint.severity]\nmissing-section = "warning"\n', "utf-8")
    assert main(["check", str(folder), "--format", "jsonl"]) == 1
    (row,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (row["code"], row["file"], row["line"]) == ("missing-section", "review.md", 1)
