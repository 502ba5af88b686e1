"""Declaring an incident, its severities, its life, whether it deserves a review, its process, and who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from furikaeri_web.accounts.models import AuditEntry
from furikaeri_web.incidents import services
from furikaeri_web.incidents.models import Incident
from furikaeri_web.incidents.selectors import severity_history, steps_due


def test_one_line_declares_an_incident(as_alice, alice):
    response = as_alice.post(
        "/incidents/declare/",
        {
            "title": "決済が遅い",
            "severity": "SEV-2",
            "services": "ledger, shop",
            "zone": "Asia/Tokyo",
            "began": "2026-10-20 17:40",
        },
    )
    found = Incident.objects.get()
    assert response["Location"] == f"/incidents/{found.number}/"
    assert (found.title, found.severity, found.owner, found.private) == ("決済が遅い", "SEV-2", alice, False)
    assert found.began.isoformat() == "2026-10-20T08:40:00+00:00"
    assert {s.name for s in found.services.all()} == {"ledger", "shop"}


@pytest.mark.parametrize("wrong", [{"title": ""}, {"title": "x", "began": "soon"}, {"title": "x", "zone": "Mars/Base"}])
def test_what_can_not_be_meant_is_said_in_place_and_nothing_typed_is_lost(as_alice, wrong):
    response = as_alice.post("/incidents/declare/", {"zone": "UTC", "services": "kept-word", **wrong})
    assert response.status_code == 422
    assert "kept-word" in response.content.decode()
    assert not Incident.objects.exists()


def test_severity_is_a_history_that_can_be_corrected_and_taken_back(as_bob, incident, alice, now):
    at = now + timedelta(minutes=10)
    services.state_severity(incident=incident, severity="SEV-1", at=at, by=alice, now=at)
    incident.refresh_from_db()
    assert incident.severity == "SEV-1"
    first, second = severity_history(incident)
    assert (first.until, second.stated.severity) == (at, "SEV-1")
    response = as_bob.post(
        f"/incidents/{incident.number}/severity/{second.stated.pk}/", {"do": "withdraw", "reason": "a false alarm"}
    )
    assert response.status_code == 302
    incident.refresh_from_db()
    assert incident.severity == "SEV-2"


def test_an_incident_without_a_severity_has_an_empty_history(as_alice, alice, now):
    bare = services.declare(title="x", by=alice, now=now)
    assert not severity_history(bare)
    assert as_alice.get(f"/incidents/{bare.number}/").status_code == 200


def test_it_moves_through_the_phases_of_its_life(as_alice, incident):
    as_alice.post(f"/incidents/{incident.number}/phase/", {"phase": "analysis", "reason": "calm again"})
    incident.refresh_from_db()
    assert incident.phase == "analysis"
    assert incident.phase_changes.get().by.name == "Alice"


def test_it_is_judged_by_written_criteria_and_skipped_with_a_reason_alone(as_alice, incident):
    page = as_alice.get(f"/incidents/{incident.number}/triage/").content.decode()
    assert "SEV-1" in page
    assert as_alice.post(f"/incidents/{incident.number}/triage/", {"deserves": "no", "reason": ""}).status_code == 422
    as_alice.post(f"/incidents/{incident.number}/triage/", {"deserves": "no", "reason": "the same as INC-0001"})
    incident.refresh_from_db()
    assert (incident.deserves, incident.triage_reason) == (False, "the same as INC-0001")


def test_the_process_has_steps_that_come_due_are_ticked_and_taken_back(as_alice, alice, incident, now):
    services.judge(incident=incident, deserves=True, criteria=["severity"], by=alice, now=now)
    services.move(incident=incident, phase="analysis", by=alice, now=now, ended=now)
    step = incident.steps.exclude(due=None).order_by("due").first()
    assert step is not None
    assert steps_due(alice, now=now, by=step.due)
    as_alice.post(f"/incidents/{incident.number}/steps/{step.pk}/", {"do": "tick"})
    step.refresh_from_db()
    assert step.done_at is not None
    as_alice.post(f"/incidents/{incident.number}/steps/{step.pk}/", {"do": "untick"})
    step.refresh_from_db()
    assert step.done_at is None


def test_only_those_who_may_let_people_in(as_alice, as_bob, as_charlie, charlie, private_incident):
    address = f"/incidents/{private_incident.number}/access/"
    assert as_bob.post(address, {"do": "let-in", "people": charlie.email}).status_code in {403, 404}
    as_alice.post(address, {"do": "let-in", "people": charlie.email})
    assert as_charlie.get(f"/incidents/{private_incident.number}/").status_code == 200
    assert AuditEntry.objects.filter(incident=private_incident.number).count() >= 2


@pytest.mark.parametrize("page", ["", "edit/", "severity/", "phase/", "triage/", "access/", "chronology/", "evidence/"])
def test_charlie_meets_nothing(as_charlie, as_admin, as_bob, private_incident, page):
    address = f"/incidents/{private_incident.number}/{page}"
    assert as_bob.get(address).status_code == 200
    for client in (as_charlie, as_admin):
        response = client.get(address)
        assert response.status_code == 404
        assert b"anzibar" not in response.content
        assert client.post(address, {}).status_code in {404, 405}


@pytest.mark.parametrize("address", ["/incidents/", "/incidents/?q=zanzibar", "/incidents/suggest/?q=zanzibar", "/incidents/names/services/?q=zan",
                                     "/incidents/names/tags/?q=zan", "/incidents/?service=zanzibar-ledger", "/"])  # fmt: skip
def test_lists_suggestions_and_counts_hold_no_trace(as_charlie, private_incident, address):
    body = as_charlie.get(address).content.decode()
    typed = address.split("=")[-1] if "=" in address else "§"
    assert "Zanzibar" not in body
    assert "zanzibar-ledger" not in body.replace(f'value="{typed}"', "").replace(address, "")


def test_the_list_finds_words_of_either_language_and_pages(as_alice, alice, now, django_assert_max_num_queries):
    for n in range(60):
        services.declare(
            title=f"在庫の数 {n}" if n % 2 else f"Stock count {n}", by=alice, now=now + timedelta(minutes=n)
        )
    with django_assert_max_num_queries(14):
        page = as_alice.get("/incidents/").content.decode()
    assert "在庫の数 59" in page
    assert "Stock count 0<" not in page
    assert "在庫の数 7" in as_alice.get("/incidents/?q=在庫の数+7").content.decode()


def test_hostile_words_are_shown_and_never_run(as_alice, alice, now):
    made = services.declare(title="<script>alert(1)</script>", by=alice, now=now, services=["<img onerror=1>"])
    for address in ("/incidents/", f"/incidents/{made.number}/", "/"):
        body = as_alice.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img onerror" not in body
