from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.opening import events, filled

from furikaeri.bundle import chronicle as chronicle_module
from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.intake import Intake, bring
from furikaeri.bundle.statements import append
from furikaeri.chronology.build import build
from furikaeri.model.chronology import Correction, Verdict
from furikaeri.model.incident import Incident
from furikaeri.store.kept import kept

NOW = datetime(2026, 3, 3, tzinfo=UTC)
ROWS = [
    '{"time": "2026-03-02T10:00:00Z", "message": "alert DiskFull on mail-relay", "level": "error", "id": "a1"}',
    '{"time": "2026-03-02T10:04:00Z", "message": "seeing mail-relay errors, maybe the new filter", "id": "a2"}',
    '{"time": "2026-03-02T10:30:00Z", "message": "mail-relay back to normal", "id": "a3"}',
]


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    made = Bundle.create(tmp_path / "incident", Incident(title="Mail stood still", zone="UTC", lang="en"))
    bring_rows(made, ROWS, tmp_path / "log.jsonl")
    return made


def bring_rows(bundle: Bundle, rows: list[str], file: Path) -> None:
    file.write_text("\n".join(rows) + "\n", "utf-8")
    for brought in bring(bundle, file, Intake(now=NOW, by="scribe")):
        assert brought.refused is None


def readings(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often an opening reads the messages: 0 where everything was kept."""
    asked = 0
    real = chronicle_module.default_reading

    def counted() -> object:
        nonlocal asked
        asked += 1
        return real()

    with monkeypatch.context() as patch:
        patch.setattr(chronicle_module, "default_reading", counted)
        chronicle(bundle)
    return asked


def test_the_second_opening_only_loads_and_shows_the_same(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    first = chronicle(bundle)
    assert readings(bundle, monkeypatch) == 0
    assert chronicle(bundle) == first
    assert first[0] == build(first[0].events, first[1], bundle.statements(), zone="UTC")


def test_a_verdict_needs_no_new_reading_a_correction_or_new_evidence_does(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole, _ = chronicle(bundle)
    append(bundle.statements_path, Verdict(relation="none", status="rejected", by="owner"), at="", by="owner")
    assert readings(bundle, monkeypatch) == 0
    corrected = Correction(event=whole.events[1].id, by="owner", text="let's restart the filter")
    entry = append(bundle.statements_path, corrected, at="", by="owner")
    assert readings(bundle, monkeypatch) == 1
    assert "let's restart the filter" in {event.text for event in chronicle(bundle)[0].events}
    append(bundle.statements_path, entry.no, at="", by="owner")
    assert readings(bundle, monkeypatch) == 1
    bring_rows(bundle, [ROWS[0].replace("a1", "b1").replace("10:00", "10:20")], tmp_path / "more.jsonl")
    assert readings(bundle, monkeypatch) == 1
    assert readings(bundle, monkeypatch) == 0
    assert len(chronicle(bundle)[0].events) == 4


def test_other_rules_read_anew(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    chronicle(bundle)
    monkeypatch.setattr(chronicle_module, "edition", lambda: b"of tomorrow")
    assert readings(bundle, monkeypatch) == 1
    with bundle.store() as store:
        assert kept(store.db, "proposals", b"anything") is None


def test_a_long_record_opens_again_without_being_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = events(600)
    long = filled(tmp_path / "long", made)
    first, _ = chronicle(long)
    assert {event.id for event in first.events} == {event.id for event in made}
    assert any(relation.type == "same-as" for relation in first.relations)
    assert readings(long, monkeypatch) == 0
    assert chronicle(long)[0] == first
