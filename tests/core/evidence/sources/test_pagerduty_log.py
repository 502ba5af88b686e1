from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, facts, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.pagerduty_log import SOURCE
from furikaeri.model.event import InView

AT = 1772445702000000
TYPES = [
    "acknowledge", "annotate", "assign", "delegate", "escalate", "exhaust_escalation_path", "notify",
    "reach_ack_limit", "reach_trigger_limit", "repeat_escalation_path", "resolve", "snooze", "trigger",
    "unacknowledge", "urgency_change", "priority_change", "status_update", "responder_request", "merge",
]  # fmt: skip


def entry(kind: str, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"R{number}",
        "type": f"{kind}_log_entry",
        "summary": f"{kind} happened",
        "created_at": "2026-03-02T11:01:42+01:00",
        "html_url": None,
        "agent": {"id": "PU1", "type": "user_reference", "summary": "Mika Sato"},
        "channel": {"type": "website"},
        "incident": {
            "id": "PI9",
            "type": "incident_reference",
            "summary": "[#77] Orders are slow",
            "html_url": "https://acme.pd.example/incidents/PI9",
        },
        "service": {"id": "PS1", "summary": "Orders"},
        "teams": [{"summary": "Shop"}],
        "contexts": [],
        **more,
    }


SERVICE = {"id": "PS1", "type": "service_reference", "summary": "Orders"}


def one(kind: str, **more: Any) -> Any:
    found = readings(SOURCE, dumped({"log_entries": [entry(kind, **more)], "limit": 25, "more": False}))
    assert accounted(found) == 1
    return found


def test_a_trigger_exists_and_is_in_view_of_nobody_yet() -> None:
    found = one("trigger", agent=SERVICE, event_details={"description": "p99 above 2 s"})
    event = events(found)[0]
    assert event.id == "pagerduty-log::R1"
    assert (event.span.lo, event.span.zone) == (AT, "+01:00")
    assert (event.lane, event.kind, event.in_view) == ("alerts", "alert", ())
    assert event.text == "trigger happened\nOrders are slow\np99 above 2 s"
    assert event.link == event.facts["url"] == "https://acme.pd.example/incidents/PI9"
    assert (event.facts["incident"], event.facts["incident-number"]) == ("PI9", "77")
    assert (event.facts["service"], event.facts["status"]) == ("Orders", "triggered")
    assert facts(found) == [("declared", "77"), ("title", "Orders are slow"), ("service", "Orders")]


def test_a_page_is_delivered_to_the_person_and_to_those_on_call() -> None:
    page = {
        "agent": SERVICE,
        "user": {"id": "PU2", "summary": "Bo Lind"},
        "channel": {"type": "auto", "notification": {"type": "sms", "status": "success"}},
    }
    found = one("notify", **page)
    event = events(found)[0]
    assert event.in_view == (InView("Bo Lind", AT, AT, "delivered"), InView("on-call", AT, AT, "delivered"))
    assert (event.facts["via"], event.facts["delivery"], event.facts["notified"]) == ("sms", "success", "Bo Lind")
    assert facts(found) == [("on-call", "Bo Lind")]
    twice = readings(SOURCE, dumped([entry("notify", 1, **page), entry("notify", 2, **page)]))
    assert facts(twice) == [("on-call", "Bo Lind")]
    assert len(events(twice)) == 2


def test_what_a_person_does_they_had_before_them() -> None:
    found = one("acknowledge")
    event = events(found)[0]
    assert event.in_view == (InView("Mika Sato", AT, AT, "acted"), InView("on-call", AT, AT, "acted"))
    assert (event.lane, event.kind, event.actor, event.facts["actor-id"]) == ("people", "action", "Mika Sato", "PU1")
    assert facts(found) == [("responder", "Mika Sato")]


def test_a_note_is_voiced_in_its_own_words() -> None:
    event = events(
        one("annotate", channel={"type": "note", "summary": "short", "content": "DB looks fine,\nlooking at cache"})
    )[0]
    assert event.text == "DB looks fine,\nlooking at cache"
    assert (event.kind, event.in_view[1].basis) == ("communication", "voiced")


def test_assignments_priority_and_resolution_are_facts_of_the_incident() -> None:
    assignees = [{"id": "PU2", "summary": "Bo Lind"}, {"id": "PU3", "summary": "Ai Mori"}]
    assert facts(one("assign", assignees=assignees)) == [("assigned", "Bo Lind"), ("assigned", "Ai Mori")]
    assert facts(one("escalate", agent=SERVICE, assignees=assignees[:1])) == [("assigned", "Bo Lind")]
    change = {"new_priority": {"summary": "P1"}, "old_priority": {"summary": "P3"}}
    found = one("priority_change", channel=change)
    assert facts(found) == [("severity", "P1")]
    assert events(found)[0].facts["severity-before"] == "P3"
    assert facts(one("resolve")) == [("resolved", "Mika Sato")]
    by_itself = events(one("resolve", agent=SERVICE))[0]
    assert (by_itself.lane, by_itself.kind, by_itself.in_view) == ("alerts", "state", ())


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_becomes_an_event(kind: str) -> None:
    event = events(one(kind))[0]
    assert event.kind is not None
    assert event.text


def test_an_unknown_type_still_tells_its_summary() -> None:
    event = events(one("quantum_leap"))[0]
    assert (event.kind, event.text) == (None, "quantum_leap happened")


def test_webhooks_single_entries_and_lines() -> None:
    webhook = {
        "messages": [{"event": "incident.trigger", "log_entries": [entry("trigger")], "incident": {"id": "PI9"}}]
    }
    assert events(readings(SOURCE, dumped(webhook)))[0].locator == "#/messages/0/log_entries/0"
    assert events(readings(SOURCE, dumped({"log_entry": entry("resolve")})))[0].locator == "#/log_entry"
    lines = b"\n".join(dumped(entry("annotate", n)) for n in range(3))
    assert [e.id for e in events(readings(SOURCE, lines))] == [
        "pagerduty-log::R0",
        "pagerduty-log::R1",
        "pagerduty-log::R2",
    ]


def test_a_naive_time_asks_for_its_zone() -> None:
    naive = dumped([entry("resolve", created_at="2026-03-02T19:01:42")])
    assert [w.code for w in warnings(readings(SOURCE, naive))] == ["naive-time"]
    assert events(readings(SOURCE, naive, zone=ZoneInfo("Asia/Tokyo")))[0].span.lo == AT


@pytest.mark.parametrize(
    "other",
    [
        {"incident": {"id": "PI9", "type": "incident"}, "created_at": "2026-03-02T10:00:00Z"},
        {"data": [{"log": "Alert acknowledged", "type": "system", "createdAt": "2026-03-02T10:00:00Z"}]},
        {"data": [{"type": "event", "attributes": {"timestamp": 1772445724000}}]},
        [{"type": "message", "ts": "1772445724.000200", "text": "log_entries"}],
    ],
)
def test_other_vendors_are_not_claimed(other: Any) -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=dumped(other))) == 0


def test_its_own_is_recognised() -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=dumped({"log_entries": [entry("trigger")]}))) > 0.9


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(TYPES).map(entry).flatmap(bent), max_size=4), st.lists(JUNK, max_size=2))
def test_bent_entries_are_all_accounted_for(mutants: list[Any], junk: list[Any]) -> None:
    found = readings(SOURCE, dumped({"log_entries": [entry("trigger"), *mutants, *junk]}))
    assert accounted(found) == 1 + len(mutants) + len(junk)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_truncated_answers_and_random_bytes(data: st.DataObject) -> None:
    whole = dumped({"log_entries": [entry("trigger", n) for n in range(4)]})
    cut = readings(SOURCE, whole[: data.draw(st.integers(0, len(whole) - 3))])
    assert not cut or "truncated" in {w.code for w in warnings(cut)}
    readings(SOURCE, data.draw(st.binary(max_size=60)))
