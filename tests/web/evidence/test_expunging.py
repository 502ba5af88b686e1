"""A planted secret vanishes from everywhere, for good; what may not be destroyed is not."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from furikaeri.bundle.masking import MASK
from furikaeri.model.chronology import Account
from furikaeri.text import FurikaeriError
from furikaeri_web.accounts.models import AuditEntry, Organisation
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.accounts.services import note
from furikaeri_web.chronology.models import Entry, Kept
from furikaeri_web.chronology.selectors import chronicle
from furikaeri_web.chronology.services import state
from furikaeri_web.evidence import expunging, ledger, retention, services
from furikaeri_web.evidence.expunging import expunge_item, expunge_text, reapply
from furikaeri_web.evidence.finding import WORDS
from furikaeri_web.evidence.keeping import where
from furikaeri_web.evidence.locks import copying, writing
from furikaeri_web.evidence.models import EventRow, Item, Retention, Run, Tombstone
from furikaeri_web.incidents.models import Incident

PLANTED = 'hunter2"swordfish'
CHAT = (
    "time,actor,text\n2026-10-14T14:00Z,Mara,the key is "
    + PLANTED.replace('"', '""')
    + "\n2026-10-14T14:05Z,Tobias,rolled back r218\n"
).encode()
LOG = "\n".join(
    json.dumps({"time": f"2026-10-14T14:0{n}:00Z", "actor": "Mara", "text": text})
    for n, text in enumerate(["all quiet", f"try {PLANTED} now", "thanks"])
).encode()


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    def doing(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return doing


@pytest.fixture
def planted(alice, incident, now, done):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("log.jsonl", LOG)
        archive.writestr("clean.csv", "time,text\n2026-10-14T15:00Z,clean\n")
    for name, data in (("log.jsonl", LOG), (f"{PLANTED}.zip", packed.getvalue())):
        done(
            services.upload,
            incident=incident,
            stream=io.BytesIO(data),
            name=name,
            size=len(data),
            said=services.Said(),
            by=alice,
            now=now,
        )
    event = EventRow.objects.filter(incident=incident).first()
    from furikaeri.store.body import unpack

    told = unpack(bytes(event.body), "", event.locator, deleted=False).id
    state(
        incident=incident,
        statement=Account(event=told, by="Mara", text=f"I typed {PLANTED}", given_at=0),
        by=alice,
        now=now,
    )
    Incident.objects.filter(pk=incident.pk).update(summary=f"Somebody posted {PLANTED}.", aliases={"U1": PLANTED})
    note(what="said", by=alice, now=now, about=PLANTED, incident=incident.number, detail={"deep": [PLANTED, 1]})
    incident.refresh_from_db()
    chronicle(incident)  # fills what is derived
    return incident


def everything(tmp_path):
    """All that is kept: every row of every table as text, every file."""
    found = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # the names of our own tables
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    found += [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()]
    return b"\n".join(found)


def test_a_planted_secret_vanishes_from_everywhere(planted, alice, now, done, tmp_path):
    assert b"swordfish" in everything(tmp_path)
    gone = done(expunge_text, incident=planted, secret=PLANTED, reason="a leaked key", by=alice, now=now)
    assert set(gone.items) == {"log.jsonl", f"{MASK}.zip/log.jsonl"} or len(gone.items) >= 1
    assert gone.still == ()
    left = everything(tmp_path)
    assert b"swordfish" not in left
    assert b"hunter2" not in left
    planted.refresh_from_db()
    assert planted.summary == f"Somebody posted {MASK}."
    assert planted.aliases == {"U1": MASK}
    assert json.loads(Entry.objects.get().body)["text"] == f"I typed {MASK}"
    assert AuditEntry.objects.get(what="said").detail == {"deep": [MASK, 1]}
    assert list(WORDS.keys("swordfish")) == []
    assert len(list(WORDS.keys("thanks"))) >= 1
    assert "all quiet" in {e.text for e in chronicle(planted).chronology.events}
    assert any(MASK in e.text for e in chronicle(planted).chronology.events)
    stones = Tombstone.objects.filter(incident=planted)
    assert {s.reason for s in stones} == {"a leaked key"}
    assert {s.replaced_by for s in stones} <= set(Item.objects.values_list("digest", flat=True))


def test_a_masked_item_keeps_its_provenance_and_does_not_come_back(planted, alice, now, done):
    old = Item.objects.get(name="log.jsonl")
    done(expunge_text, incident=planted, secret=PLANTED, reason="a leaked key", by=alice, now=now)
    copy = Item.objects.get(name="log.jsonl")
    assert (copy.origin, copy.added_at, copy.added_by) == (old.digest, old.added_at, alice)
    assert not where(planted.pk, old.digest).exists()
    run = done(
        services.upload,
        incident=planted,
        stream=io.BytesIO(LOG),
        name="log.jsonl",
        size=len(LOG),
        said=services.Said(),
        by=alice,
        now=now,
    )
    run.refresh_from_db()
    assert "expunged" in run.result[0]["refused"]["en"]
    assert not where(planted.pk, old.digest).exists()


def test_an_item_goes_whole_and_what_others_say_too_stays(planted, alice, now, done):
    item = Item.objects.get(name="log.jsonl")
    other = Item.objects.exclude(pk=item.pk).first()
    gone = done(expunge_item, item=item, reason="not ours", by=alice, now=now)
    assert gone.items == ("log.jsonl",)
    assert not where(planted.pk, item.digest).exists()
    assert Item.objects.filter(pk=other.pk).exists()
    assert Kept.objects.count() == 0
    assert not EventRow.objects.filter(item_id=item.pk).exists()
    assert EventRow.objects.filter(incident=planted).exists()
    assert [line.digest for line in ledger.lines()] == [item.digest]


def test_what_is_not_allowed_changes_nothing(planted, alice, now, tmp_path):
    item = Item.objects.first()
    before = Item.objects.count()
    for reason, secret in (("", PLANTED), ("  ", PLANTED), ("why", "abc")):
        with pytest.raises(FurikaeriError):
            expunge_text(incident=planted, secret=secret, reason=reason, by=alice, now=now)
    Incident.objects.filter(pk=planted.pk).update(legal_hold=True)
    with pytest.raises(FurikaeriError, match="legal hold"):
        expunge_item(item=item, reason="why", by=alice, now=now)
    Incident.objects.filter(pk=planted.pk).update(legal_hold=False)
    with copying(), pytest.raises(FurikaeriError, match="backup"):
        expunge_item(item=item, reason="why", by=alice, now=now)
    assert Item.objects.count() == before
    assert not Tombstone.objects.exists()
    assert not ledger.ledger().exists()
    assert b"swordfish" in everything(tmp_path)


def test_nobody_destroys_while_records_are_read(planted, alice, now, monkeypatch):
    monkeypatch.setattr(expunging, "_PATIENCE", 0.1)
    item = Item.objects.first()
    with writing(planted.pk), pytest.raises(FurikaeriError, match="being read"):
        expunge_item(item=item, reason="why", by=alice, now=now)
    Run.objects.create(incident=planted, name="x", at=now)
    with pytest.raises(FurikaeriError, match="being read"):
        expunge_text(incident=planted, secret=PLANTED, reason="why", by=alice, now=now)


def test_a_text_spelt_in_a_way_that_cannot_be_masked_is_told(incident, alice, now, done):
    odd = (
        json.dumps({"time": "2026-10-14T14:00:00Z", "actor": "Mara", "text": "SPELT"})
        .replace("SPELT", "\\u0068unter2swordfish")
        .encode()
    )
    done(
        services.upload,
        incident=incident,
        stream=io.BytesIO(odd),
        name="odd.jsonl",
        size=len(odd),
        said=services.Said(),
        by=alice,
        now=now,
    )
    gone = done(expunge_text, incident=incident, secret="hunter2swordfish", reason="why", by=alice, now=now)  # planted
    assert gone.still == ("odd.jsonl",)


def test_the_ledger_finds_the_text_again_in_what_a_backup_brings_and_does_not_hold_it(planted, alice, now, done):
    item = Item.objects.get(name="log.jsonl")
    data = where(planted.pk, item.digest).read_bytes()
    done(expunge_text, incident=planted, secret=PLANTED, reason="a leaked key", by=alice, now=now)
    assert b"hunter2" not in ledger.ledger().read_bytes()
    # as a backup from before would bring them
    copy = Item.objects.get(name="log.jsonl")
    Item.objects.filter(pk=copy.pk).update(digest=item.digest, origin="")
    where(planted.pk, item.digest).write_bytes(data)
    Tombstone.objects.all().delete()
    Incident.objects.filter(pk=planted.pk).update(summary=f"Again {PLANTED} and {json.dumps(PLANTED)}")
    planted.refresh_from_db()
    for line in ledger.lines():
        reapply(line, planted)
    planted.refresh_from_db()
    assert planted.summary == f'Again {MASK} and "{MASK}"'
    again = Item.objects.get(name="log.jsonl")
    assert (again.digest, again.origin) == (copy.digest, item.digest)
    assert not where(planted.pk, item.digest).exists()
    assert Tombstone.objects.filter(digest=item.digest, replaced_by=copy.digest, by_name="Alice").count() == 1


def test_without_the_masked_copy_the_item_goes_whole(planted, alice, now, done):
    item = Item.objects.get(name="log.jsonl")
    line = ledger.Gone(
        incident=planted.number, at=now.isoformat(), by="Alice", reason="x", digest=item.digest, replaced_by="0" * 64
    )
    assert reapply(line, planted)
    assert not Item.objects.filter(name="log.jsonl").exists()
    assert not reapply(line, planted)


def test_records_go_when_their_time_comes_announced_first(planted, alice, now, done):
    organisation()
    Organisation.objects.update(retention_days=30)
    Incident.objects.filter(pk=planted.pk).update(ended=now)
    assert retention.announce(now=now) == 0
    later = now + timedelta(days=20)
    assert done(retention.announce, now=later) == 1
    assert retention.announce(now=later) == 0
    row = Retention.objects.get()
    assert row.due == max(now + timedelta(days=30), later + retention.NOTICE)
    assert retention.carry_out(now=later) == 0
    Incident.objects.filter(pk=planted.pk).update(legal_hold=True)
    assert retention.carry_out(now=row.due) == 0
    Incident.objects.filter(pk=planted.pk).update(legal_hold=False)
    assert done(retention.carry_out, now=row.due) > 0
    assert not Item.objects.exists()
    assert not EventRow.objects.exists()
    assert Entry.objects.exists()
    assert {s.reason for s in Tombstone.objects.all()} == {"retention"}


def test_a_longer_retention_takes_the_announcement_back(planted, alice, now, done):
    organisation()
    Organisation.objects.update(retention_days=30)
    Incident.objects.filter(pk=planted.pk).update(ended=now - timedelta(days=25))
    assert done(retention.announce, now=now) == 1
    Organisation.objects.update(retention_days=365)
    retention.announce(now=now)
    assert not Retention.objects.exists()


def test_the_form_asks_for_the_reason_and_the_word(
    as_alice, as_bob, as_facilitator, as_charlie, planted, django_capture_on_commit_callbacks
):
    address = reverse("evidence-expunge", args=[planted.number])
    assert as_bob.get(address).status_code == 404
    assert as_facilitator.get(address).status_code == 200
    for posted in (
        {},
        {"secret": PLANTED, "reason": "x"},
        {"secret": PLANTED, "confirm": "destroy"},
        {"secret": "abc", "reason": "x", "confirm": "destroy"},
    ):
        assert as_alice.post(address, posted).status_code == 422
    assert as_bob.post(address, {"secret": PLANTED, "reason": "x", "confirm": "destroy"}).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        response = as_alice.post(address, {"secret": PLANTED, "reason": "leaked", "confirm": "Destroy"})
    assert response.status_code == 302
    page = as_alice.get(response["Location"]).content.decode()
    assert "leaked" in page
    assert "swordfish" not in page
    item = Item.objects.first()
    with django_capture_on_commit_callbacks(execute=True):
        as_facilitator.post(
            reverse("evidence-expunge-item", args=[planted.number, item.digest]), {"reason": "x", "confirm": "消去"}
        )
    assert not Item.objects.filter(pk=item.pk).exists()
