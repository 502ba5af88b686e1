"""An incident leaves as a bundle and comes back the same."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from furikaeri.bundle.chronicle import chronicle as core_chronicle
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.sample import load, samples
from furikaeri.text import FurikaeriError
from furikaeri_web.chronology.models import Entry
from furikaeri_web.chronology.selectors import chronicle
from furikaeri_web.evidence.bundles import export_bundle, import_bundle
from furikaeri_web.evidence.expunging import expunge_item
from furikaeri_web.evidence.keeping import where
from furikaeri_web.evidence.models import Item, Tombstone
from furikaeri_web.incidents.models import Incident, SeverityChange


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    def doing(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return doing


def taken_along(incident: Incident) -> bytes:
    out = io.BytesIO()
    export_bundle(incident, out)
    return out.getvalue()


@pytest.mark.parametrize("name", samples())
def test_a_sample_comes_in_as_it_is_and_leaves_the_same_every_time(name, alice, now, done, tmp_path):
    sample = load(name, tmp_path / name, now=now)
    incident = done(import_bundle, sample.path, alice, now)
    there = chronicle(incident)
    chronology, facts = core_chronicle(sample)
    assert [e.id for e in there.chronology.events] == [e.id for e in chronology.events]
    assert there.chronology.relations == chronology.relations
    assert there.chronology.key_moments == chronology.key_moments
    assert there.chronology.accounts == chronology.accounts
    assert sorted(map(repr, there.facts)) == sorted(map(repr, facts))

    first = taken_along(incident)
    path = tmp_path / "first.zip"
    path.write_bytes(first)
    again = done(import_bundle, path, alice, now + timedelta(days=3))
    assert again.number != incident.number
    assert taken_along(again) == first
    assert [e.id for e in chronicle(again).chronology.events] == [e.id for e in there.chronology.events]


def test_the_bundle_is_one_that_the_command_line_opens(alice, incident, now, done, tmp_path):
    done(_filled, incident, alice, now)
    folder = tmp_path / "bundle"
    with zipfile.ZipFile(io.BytesIO(taken_along(incident))) as archive:
        archive.extractall(folder)
    bundle = Bundle.open(folder)
    assert bundle.incident.title == incident.title
    assert bundle.incident.aliases == {"U1": "Mara"}
    assert [s.severity for s in bundle.incident.severities] == ["SEV-2", "SEV-1"]
    with bundle.store() as store:
        assert store.count() == 1
    assert len(bundle.index().tombstones) == 1


def _filled(incident, alice, now):
    from furikaeri_web.evidence import jobs, services

    for name, data in (
        ("a.csv", b"time,text\n2026-10-14T15:00Z,clean\n"),
        ("b.csv", b"time,text\n2026-10-14T16:00Z,gone\n"),
    ):
        services.upload(
            incident=incident,
            stream=io.BytesIO(data),
            name=name,
            size=len(data),
            said=services.Said(),
            by=alice,
            now=now,
        )
    jobs.read_runs(incident.pk)
    expunge_item(item=Item.objects.get(name="b.csv"), reason="why", by=alice, now=now)
    SeverityChange.objects.create(incident=incident, severity="SEV-1", at=now + timedelta(hours=1), by=alice)
    incident.aliases, incident.summary, incident.near_miss = {"U1": "Mara"}, 'Two\nlines "quoted" \x7f', True
    incident.ended, incident.phase = now + timedelta(hours=3), "analysis"
    incident.save()


def test_everything_stated_survives_the_way(alice, incident, now, done, tmp_path):
    done(_filled, incident, alice, now)
    path = tmp_path / "x.zip"
    path.write_bytes(taken_along(incident))
    again = done(import_bundle, path, alice, now + timedelta(days=1))
    for field in (
        "title",
        "summary",
        "zone",
        "lang",
        "near_miss",
        "began",
        "ended",
        "declared_at",
        "phase",
        "severity",
        "aliases",
    ):
        assert getattr(again, field) == getattr(incident, field), field
    assert [s.name for s in again.services.all()] == ["shop"]
    assert Tombstone.objects.get(incident=again).reason == "why"
    assert taken_along(again) == path.read_bytes()


def broken(tmp_path: Path, data: bytes, **changes: bytes | None) -> Path:
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            key = next((k for k in changes if k in name.replace(".", "_").replace("/", "_")), None)
            body = before.read(name) if key is None else changes[key]
            if body is not None:
                after.writestr(name, body)
    return path


@pytest.mark.parametrize(
    "changes",
    [
        {"incident_toml": None}, {"incident_toml": b"not toml"}, {"a_csv": b"time,text\nother,bytes\n"}, {"a_csv": None},
        {"index_jsonl": b"{}\n"}, {"index_jsonl": b'{"digest":"../../x","name":"n","size":1,"media_type":"","source":"csv","added_at":"2026-10-14T15:00:00Z"}\n'},
    ],
)  # fmt: skip
def test_a_broken_bundle_is_a_sentence_and_leaves_nothing(changes, alice, incident, now, done, tmp_path):
    done(_filled, incident, alice, now)
    path = broken(tmp_path, taken_along(incident), **changes)
    files = sorted(p for p in tmp_path.rglob("*") if p.is_file())
    with pytest.raises(FurikaeriError):
        import_bundle(path, alice, now)
    assert Incident.objects.count() == 1
    assert sorted(p for p in tmp_path.rglob("*") if p.is_file()) == files


def test_names_that_lead_elsewhere_are_no_part_of_it(alice, incident, now, done, tmp_path):
    done(_filled, incident, alice, now)
    path = tmp_path / "x.zip"
    path.write_bytes(taken_along(incident))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../outside.txt", "x")
        archive.writestr("/outside.txt", "x")
    again = done(import_bundle, path, alice, now)
    assert again.title == incident.title
    assert not list(tmp_path.parent.glob("outside.txt"))
    assert not Path("/outside.txt").exists()


def test_no_zip_at_all_is_a_sentence(alice, now, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"hello")
    with pytest.raises(FurikaeriError):
        import_bundle(path, alice, now)


def test_who_is_let_in_takes_it_along_and_brings_it_in(
    as_alice, as_charlie, private_incident, django_capture_on_commit_callbacks
):
    address = reverse("incident-bundle", args=[private_incident.number])
    assert as_charlie.get(address).status_code == 404
    response = as_alice.get(address)
    data = b"".join(response.streaming_content)
    assert response["Content-Disposition"] == f'attachment; filename="{private_incident.code}.zip"'
    with django_capture_on_commit_callbacks(execute=True):
        response = as_alice.post(reverse("bundle-import"), {"file": SimpleUploadedFile("b.zip", data)})
    assert response.status_code == 302
    assert Incident.objects.filter(private=True).count() == 2  # what was private stays so
    assert as_alice.post(reverse("bundle-import"), {"file": SimpleUploadedFile("b.zip", b"x")}).status_code == 422
    assert as_alice.post(reverse("bundle-import")).status_code == 422


def test_statements_keep_their_numbers(alice, now, done, tmp_path):
    sample = load(samples()[0], tmp_path / "s", now=now)
    incident = done(import_bundle, sample.path, alice, now)
    lines = [json.loads(line) for line in sample.statements_path.read_text("utf-8").splitlines()]
    assert [(e.no, e.by_name, e.says) for e in Entry.objects.filter(incident=incident)] == [
        (x["no"], x["by"], x["says"]) for x in lines
    ]
    assert all(where(incident.pk, item.digest).is_file() for item in Item.objects.all())
