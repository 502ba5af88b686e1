"""What people say is written down, shown, and can be taken back; what can't be meant is said in place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from furikaeri.export.scene import anchor

if TYPE_CHECKING:
    from django.test import Client

    from furikaeri.model.chronology import Chronology
    from furikaeri_web.incidents.models import Incident

HOSTILE = "<script>x()</script> <img src=x onerror=a()> [a](javascript:alert(1))"


def _course(incident: Incident) -> Chronology:
    from furikaeri_web.chronology.selectors import chronicle

    incident.refresh_from_db()
    return chronicle(incident).chronology


def _entries(incident: Incident) -> int:
    from furikaeri_web.chronology.selectors import last_no

    return last_no(incident)


def test_an_event_by_hand(shelves: Incident, as_alice: Client) -> None:
    found, base = _course(shelves), f"/incidents/{shelves.number}/chronology/"
    when = datetime.fromtimestamp(found.events[3].span.lo / 1e6, UTC)
    given = {"text": HOSTILE, "time": f"{when:%Y-%m-%d %H:%M:%S}", "zone": "UTC", "lane": "people", "who": "Mina"}
    wrong = as_alice.post(f"{base}add/", {**given, "time": "half past never"})
    assert wrong.status_code == 422
    assert "half past never" in wrong.content.decode()
    assert len(_course(shelves).events) == len(found.events)
    done = as_alice.post(f"{base}add/", given)
    assert done.status_code == 302
    page = as_alice.get(f"{base}?level=raw").content.decode()
    assert "&lt;script&gt;x()" in page
    assert "<script>x()" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page
    assert len(_course(shelves).events) == len(found.events) + 1


SAYINGS = {
    "account": {"text": "The totals looked right to me.", "who": "Mina"},
    "contest": {"text": "The order was another.", "who": "Mina"},
    "belief": {"text": "The count was taken to be fresh.", "group": "on-call"},
    "decision": {"text": "Wait for the count.", "options": "wait\nrestart"},
    "correct": {"text": "Put in other words.", "time": "", "until": "", "kind": "", "lane": "people"},
}


@pytest.mark.parametrize("what", [*SAYINGS, "moment", "relate"])
def test_what_is_said_of_an_event_and_its_undo(what: str, shelves: Incident, as_alice: Client) -> None:
    found, base = _course(shelves), f"/incidents/{shelves.number}/chronology/"
    event, other = found.events[5], found.events[6]
    address = f"{base}events/{anchor(event.id)}/{what}/"
    form = as_alice.get(address)
    assert form.status_code == 200
    first = {field.html_name: field.value() for field in form.context["form"] if field.value() not in (None, "", False)}
    more = {
        "moment": {"moment": "detected", "text": "First seen here."},
        "relate": {"other": other.id, "kind_of": "leads-to", "reason": "The one fed the other."},
    }
    given = {**first, **SAYINGS.get(what, {}), **more.get(what, {})}
    if what == "correct":
        given["time"] = first["time"]
    before = _entries(shelves)
    done = as_alice.post(address, given)
    assert done.status_code == 302, done.context and done.context["form"].errors
    no = _entries(shelves)
    assert no == before + 1
    assert _course(shelves) != found
    back = f"{base}statements/{no}/take-back/"
    assert as_alice.get(back).status_code == 405
    assert as_alice.post(back).status_code == 302
    assert _course(shelves) == found


@pytest.mark.parametrize("what", ["account", "contest", "belief", "decision"])
def test_saying_nothing_is_answered_in_place(what: str, shelves: Incident, as_alice: Client) -> None:
    place = anchor(_course(shelves).events[5].id)
    before = _entries(shelves)
    said = as_alice.post(f"/incidents/{shelves.number}/chronology/events/{place}/{what}/", {"text": " ", "who": "Mina"})
    assert said.status_code == 422
    assert "Say it in words." in said.content.decode()
    assert _entries(shelves) == before


def test_others_changes_are_told(shelves: Incident, as_alice: Client, as_bob: Client) -> None:
    base = f"/incidents/{shelves.number}/chronology/"
    asked = {"no": _entries(shelves), "version": shelves.version}
    assert as_alice.get(f"{base}since/", asked).content.strip() == b""
    place = anchor(_course(shelves).events[5].id)
    as_bob.post(f"{base}events/{place}/account/", {"text": "I saw it later.", "who": "Bob"})
    assert "1 change by others" in as_alice.get(f"{base}since/", asked).content.decode()
    assert as_bob.get(f"{base}since/", asked).content.strip() == b""


def test_copies(shelves: Incident, as_alice: Client) -> None:
    for name in ("html", "json", "markdown"):
        copy = as_alice.get(f"/incidents/{shelves.number}/chronology/copies/{name}/")
        assert copy.status_code == 200
        assert "attachment" in copy["Content-Disposition"]
        assert "sandbox" in copy["Content-Security-Policy"]
    assert as_alice.get(f"/incidents/{shelves.number}/chronology/copies/nothing/").status_code == 404


def test_charlie_sees_nothing(shelves: Incident, as_charlie: Client) -> None:
    shelves.private = True
    shelves.save()
    place, base = anchor(_course(shelves).events[5].id), f"/incidents/{shelves.number}/chronology/"
    before = _entries(shelves)
    told = [f"events/{place}/{what}/" for what in (*SAYINGS, "moment", "relate")]
    for path in ("", "summary/", "since/?no=0&version=0", "copies/json/", "add/", "statements/", "proposals/",
                 "moments/cause/", f"events/{place}/", *told):  # fmt: skip
        assert as_charlie.get(base + path).status_code == 404, path
    for path in ("add/", "statements/1/take-back/", "take-back/", *told):
        assert as_charlie.post(base + path, {"text": "x", "who": "y", "no": "1"}).status_code == 404, path
    assert _entries(shelves) == before
