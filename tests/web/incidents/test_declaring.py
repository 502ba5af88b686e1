"""Declaring an incident, and changing what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from furikaeri.text import FurikaeriError
from furikaeri_web.accounts.models import AuditEntry, Team
from furikaeri_web.incidents.models import Incident
from furikaeri_web.incidents.services import change, declare


@pytest.fixture(autouse=True)
def _moment(monkeypatch, now):
    monkeypatch.setenv("FURIKAERI_NOW", now.isoformat())


def test_one_line_is_enough(as_alice, alice, now):
    answer = as_alice.post("/incidents/declare/", {"title": "The  printer\nsings", "zone": "Asia/Tokyo"})
    incident = Incident.objects.get()
    assert answer["Location"] == f"/incidents/{incident.number}/"
    assert (incident.title, incident.owner, incident.declared_by, incident.private) == (
        "The printer sings",
        alice,
        alice,
        False,
    )
    assert incident.happened == incident.declared_at == now
    assert AuditEntry.objects.get().what == "incident-declared"


def test_everything_that_is_known_may_be_said_at_once(as_alice, alice, bob, charlie, now):
    team = Team.objects.create(name="Payments")
    as_alice.post(
        "/incidents/declare/",
        {
            "title": "Doors stay shut", "severity": "SEV-1", "services": "doors, gates、 doors", "began": "2026-10-20T09:30",
            "zone": "Asia/Tokyo", "near_miss": "on", "private": "on", "people": "Bob", "teams": "payments",
        },
    )  # fmt: skip
    incident = Incident.objects.get()
    assert incident.began == incident.happened == datetime(2026, 10, 20, 0, 30, tzinfo=UTC)
    assert [s.name for s in incident.services.order_by("name")] == ["doors", "gates"]
    assert incident.severity_changes.get().at == incident.began
    assert (set(incident.people.all()), set(incident.teams.all())) == ({bob}, {team})
    assert not Incident.objects.visible_to(charlie)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", "", "what do people see"),
        ("zone", "Mars/Olympus", "no time zone"),
        ("began", "2026-10-21T09:30", "has not come yet"),
        ("began", "teatime", "no day and time"),
        ("people", "Nobody Inparticular", "is called"),
        ("people", "nobody@example.test", "has the address"),
        ("teams", "Ghosts", "no team"),
        ("services", "x" * 90, "too long"),
    ],
)
def test_what_is_amiss_is_said_and_nothing_typed_is_lost(as_alice, field, value, says):
    typed = {
        "title": "A draft <b>worth</b> keeping",
        "zone": "UTC",
        "services": "one, two",
        "private": "on",
        field: value,
    }
    answer = as_alice.post("/incidents/declare/", typed)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert says in told
    assert not Incident.objects.exists()
    for name, kept in typed.items():
        if name != "private" and kept:
            assert f'value="{kept.replace("<", "&lt;").replace(">", "&gt;")}"' in told


def test_a_time_that_no_clock_showed_is_asked_about(as_alice):
    told = as_alice.post("/incidents/declare/", {"title": "x", "zone": "Europe/Berlin", "began": "2026-03-29T02:30"})
    assert "No clock in Europe/Berlin" in told.content.decode()


def test_naming_people_without_making_it_private_is_asked_about(as_alice, bob):
    told = as_alice.post("/incidents/declare/", {"title": "x", "zone": "UTC", "people": "bob@example.test"})
    assert told.status_code == 422
    assert "You named who is let in" in told.content.decode()


def test_an_incident_of_a_careful_house_is_private_at_first(as_alice):
    from furikaeri_web.accounts.selectors import organisation

    house = organisation()
    house.private_at_first, house.zone = True, "Asia/Tokyo"
    house.save()
    told = as_alice.get("/incidents/declare/").content.decode()
    assert 'name="private" id="id_private" checked' in told.replace(' class="field"', "")
    assert 'value="Asia/Tokyo"' in told


def test_numbers_follow_one_another_even_when_one_is_taken_meanwhile(alice, now, monkeypatch):
    first = declare(title="one", by=alice, now=now)
    real, calls = Incident.objects.aggregate, []

    def late(*args, **kwargs):
        calls.append(1)
        return {"last": 0} if len(calls) == 1 else real(*args, **kwargs)

    monkeypatch.setattr(Incident.objects, "aggregate", late)
    assert declare(title="two", by=alice, now=now).number == first.number + 1
    assert len(calls) == 2


def edited(client, incident, **typed):
    form = client.get(f"/incidents/{incident.number}/edit/").context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        shown = bound.field.prepare_value(value) if hasattr(bound.field, "prepare_value") else value
        if shown not in {None, False, ""}:
            data[bound.html_name] = data[bound.html_initial_name] = shown
    return client.post(f"/incidents/{incident.number}/edit/", data | typed)


def test_two_people_who_change_different_things_do_not_undo_each_other(as_alice, as_bob, incident, alice, now):
    page = as_bob.get(f"/incidents/{incident.number}/edit/").context["form"]
    change(incident=incident, by=alice, now=now, summary="Alice was here")
    data = {
        b.html_name: b.field.prepare_value(b.value()) if hasattr(b.field, "prepare_value") else b.value() for b in page
    }
    data |= {b.html_initial_name: data[b.html_name] for b in page}
    data = {k: v for k, v in data.items() if v not in {None, False}} | {"title": "Bob's title"}
    assert as_bob.post(f"/incidents/{incident.number}/edit/", data).status_code == 302
    incident.refresh_from_db()
    assert (incident.title, incident.summary) == ("Bob's title", "Alice was here")
    assert AuditEntry.objects.first().detail == {"fields": ["title"]}


def test_what_changed_is_found_by_its_new_words(as_alice, alice, bob, incident):
    from furikaeri_web.incidents.selectors import suggest

    answer = edited(as_alice, incident, title="Ghosts in the shelves", tags="haunted", owner="bob@example.test")
    assert answer.status_code == 302
    incident.refresh_from_db()
    assert incident.owner == bob
    assert suggest(alice, "shelves stock") == []
    assert suggest(alice, "haunted") == [incident]


def test_another_zone_reads_the_same_clocks_anew(as_alice, alice, now):
    incident = declare(title="x", by=alice, now=now, began=datetime(2026, 10, 20, 1, tzinfo=UTC))
    edited(as_alice, incident, zone="Asia/Tokyo")
    incident.refresh_from_db()
    assert incident.began == incident.happened == datetime(2026, 10, 19, 16, tzinfo=UTC)


def test_it_can_not_end_before_it_began(as_alice, alice, incident, now):
    edited(as_alice, incident, began="2026-10-20T10:00")
    answer = edited(as_alice, incident, ended="2026-10-20T09:00")
    assert answer.status_code == 422
    assert "end before it began" in answer.content.decode()
    with pytest.raises(FurikaeriError):
        declare(title="x", by=alice, now=now, began=now, ended=now - timedelta(minutes=1))


def test_a_new_owner_is_told_and_the_old_one_stays_in(alice, bob, charlie, private_incident, now):
    from furikaeri_web.notices.models import Notice

    with pytest.raises(FurikaeriError):
        change(incident=private_incident, by=bob, now=now, owner=charlie)  # Bob may not let anybody in
    change(incident=private_incident, by=alice, now=now, owner=charlie)
    assert Incident.objects.visible_to(charlie).filter(pk=private_incident.pk).exists()
    assert alice in private_incident.people.all()
    assert Notice.objects.get(person=charlie).what == "owner"
