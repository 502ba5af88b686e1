"""Uploads become items, items become events, and nothing is there twice."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from furikaeri.text import FurikaeriError
from furikaeri_web.evidence import jobs, mirror, services
from furikaeri_web.evidence.finding import WORDS
from furikaeri_web.evidence.keeping import waiting, where
from furikaeri_web.evidence.locks import writing
from furikaeri_web.evidence.models import EventRow, Item, Run, Warning
from furikaeri_web.evidence.reading import cache
from furikaeri_web.evidence.running import TRIES

CHAT = b"time,actor,text\n2026-10-14T14:00Z,Mara,search is empty\n2026-10-14T14:05Z,Tobias,rolled back r218\n"
NAIVE = b"time,actor,text\n2026-10-14 23:00,Mara,search is empty\n2026-10-14 23:05,Tobias,rolled back r218\n"


def bring(incident, by, now, data=CHAT, name="desk.csv", **said):
    return services.upload(
        incident=incident,
        stream=io.BytesIO(data),
        name=name,
        size=len(data),
        said=services.Said(**said),
        by=by,
        now=now,
    )


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    def doing(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return doing


def test_an_upload_becomes_an_item_with_its_events(alice, incident, now, done):
    run = done(bring, incident, alice, now)
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    assert run.result == [
        {"name": "desk.csv", "digest": run.result[0]["digest"], "source": "csv", "known": False,
         "events": 2, "revisions": 0, "repeats": 0, "deletions": 0, "warnings": 0}
    ]  # fmt: skip
    item = Item.objects.get(incident=incident)
    assert (item.name, item.added_by, item.events, item.warnings_left) == ("desk.csv", alice, 2, 0)
    assert where(incident.pk, item.digest).read_bytes() == CHAT
    assert not waiting(run.place).exists()
    assert EventRow.objects.filter(incident=incident).count() == 2
    before = incident.version
    incident.refresh_from_db()
    assert incident.version > before


def test_events_are_found_by_their_words_and_forgotten_with_them(alice, incident, now, done):
    done(bring, incident, alice, now)
    row = EventRow.objects.get(pk=next(WORDS.keys("rolled back")))
    assert row.incident == incident
    done(
        services.reread,
        item=row.item,
        said=services.Said(source="opaque", captured_at="2026-10-14T14:00Z"),
        by=alice,
        now=now,
    )
    assert list(WORDS.keys("rolled back")) == []
    assert EventRow.objects.get(incident=incident).source == "opaque"


def test_the_same_file_again_adds_nothing(alice, incident, now, done):
    done(bring, incident, alice, now)
    rows = list(EventRow.objects.values_list("pk", "mark"))
    incident.refresh_from_db()
    version = incident.version
    run = done(bring, incident, alice, now, name="again.csv")
    run.refresh_from_db()
    assert run.result[0]["known"] is True
    assert list(EventRow.objects.values_list("pk", "mark")) == rows
    incident.refresh_from_db()
    assert incident.version == version


def test_a_naive_time_asks_for_its_zone_and_is_read_once_it_is_stated(alice, incident, now, done):
    done(bring, incident, alice, now, data=NAIVE)
    item = Item.objects.get(incident=incident)
    assert item.warnings_left == 2
    assert set(Warning.objects.filter(item=item).values_list("code", flat=True)) == {"naive-time"}
    done(services.reread, item=item, said=services.Said(zone="Asia/Tokyo"), by=alice, now=now)
    item.refresh_from_db()
    assert (item.warnings_left, item.events, item.zone) == (0, 2, "Asia/Tokyo")
    assert not Warning.objects.filter(item=item).exists()
    assert EventRow.objects.filter(incident=incident).count() == 2


def test_an_archive_is_its_members_and_a_refusal_is_a_sentence(alice, incident, now, done):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("desk.csv", CHAT)
        archive.writestr("broken.zip", b"PK\x03\x04broken")
    run = done(bring, incident, alice, now, data=packed.getvalue(), name="all.zip")
    run.refresh_from_db()
    assert run.state == Run.State.DONE
    said = {row["name"]: row for row in run.result}
    assert said["all.zip/desk.csv"]["events"] == 2
    assert set(said) == {"all.zip/desk.csv", "all.zip/broken.zip"}
    assert "refused" in said["all.zip/broken.zip"] or said["all.zip/broken.zip"]["source"]


def test_a_later_export_revises_and_deletes(alice, incident, now, done):
    def export(*messages):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("users.json", "[]")
            archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "ops"}]))
            archive.writestr(
                "ops/2026-10-14.json",
                json.dumps([{"type": "message", "user": "U1", "ts": ts, "text": text} for ts, text in messages]),
            )
        return packed.getvalue()

    done(
        bring,
        incident,
        alice,
        now,
        data=export(("1791986400.000100", "one"), ("1791986401.000100", "two")),
        name="a.zip",
        captured_at="2026-10-15T00:00Z",
    )
    rows = EventRow.objects.filter(incident=incident)
    first = {row.key: (row.pk, row.mark) for row in rows}
    assert len(first) == 2
    done(
        bring,
        incident,
        alice,
        now,
        data=export(("1791986400.000100", "one, edited")),
        name="b.zip",
        captured_at="2026-10-16T00:00Z",
    )
    assert {row.key for row in rows.all()} == set(first)
    assert sorted(row.deleted for row in rows.all()) == [False, True]
    assert all(first[row.key][1] != row.mark for row in rows.all())
    assert {row.pk for row in rows.all()} == {pk for pk, _ in first.values()}


def test_what_is_derived_is_made_again_where_it_is_lost(alice, incident, now, done):
    done(bring, incident, alice, now)
    cache(incident.pk).unlink()
    EventRow.objects.filter(incident=incident).first().delete()
    Item.objects.update(read_as="")
    done(services.read_again, incident=incident, name="", by=alice, now=now)
    assert EventRow.objects.filter(incident=incident).count() == 2


def test_the_tables_follow_however_small_the_steps_are(alice, incident, now, done, monkeypatch):
    monkeypatch.setattr(mirror, "BATCH", 3)
    monkeypatch.setattr(mirror, "_LOOK", 2)
    lines = [f"2026-10-14T14:{n:02}Z,Mara,message {n}" for n in range(40)]

    def table(some):
        return ("time,actor,text\n" + "\n".join(some) + "\n").encode()

    done(bring, incident, alice, now, data=table(lines[:20]), name="a.csv")
    done(bring, incident, alice, now, data=table(lines[10:] + ["2026-10-14 15:00,Mara,naive"] * 7), name="b.csv")
    stored = {row.pk for row in EventRow.objects.filter(incident=incident)}
    assert len(stored) == EventRow.objects.filter(incident=incident).values("key").distinct().count()
    assert Warning.objects.filter(incident=incident).count() == 7
    assert set(WORDS.keys("message")) == stored


def test_a_run_that_was_broken_off_goes_on_and_one_that_breaks_its_process_off_stops(alice, incident, now, done):
    run = bring(incident, alice, now)
    Run.objects.filter(pk=run.pk).update(state=Run.State.READING, tries=1)
    jobs.take_up()
    run.refresh_from_db()
    assert run.state == Run.State.DONE

    run = bring(incident, alice, now, data=CHAT + b"2026-10-14T15:00Z,Mara,later\n", name="odd.csv")
    Run.objects.filter(pk=run.pk).update(state=Run.State.READING, tries=TRIES, reading="odd.csv", records=4_000)
    jobs.take_up()
    run.refresh_from_db()
    assert run.state == Run.State.STOPPED
    assert "4,000" in run.trouble["en"]
    assert "odd.csv" in run.trouble["ja"]


def test_two_never_write_at_once(alice, incident, now):
    run = bring(incident, alice, now)
    with writing(incident.pk) as ours, writing(incident.pk) as theirs:
        assert ours
        assert not theirs
        jobs.read_runs(incident.pk)
        run.refresh_from_db()
        assert run.state == Run.State.WAITING
    jobs.read_runs(incident.pk)
    run.refresh_from_db()
    assert run.state == Run.State.DONE


def test_lost_bytes_are_said(alice, incident, now):
    run = bring(incident, alice, now)
    waiting(run.place).unlink()
    jobs.read_runs(incident.pk)
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "upload" in run.trouble["en"]
    with pytest.raises(FurikaeriError):
        services.try_again(run=run, by=alice, now=now)


def test_what_cannot_be_used_is_said_before_anything_is_kept(alice, incident, now, settings):
    settings.UPLOAD_LIMIT = 1_000_000
    for data, said in (
        (b"", {}),
        (CHAT, {"zone": "Mars/Olympus"}),
        (CHAT, {"source": "telegraph"}),
        (CHAT, {"captured_at": "soon"}),
        (b"x" * 1_000_001, {}),
    ):
        with pytest.raises(FurikaeriError):
            bring(incident, alice, now, data=data, **said)
    assert not Run.objects.exists()
    assert not list(waiting("x").parent.iterdir())


def test_uploads_that_nobody_waits_for_go_after_a_while(alice, incident, now, monkeypatch):
    run = bring(incident, alice, now)
    waiting("orphan").write_bytes(b"x")
    monkeypatch.setattr(jobs.time, "time", lambda: waiting("orphan").stat().st_mtime + 7_200)
    jobs.tidy()
    assert waiting(run.place).exists()
    assert not waiting("orphan").exists()
