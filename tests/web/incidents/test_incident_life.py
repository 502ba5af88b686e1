"""Severity, phases, triage, the checklist, who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from furikaeri.text import FurikaeriError
from furikaeri_web.accounts.models import AuditEntry, Team
from furikaeri_web.incidents import services
from furikaeri_web.incidents.jobs import remind
from furikaeri_web.incidents.models import Incident, Step
from furikaeri_web.incidents.selectors import criteria, severity_history, steps_due, unjudged
from furikaeri_web.notices.models import Notice

H = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _moment(monkeypatch, now):
    monkeypatch.setenv("FURIKAERI_NOW", now.isoformat())


@pytest.fixture
def over(alice, now):
    return services.declare(
        title="It is over", by=alice, now=now - 3 * H, severity="SEV-2", began=now - 3 * H, ended=now - H
    )


def stood(incident):
    return [(i.stated.severity, i.lasted) for i in severity_history(incident)]


def test_the_severities_stand_in_their_order_until_the_next_or_the_end(over, bob, now):
    services.state_severity(incident=over, severity="SEV-1", at=now - 2 * H, by=bob, now=now)
    assert stood(over) == [("SEV-2", H), ("SEV-1", H)]
    over.refresh_from_db()
    assert over.severity == "SEV-1"
    services.state_severity(incident=over, severity="SEV-3", at=now - 2.5 * H, until=now - 2.25 * H, by=bob, now=now)
    assert stood(over) == [("SEV-2", H / 2), ("SEV-3", H / 4), ("SEV-1", H)]
    over.refresh_from_db()
    assert over.severity == "SEV-1"


def test_a_correction_keeps_what_stood_before_and_a_withdrawal_can_be_taken_back(as_bob, over, alice, bob, now):
    stated = over.severity_changes.get()
    page = f"/incidents/{over.number}/severity/{stated.pk}/"
    answer = as_bob.post(
        page, {"severity": "SEV-3", "at": "2026-10-20T06:30", "until": "", "reason": "Half an hour later"}
    )
    assert answer.status_code == 302
    stated.refresh_from_db()
    assert (stated.severity, stated.by, stated.reason) == ("SEV-3", bob, "Half an hour later")
    before = over.severity_revisions.get()
    assert (before.severity, before.by, before.replaced_by) == ("SEV-2", alice, bob)
    as_bob.post(page, {"do": "withdraw", "reason": "It never was"})
    over.refresh_from_db()
    assert (over.severity, stood(over)) == ("", [])
    kept = over.severity_revisions.get(withdrawn=True)
    as_bob.post(f"/incidents/{over.number}/severity/{kept.pk}/restore/")
    assert stood(over) == [("SEV-3", 1.5 * H)]
    again = as_bob.post(f"/incidents/{over.number}/severity/{kept.pk}/restore/", follow=True)
    assert "already" in again.content.decode()
    assert stood(over) == [("SEV-3", 1.5 * H)]
    told = as_bob.get(f"/incidents/{over.number}/severity/").content.decode()
    assert "Half an hour later" in told
    assert "SEV-2" in told


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"severity": "", "at": "2026-10-20T06:30"}, "Which severity"),
        ({"severity": "SEV-1", "at": ""}, "From when"),
        ({"severity": "SEV-1", "at": "2026-10-20T23:30"}, "has not come yet"),
        ({"severity": "SEV-1", "at": "2026-10-20T06:30", "until": "2026-10-20T06:00"}, "over before it began"),
    ],
)
def test_a_severity_that_can_not_be_is_asked_about(as_alice, over, typed, says):
    answer = as_alice.post(f"/incidents/{over.number}/severity/", typed)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert over.severity_changes.count() == 1


def test_a_phase_may_follow_any_other_and_each_is_remembered(as_alice, incident, now):
    page = f"/incidents/{incident.number}/phase/"
    as_alice.post(page, {"phase": "analysis", "ended": "2026-10-20T17:30", "reason": "Quiet since tea"})
    as_alice.post(page, {"phase": "response"})
    as_alice.post(page, {"phase": "response"})
    incident.refresh_from_db()
    assert incident.phase == "response"
    assert incident.ended == now - H / 2  # half past five in Tokyo
    assert [(c.phase, c.reason) for c in incident.phase_changes.all()] == [
        ("analysis", "Quiet since tea"),
        ("response", ""),
    ]
    assert as_alice.post(page, {"phase": "asleep"}).status_code == 422
    assert "Quiet since tea" in as_alice.get(page).content.decode()


def test_triage_begins_with_what_the_record_says(over, alice, now):
    asked = {a.criterion.key: a for a in criteria(over, alice, now)}
    assert {key for key, a in asked.items() if a.met} == {"severity", "long", "monthly"}
    assert "120" in asked["long"].record.en
    services.judge(incident=over, deserves=True, criteria=["again", "unheard-of"], by=alice, now=now)
    over.refresh_from_db()
    assert over.criteria == ["again"]
    assert {a.criterion.key for a in criteria(over, alice, now) if a.met} == {"again"}


def test_what_charlie_may_not_see_does_not_count_as_a_review_this_month(private_incident, alice, bob, charlie, now):
    services.judge(incident=private_incident, deserves=True, criteria=["asked"], by=alice, now=now)
    other = services.declare(title="small", by=alice, now=now)

    def quiet(user):
        return next(a.met for a in criteria(other, user, now) if a.criterion.key == "monthly")

    assert quiet(charlie)
    assert not quiet(bob)


def test_a_judgement_needs_a_reason_either_way_and_can_be_revised(as_alice, over, alice, now):
    page = f"/incidents/{over.number}/triage/"
    assert as_alice.post(page, {"deserves": "yes"}).status_code == 422
    refused = as_alice.post(page, {"deserves": "no", "criteria": ["again"]})
    assert refused.status_code == 422
    assert 'value="again" checked' in refused.content.decode()
    assert unjudged(alice, now).get() == over
    as_alice.post(page, {"deserves": "no", "reason": "A rehearsal, announced"})
    over.refresh_from_db()
    assert (over.deserves, over.triage_reason) == (False, "A rehearsal, announced")
    as_alice.post(page, {"deserves": "yes", "criteria": ["surprise", "asked"]})
    over.refresh_from_db()
    assert (over.deserves, over.criteria) == (True, ["surprise", "asked"])
    assert [j.deserves for j in over.judgements.all()] == [True, False]
    assert "A rehearsal, announced" in as_alice.get(page).content.decode()
    assert not unjudged(alice, now).exists()


def test_steps_that_only_a_review_needs_go_with_it_and_come_back(over, alice, now):
    whole = set(over.steps.values_list("key", flat=True))
    services.tick(step=over.steps.get(key="schedule"), by=alice, now=now)
    services.judge(incident=over, deserves=False, criteria=[], reason="A rehearsal", by=alice, now=now)
    assert set(over.steps.values_list("key", flat=True)) == {"gather", "triage", "schedule"}  # what was done stays
    assert over.steps.get(key="triage").done_by == alice
    services.judge(incident=over, deserves=True, criteria=["asked"], by=alice, now=now)
    assert set(over.steps.values_list("key", flat=True)) == whole


def test_due_dates_wait_for_the_end_and_move_with_it(incident, alice, now):
    assert not incident.steps.exclude(due=None).exists()
    services.change(incident=incident, by=alice, now=now, ended=now)
    meeting = incident.steps.get(key="review-meeting")
    assert meeting.earliest == now + 24 * H
    first = meeting.due
    services.change(incident=incident, by=alice, now=now, ended=now + 48 * H)
    meeting.refresh_from_db()
    assert meeting.due > first


def test_a_near_miss_needs_no_end(alice, now):
    near = services.declare(title="close", by=alice, now=now, near_miss=True)
    assert near.steps.get(key="gather").due == now + 24 * H


def act(client, step, **data):
    return client.post(f"/incidents/{step.incident.number}/steps/{step.pk}/", data)


def test_a_step_is_ticked_left_out_with_a_reason_moved_and_opened_again(as_alice, over, alice):
    step = over.steps.get(key="gather")
    assert act(as_alice, step, do="tick")["Location"].endswith("#process")
    step.refresh_from_db()
    assert (step.done_by, step.open) == (alice, False)
    act(as_alice, step, do="untick")
    refused = act(as_alice, step, do="skip", reason=" ")
    assert refused.status_code == 422
    assert "why this step is left out" in refused.content.decode()
    act(as_alice, step, do="skip", reason="Nothing was recorded")
    step.refresh_from_db()
    assert (step.skipped, step.done_at) == ("Nothing was recorded", None)
    act(as_alice, step, do="untick")
    before = Step.objects.get(pk=step.pk).due
    act(as_alice, step, do="move", due="2026-11-02T10:00")
    services.replan(over)
    step.refresh_from_db()
    assert step.moved
    assert f"{step.due:%m-%d %H:%M}" == "11-02 10:00"
    act(as_alice, step, do="follow")
    assert Step.objects.get(pk=step.pk).due == before
    assert act(as_alice, step, do="move", due="later").status_code == 422
    assert act(as_alice, step, do="dance").status_code == 422
    assert act(as_alice, step, do="remove").status_code == 422  # it belongs to the process


def test_a_step_of_ones_own_is_added_and_taken_away(as_alice, over):
    as_alice.post(f"/incidents/{over.number}/steps/", {"title": "Thank the porters", "due": "2026-10-22T10:00"})
    step = over.steps.get(key="")
    assert step.title == "Thank the porters"
    services.replan(over)
    assert over.steps.filter(pk=step.pk).exists()
    assert as_alice.post(f"/incidents/{over.number}/steps/", {"title": ""}).status_code == 422
    act(as_alice, step, do="remove")
    assert not over.steps.filter(pk=step.pk).exists()


def test_a_tick_by_htmx_answers_with_the_checklist_alone(as_alice, over):
    step = over.steps.get(key="gather")
    told = as_alice.post(f"/incidents/{over.number}/steps/{step.pk}/", {"do": "tick"}, headers={"HX-Request": "true"})
    assert told.content.decode().lstrip().startswith('<section id="process"')
    assert 'aria-checked="true"' in told.content.decode()


def test_owners_are_told_once_of_what_is_due(over, alice, now):
    assert remind(now) == 0
    at = over.steps.get(key="gather").due
    assert remind(at) > 0
    assert Notice.objects.filter(person=alice, what="step-due").exists()
    assert remind(at) == 0
    assert next(d.step.key for d in steps_due(alice, now=at, by=at, most=2)) in {"gather", "triage", "schedule"}


def test_who_may_admit_closes_opens_and_lets_in_and_out(as_alice, as_bob, incident, bob, charlie, now):
    page = f"/incidents/{incident.number}/access/"
    assert as_bob.post(page, {"do": "close"}).status_code == 404  # Bob sees it but may not decide
    as_alice.post(page, {"do": "close"})
    assert as_bob.get(page).status_code == 404
    refused = as_alice.post(page, {"do": "let-in", "people": "Bob, Nobody"})
    assert refused.status_code == 422
    assert 'value="Bob, Nobody"' in refused.content.decode()
    team = Team.objects.create(name="Night shift")
    team.members.add(charlie)
    as_alice.post(page, {"do": "let-in", "people": "Bob", "teams": "night shift"})
    assert as_bob.get(page).status_code == 200
    assert Notice.objects.get(person=bob).what == "let-in"
    assert Incident.objects.visible_to(charlie).exists()
    as_alice.post(page, {"do": "let-out", "kind": "team", "pk": team.pk})
    assert not Incident.objects.visible_to(charlie).exists()
    as_alice.post(page, {"do": "let-out", "kind": "person", "pk": "x"})
    as_alice.post(page, {"do": "open"})
    assert Incident.objects.visible_to(charlie).exists()
    assert {"incident-closed", "incident-opened", "let-in", "let-out"} <= set(
        AuditEntry.objects.values_list("what", flat=True)
    )


def test_a_facilitator_who_closes_an_incident_stays_in_and_may_leave(as_facilitator, facilitator, incident, now):
    page = f"/incidents/{incident.number}/access/"
    as_facilitator.post(page, {"do": "close"})
    assert as_facilitator.get(page).status_code == 200
    answer = as_facilitator.post(page, {"do": "let-out", "kind": "person", "pk": facilitator.pk})
    assert answer["Location"] == "/incidents/"
    assert as_facilitator.get(page).status_code == 404


def test_a_legal_hold_is_the_administrators(as_admin, as_alice, incident, private_incident):
    page = f"/incidents/{incident.number}/hold/"
    assert as_alice.post(page, {"held": "1"}).status_code == 404
    as_admin.post(page, {"held": "1"})
    incident.refresh_from_db()
    assert incident.legal_hold
    as_admin.post(page, {"held": "0"})
    incident.refresh_from_db()
    assert not incident.legal_hold
    assert as_admin.post(f"/incidents/{private_incident.number}/hold/", {"held": "1"}).status_code == 404


def test_an_end_before_the_beginning_is_asked_about(over, alice, now):
    with pytest.raises(FurikaeriError):
        services.move(incident=over, phase="analysis", by=alice, now=now, ended=now - 5 * H)
