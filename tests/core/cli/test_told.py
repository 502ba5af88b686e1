from __future__ import annotations

from pathlib import Path

import pytest

from furikaeri.cli import main

CHAT = "time,actor,text\n{day} 14:00,Mara,search is rejected for everybody it seems\n{day} 14:05,Tobias,rolled back r218\n{day} 14:09,Mara,still nothing\n"


@pytest.fixture
def incident(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "inc"
    (tmp_path / "chat.csv").write_text(CHAT.format(day="2026-10-14"))
    assert main(["new", str(folder), "--zone", "Europe/London", "--lang", "ja"]) == 0
    assert main(["add", str(folder), str(tmp_path / "chat.csv")]) == 0
    assert f"furikaeri add {folder} chat.csv --again --zone ZONE" in capsys.readouterr().err
    assert main(["add", str(folder), str(tmp_path / "chat.csv"), "--zone", "Europe/London"]) == 0
    assert "↻" in capsys.readouterr().out
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    assert main(words) == code
    seen = capsys.readouterr()
    return seen.out, seen.err


def test_a_known_file_with_a_zone_is_read_again_and_not_doubled(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = said(capsys, "timeline", str(incident), "--format", "jsonl")
    assert len(out.splitlines()) == 3
    assert '"lo": "2026-10-14T13:00:00Z"' in out


def test_what_was_told_is_listed_in_words_and_a_statement_is_taken_back_once(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inc = str(incident)
    said(capsys, "tell", inc, "account", "it looked like a cache", "--event", "still nothing", "--by", "On-call A")
    said(capsys, "tell", inc, "event", "phoned the vendor", "--time", "14:07", "--about")
    said(capsys, "tell", inc, "decision", "roll back", "--event", "r218", "--option", "wait")
    said(capsys, "tell", inc, "moment", "--moment", "detected", "--event", "everybody")
    said(capsys, "tell", inc, "severity", "SEV-2", "--time", "14:01", "--until", "14:30")
    said(capsys, "tell", inc, "correct", "nothing still", "--event", "still nothing", "--time", "14:08")
    said(capsys, "tell", inc, "clock", "--source", "csv", "--ahead", "178..182")
    said(capsys, "tell", inc, "--undo", "2")
    out, _ = said(capsys, "tell", inc)
    for words in (
        "On-call A “it looked like a cache” ← nothing still", "~2026-10-14 14:07  phoned the vendor (taken back)",
        "roll back / wait ← rolled back r218", "Detected = search is rejected for everybody it seems", "SEV-2  2026-10-14 14:01–14:30",
        "csv: 178 to 182 s ahead", "takes 2 back",
    ):  # fmt: skip
        assert words in out
    assert "{" not in out
    _, err = said(capsys, "tell", inc, "--undo", "2", code=2)
    assert "taken back already" in err
    _, err = said(capsys, "tell", inc, "--undo", "8", code=2)
    assert "no statement 8" in err


def test_words_that_fit_several_events_are_answered_with_those_events(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, err = said(capsys, "tell", str(incident), "account", "x", "--event", "s", code=2)
    assert err.count("--event csv:") > 1
    _, err = said(capsys, "tell", str(incident), "account", "x", code=2)
    assert "--event" in err


def test_a_clock_and_a_group_that_nobody_knows_are_refused(incident: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, "tell", str(incident), "clock", "--source", "slack", "--ahead", "3", code=2)
    assert "Known: csv" in err
    _, err = said(capsys, "timeline", str(incident), "--at", "14:06", "--group", "nobody", code=2)
    assert "Known groups: channel" in err


def test_the_review_is_in_the_incidents_language_unless_another_is_named(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "draft", str(incident))
    said(capsys, "draft", str(incident), "--lang", "en")
    assert "## 概要" in (incident / "review.ja.md").read_text("utf-8")
    assert "## Overview" in (incident / "review.md").read_text("utf-8")


def test_a_proposed_key_moment_looks_otherwise_than_a_chosen_one(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = said(capsys, "timeline", str(incident))
    assert "◇ Detected: Mara: search is rejected for everybody it seems" in out
    assert "◇" in err
    said(capsys, "tell", str(incident), "moment", "--moment", "detected", "--event", "everybody")
    out, _ = said(capsys, "timeline", str(incident))
    assert "◆ Detected: Mara: search is rejected for everybody it seems" in out


def test_countermeasures_are_shown_with_the_name_of_their_rung(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "measures.txt").write_text("We will be more careful.\nInvestigate the cause\n")
    out, _ = said(capsys, "ladder", str(tmp_path / "measures.txt"))
    assert "L0 Intention · Prevent" in out
    assert "on no rung" in out
    (tmp_path / "empty.txt").write_text("")
    _, err = said(capsys, "ladder", str(tmp_path / "empty.txt"))
    assert err.strip()
