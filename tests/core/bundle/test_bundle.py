from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.expunge import expunge_item, expunge_text
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.incident import read_incident, written
from furikaeri.bundle.intake import Brought, Intake, bring, bring_stream, reread
from furikaeri.bundle.statements import append, read_entries
from furikaeri.model.chronology import Account, Correction, SeveritySpan
from furikaeri.model.incident import Incident
from furikaeri.text import FurikaeriError

NOW = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)
CHAT = "time,actor,text\n2026-10-14T14:00Z,Mara,search is empty\n2026-10-14T14:05Z,Tobias,rolled back r218\n"


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    return Bundle.create(tmp_path / "inc", Incident(title="Empty shelves", zone="Europe/London"))


def add(bundle: Bundle, path: Path, **said: str) -> list[Brought]:
    return list(bring(bundle, path, Intake(now=NOW, by="alice", **said)))  # type: ignore[arg-type]


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def slack_export(messages: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "inc"}]))
        archive.writestr("users.json", json.dumps([{"id": "U1", "name": "mara", "profile": {"real_name": "Mara"}}]))
        archive.writestr("inc/2026-10-14.json", json.dumps([{"type": "message", "user": "U1", **m} for m in messages]))
    return out.getvalue()


def test_evidence_is_kept_byte_for_byte_and_read_into_a_chronology(bundle: Bundle, tmp_path: Path) -> None:
    (brought,) = add(bundle, write(tmp_path / "chat.csv", CHAT))
    assert brought.added is not None
    assert brought.added.events == 2
    assert brought.item is not None
    assert bundle.file(brought.item).read_text() == CHAT
    chronology, _ = chronicle(bundle)
    assert [e.text for e in chronology.events] == ["search is empty", "rolled back r218"]
    assert chronology.events[0].locator == "chat.csv#row=2"


def test_bringing_the_same_bytes_again_adds_nothing(bundle: Bundle, tmp_path: Path) -> None:
    file = write(tmp_path / "chat.csv", CHAT)
    add(bundle, file)
    (again,) = add(bundle, file)
    assert again.known
    assert len(bundle.index().items) == 1


def test_the_cache_is_derived_and_can_be_deleted_or_broken(bundle: Bundle, tmp_path: Path) -> None:
    add(bundle, write(tmp_path / "chat.csv", CHAT))
    before, _ = chronicle(bundle)
    for file in (bundle.path / ".furikaeri").iterdir():
        file.write_bytes(b"not a database at all" * 100)
    after, _ = chronicle(bundle)
    assert [e.id for e in after.events] == [e.id for e in before.events]


def test_the_next_days_export_keeps_corrections_and_doubles_nothing(bundle: Bundle, tmp_path: Path) -> None:
    day = [{"ts": f"1791986{n:03d}.000100", "text": f"message {n}"} for n in range(20)]
    add(bundle, write(tmp_path / "a.zip", slack_export(day)))
    first, _ = chronicle(bundle)
    corrected = first.events[5]
    append(
        bundle.statements_path,
        Correction(event=corrected.id, by="alice", kind="decision"),
        at=NOW.isoformat(),
        by="alice",
    )
    append(
        bundle.statements_path,
        Account(event=corrected.id, by="On-call", text="it looked fine", given_at=1),
        at=NOW.isoformat(),
        by="alice",
    )
    edited = [
        {**m, "text": m["text"] + " (edited)"} if i in {0, 1, 5} else m for i, m in enumerate(day) if i not in {7, 8}
    ]
    new = [{"ts": f"1791987{n:03d}.000100", "text": f"new {n}"} for n in range(10)]
    (brought,) = list(
        bring(bundle, write(tmp_path / "b.zip", slack_export(edited + new)), Intake(now=NOW.replace(day=16)))
    )
    assert brought.added is not None
    assert (brought.added.events, brought.added.revisions, brought.added.deletions) == (10, 3, 2)
    second, _ = chronicle(bundle)
    assert len(second.events) == 30
    assert sum(e.deleted for e in second.events) == 2
    again = next(e for e in second.events if e.id == corrected.id)
    assert again.kind == "decision"
    assert again.text.endswith("(edited)")
    assert second.accounts[0].event == corrected.id


def test_a_naive_time_asks_for_its_zone_and_is_read_again_with_it(bundle: Bundle, tmp_path: Path) -> None:
    add(bundle, write(tmp_path / "desk.csv", "time,text\n2026-10-14 15:00,hello\n"))
    with bundle.store() as store:
        assert store.count() == 0
        assert [w.code for _, w in store.warnings()] == ["naive-time"]
    reread(bundle, "desk.csv", Intake(now=NOW, zone="Europe/London"))
    chronology, _ = chronicle(bundle)
    assert [e.span.basis for e in chronology.events] == ["assumed"]


def test_a_file_that_no_source_reads_is_refused_by_a_sentence_and_the_others_are_added(
    bundle: Bundle, tmp_path: Path
) -> None:
    write(tmp_path / "in" / "chat.csv", CHAT)
    write(tmp_path / "in" / "blob.bin", bytes(range(256)) * 8)
    found = {b.name: b for b in add(bundle, tmp_path / "in")}
    assert found["chat.csv"].added is not None
    refused = found["blob.bin"].refused
    assert refused is not None
    assert "blob.bin" in refused.en
    assert "--source" in refused.ja


def test_a_folder_that_is_an_unpacked_export_becomes_one_item(bundle: Bundle, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(slack_export([{"ts": "1791986000.000100", "text": "hi"}]))) as archive:
        archive.extractall(tmp_path / "export")
    (first,) = add(bundle, tmp_path / "export")
    (again,) = add(bundle, tmp_path / "export")
    assert first.item is not None
    assert first.item.source == "slack-export"
    assert again.known


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "a/../../evil.csv", "CON.csv", "\u202egpj.csv"]
)
def test_no_archive_writes_outside_the_folder(bundle: Bundle, tmp_path: Path, name: str) -> None:
    before = {p for p in tmp_path.parent.rglob("*") if bundle.path not in p.parents}
    archive = tmp_path / "mixed.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(name, CHAT)
    add(bundle, archive)
    after = {p for p in tmp_path.parent.rglob("*") if bundle.path not in p.parents}
    assert after - before == {archive}
    assert all(p.parent == bundle.path / "evidence" for p in (bundle.path / "evidence").rglob("*"))


def test_standard_input_is_evidence_too(bundle: Bundle) -> None:
    (brought,) = bring_stream(bundle, io.BytesIO(CHAT.encode()), "paste.csv", Intake(now=NOW))
    assert brought.added is not None
    assert brought.added.events == 2


def test_expunging_a_secret_leaves_no_trace_of_it_and_keeps_the_rest(bundle: Bundle, tmp_path: Path) -> None:
    secret = "hunter2-パスワード"  # noqa: S105  # invented, to be destroyed
    export = slack_export(
        [{"ts": "1791986000.000100", "text": f"the password is {secret}"}, {"ts": "1791986001.000100", "text": "ok"}]
    )
    add(bundle, write(tmp_path / "a.zip", export))
    add(bundle, write(tmp_path / "b.csv", f"time,text\n2026-10-14T14:00Z,pw {secret}\n".encode("cp932")))
    chronology, _ = chronicle(bundle)
    append(
        bundle.statements_path,
        Account(event=chronology.events[0].id, by="A", text=f"I typed {secret}", given_at=1),
        at="2026-10-15",
        by="a",
    )
    (bundle.path / "review.md").write_text(f"# Review\n\nSomebody pasted {secret}.\n", "utf-8")
    gone = expunge_text(bundle, secret, by="alice", reason="leaked", now=NOW)
    assert set(gone.items) == {"a.zip", "b.csv"}
    after, _ = chronicle(bundle)
    assert len(after.events) == 3
    assert {e.id for e in after.events if e.source == "slack-export"} == {
        e.id for e in chronology.events if e.source == "slack-export"
    }
    needles = [secret.encode(e) for e in ("utf-8", "cp932")] + [json.dumps(secret)[1:-1].encode()]
    for path in bundle.path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if data.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    data = b"".join(archive.read(n) for n in archive.namelist())
            assert not any(n in data for n in needles), path
    assert len(bundle.index().tombstones) == 2
    (again,) = add(bundle, tmp_path / "a.zip")
    assert again.refused is not None


def test_expunging_an_item_takes_its_events_away_and_leaves_a_tombstone(bundle: Bundle, tmp_path: Path) -> None:
    (brought,) = add(bundle, write(tmp_path / "chat.csv", CHAT))
    assert brought.item is not None
    expunge_item(bundle, brought.item.digest[:8], by="alice", reason="legal request", now=NOW)
    chronology, _ = chronicle(bundle)
    assert chronology.events == ()
    (tombstone,) = bundle.index().tombstones.values()
    assert tombstone.reason == "legal request"
    assert not list((bundle.path / "evidence").glob("*.csv"))


def test_statements_can_be_taken_back_and_stay_on_record(bundle: Bundle) -> None:
    entry = append(bundle.statements_path, Account(event="e", by="A", text="x", given_at=1), at="t", by="alice")
    append(bundle.statements_path, entry.no, at="t", by="alice")
    assert bundle.statements().accounts == ()
    assert len(read_entries(bundle.statements_path)) == 2


@pytest.mark.parametrize("file", ["statements.jsonl", "evidence/index.jsonl", "incident.toml"])
def test_a_file_broken_by_hand_is_named_with_its_line(bundle: Bundle, file: str) -> None:
    (bundle.path / file).write_text("{broken\n", "utf-8")
    with pytest.raises(FurikaeriError) as trouble:
        chronicle(Bundle.open(bundle.path))
    assert file.rsplit("/", 1)[-1] in trouble.value.message.en


@given(
    st.builds(
        Incident,
        title=st.text(max_size=20),
        zone=st.just("Asia/Tokyo"),
        lang=st.sampled_from(["en", "ja"]),
        services=st.lists(st.text(max_size=8), max_size=3).map(tuple),
        lanes=st.lists(st.text(max_size=8), max_size=3).map(tuple),
        aliases=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
        roles=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
        severities=st.lists(
            st.builds(
                SeveritySpan,
                severity=st.text(max_size=8),
                lo=st.integers(0, 2 * 10**15),
                hi=st.none() | st.integers(0, 2 * 10**15),
                basis=st.just("incident.toml"),
            ),
            max_size=3,
        ).map(tuple),
    )
)
@settings(max_examples=40)
def test_what_is_written_to_incident_toml_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, stated: Incident
) -> None:
    file = tmp_path_factory.mktemp("toml") / "incident.toml"
    file.write_text(written(stated), "utf-8")
    assert read_incident(file) == stated
