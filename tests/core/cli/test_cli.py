from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from furikaeri.cli import main
from furikaeri.cli.verb import names, verb

CHAT = "time,actor,text\n2026-10-14T14:00Z,Mara,is search empty for you too?\n2026-10-14T14:05Z,Tobias,rolled back r218\n2026-10-14T14:09Z,Mara,still empty\n"


@pytest.fixture
def incident(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "inc"
    (tmp_path / "chat.csv").write_text(CHAT)
    assert main(["new", str(folder), "--title", "Empty shelves", "--zone", "Europe/London"]) == 0
    assert main(["add", str(folder), str(tmp_path / "chat.csv")]) == 0
    capsys.readouterr()
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(words) == code
    return capsys.readouterr().out


def test_every_verb_says_what_it_is_for_in_both_languages() -> None:
    for name in names():
        says = verb(name).says
        assert says.en
        assert says.ja
        assert says.en != says.ja


def test_from_evidence_to_a_page(incident: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "rolled back r218" in run(capsys, "timeline", str(incident))
    run(capsys, "draft", str(incident))
    run(capsys, "export", str(incident), "--to", "html")
    page = (incident / "review.html").read_text("utf-8")
    assert "rolled back r218" in page
    assert "Empty shelves" in page


def test_a_jsonl_row_is_an_event(incident: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in run(capsys, "timeline", str(incident), "--format", "jsonl").splitlines()]
    assert len(rows) == 3
    assert {
        "lo",
        "hi",
        "in_view",
        "lane",
        "actor",
        "kind",
        "salience",
        "text",
        "source",
        "locator",
        "key_moment",
    } <= set(rows[0])
    assert rows[0]["lo"] == "2026-10-14T14:00:00Z"
    assert 0 <= rows[0]["salience"] <= 1


def test_what_was_in_view_at_a_moment_leaves_later_things_out(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    then = run(capsys, "timeline", str(incident), "--at", "15:06")  # London summer time: 14:06 UTC
    assert "rolled back" in then
    assert "still empty" not in then
    rows = [
        json.loads(r) for r in run(capsys, "timeline", str(incident), "--at", "15:02", "--format", "jsonl").splitlines()
    ]
    assert all("rolled" not in r["text"] for r in rows)


def test_people_tell_correct_and_undo(incident: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(
        capsys,
        "tell",
        str(incident),
        "account",
        "it looked like a cache",
        "--event",
        "still empty",
        "--by",
        "On-call A",
    )
    run(capsys, "tell", str(incident), "event", "phoned the vendor", "--time", "15:07", "--about", "--by", "Tobias")
    assert "phoned the vendor" in run(capsys, "timeline", str(incident))
    assert "it looked like a cache" in run(capsys, "timeline", str(incident))
    run(capsys, "tell", str(incident), "--undo", "2")
    assert "phoned the vendor" not in run(capsys, "timeline", str(incident))
    assert "it looked like a cache" in run(capsys, "timeline", str(incident))


def test_a_draft_never_writes_over_peoples_words(incident: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "draft", str(incident))
    (incident / "review.md").write_text("our words")
    assert main(["draft", str(incident)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert (incident / "review.md").read_text() == "our words"


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "words",
    [
        ("timeline", "/nowhere"), ("add", "{inc}", "/nowhere/file"), ("draft", "{inc}", "--template", "nope"),
        ("export", "{inc}", "--to", "nope"), ("timeline", "{inc}", "--at", "soon"), ("relate", "{inc}", "--accept", "zzz"),
        ("tell", "{inc}", "account", "x", "--event", "no such words"), ("new", "{inc}"), ("timeline", "{inc}", "--zone", "Mars/Olympus"),
        ("expunge", "{inc}", "--item", "ffff", "--reason", "r"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence(
    incident: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], lang: str
) -> None:
    code = main([*(w.replace("{inc}", str(incident)) for w in words), "--lang", lang])
    said = capsys.readouterr().err
    assert code in {1, 2}
    assert said.strip()
    assert "Traceback" not in said
    assert any("぀" <= c <= "ヿ" for c in said) == (lang == "ja")


def test_lint_exit_codes_and_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("# Review\n\nThe outage was caused by human error.\n")
    good = tmp_path / "good.md"
    good.write_text("# Review\n\nAt 14:02 the deploy reached the first region.\n")
    assert main(["lint", str(good)]) == 0
    capsys.readouterr()
    sarif = json.loads(run(capsys, "lint", str(bad), "--format", "sarif", code=1))
    (result,) = [r for r in sarif["runs"][0]["results"] if r["properties"]["trap"] == "human-error"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 3
    assert json.loads(run(capsys, "lint", str(bad), "--format", "json", code=1))[0]["line"] == 3
    assert run(capsys, "lint", str(bad), "--format", "github", code=1).startswith("::")
    assert "<failure" in run(capsys, "lint", str(bad), "--format", "junit", code=1)
    assert "~~~" in run(capsys, "lint", str(bad), code=1)
    assert main(["lint", str(bad), "--fail-on", "never"]) == 0


def test_the_console_never_obeys_a_record(incident: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = tmp_path / "evil.csv"
    evil.write_text("time,actor,text\n2026-10-14T14:01Z,Eve,\x1b]0;owned\x07\x1b[2J hello \u202egnp\n")
    run(capsys, "add", str(incident), str(evil))
    out = run(capsys, "timeline", str(incident), "--level", "raw")
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_reading_stops_quietly_when_the_pipe_closes(incident: Path) -> None:
    made = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m furikaeri timeline {incident} --format jsonl | head -1"],
        capture_output=True,
        text=True,
        check=True,
    )  # a real pipe
    assert made.stderr == ""


def test_completion_knows_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    for shell in ("bash", "zsh", "fish"):
        out = run(capsys, "completion", shell)
        assert all(name in out for name in names())
