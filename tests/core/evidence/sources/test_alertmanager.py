from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, readings, warnings

from furikaeri.evidence.instants import instant
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.alertmanager import SOURCE
from furikaeri.model.event import InView
from furikaeri.model.timespan import iso

NOT_YET = "0001-01-01T00:00:00Z"
CAPTURED = instant("2026-03-02T10:03:00Z").lo


def alert(**changes: Any) -> dict[str, Any]:
    return {
        "status": "firing",
        "labels": {"alertname": "CheckoutErrors", "service": "checkout", "severity": "page"},
        "annotations": {"summary": "one in twenty orders fails", "runbook_url": "https://wiki.example/r"},
        "startsAt": "2026-03-02T10:01:30.123456789Z",
        "endsAt": NOT_YET,
        "generatorURL": "https://prom.example/graph?x",
        "fingerprint": "a1b2c3d4e5f60718",
    } | changes


def payload(*alerts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "version": "4",
        "groupKey": '{}:{alertname="CheckoutErrors"}',
        "truncatedAlerts": 0,
        "status": "firing",
        "receiver": "shop-oncall",
        "groupLabels": {},
        "commonLabels": {},
        "commonAnnotations": {},
        "externalURL": "https://am.example",
        "alerts": list(alerts),
    } | changes


def test_a_firing_alert_is_open_and_delivered_to_its_receiver() -> None:
    (event,) = events(readings(SOURCE, dumped(payload(alert())), captured_at=CAPTURED))
    assert event.id == "alertmanager::a1b2c3d4e5f60718@2026-03-02T10:01:30.123456789Z"
    assert (event.lane, event.kind, event.text) == ("alerts", "alert", "CheckoutErrors: one in twenty orders fails")
    assert iso(event.span.lo) == "2026-03-02T10:01:30.123456Z"
    assert (event.span.shape, event.span.hi) == ("interval", None)
    assert event.in_view == (InView("shop-oncall", event.span.lo, CAPTURED, "delivered"),)
    assert event.facts["severity"] == "page"
    assert event.locator == "#/alerts/0"


def test_without_a_receipt_nobody_knows_by_when_it_was_in_view() -> None:
    (event,) = events(readings(SOURCE, dumped(payload(alert()))))
    assert event.in_view == (InView("shop-oncall", event.span.lo, None, "delivered"),)


def test_a_repeat_is_the_same_event_and_resolved_closes_it() -> None:
    ended = alert(status="resolved", endsAt="2026-03-02T10:21:30Z")
    found = events(readings(SOURCE, b"\n".join(map(dumped, (payload(alert()), payload(alert()), payload(ended))))))
    assert len({e.id for e in found}) == 1
    assert [iso(e.span.hi) for e in found] == [None, None, "2026-03-02T10:21:30Z"]
    assert [e.locator for e in found] == ["#/alerts/0", "#line=2/alerts/0", "#line=3/alerts/0"]


def test_the_end_of_a_firing_alert_in_the_list_is_only_when_it_would_lapse() -> None:
    listed = alert(status={"state": "active", "silencedBy": [], "inhibitedBy": []}, endsAt="2026-03-02T10:05:30Z")
    listed["receivers"] = [{"name": "shop-oncall"}, {"name": "ops-mail"}]
    silenced = listed | {"status": {"state": "suppressed", "silencedBy": ["s1"]}, "fingerprint": "f2"}
    for form in (dumped([listed, silenced]), dumped({"status": "success", "data": [listed, silenced]})):
        active, quiet = events(readings(SOURCE, form))
        assert active.span.hi is None
        assert [v.group for v in active.in_view] == ["shop-oncall", "ops-mail"]
        assert quiet.in_view == ()


def test_all_forms_give_the_same_events() -> None:
    one, two = payload(alert()), payload(alert(fingerprint="b2"), alert(fingerprint="c3"))
    forms = [
        dumped([one, two]),
        b"\n".join(map(dumped, (one, two))),
        json.dumps([one, two], indent=2).encode(),
        "".join(json.dumps(p, indent=1) for p in (one, two)).encode(),
        dumped([{"body": one}, {"body": two}]),
    ]
    for form in forms:
        assert SOURCE.sniff(Opened(name="x", data=form)) > 0.9
        found = events(readings(SOURCE, form))
        assert [e.facts["fingerprint"] for e in found] == ["a1b2c3d4e5f60718", "b2", "c3"]
        assert {e.facts["receiver"] for e in found} == {"shop-oncall"}
    (alone,) = events(readings(SOURCE, dumped(alert())))
    assert alone.text.startswith("CheckoutErrors")


def test_alerts_left_out_are_told() -> None:
    found = readings(SOURCE, dumped(payload(alert(), truncatedAlerts=7)))
    assert [(w.code, w.noted) for w in warnings(found)] == [("truncated-alerts", True)]
    assert "7" in warnings(found)[0].message.ja


def test_one_broken_alert_does_not_hide_the_others() -> None:
    broken = alert(labels={"alertname": 7})
    found = readings(SOURCE, dumped(payload(alert(), broken, alert(fingerprint="c3"), alert(startsAt="soon"))))
    assert [e.facts["fingerprint"] for e in events(found)] == ["a1b2c3d4e5f60718", "c3"]
    assert [(w.code, w.locator) for w in warnings(found)] == [
        ("unknown-record", "#/alerts/1"),
        ("bad-time", "#/alerts/3"),
    ]


def test_an_alert_without_fingerprint_is_known_by_its_labels() -> None:
    labels = {"b": "2", "alertname": "X", "a": "1"}
    swapped = dict(reversed(labels.items()))
    ids = {
        e.id
        for order in (labels, swapped)
        for e in events(readings(SOURCE, dumped(payload(alert(labels=order, fingerprint=None)))))
    }
    assert len(ids) == 1


@given(st.lists(bent(alert()), min_size=1, max_size=4), st.booleans())
@settings(max_examples=60, deadline=None)
def test_bent_alerts_are_all_accounted_for(alerts: list[dict[str, Any]], listed: bool) -> None:  # noqa: FBT001  # drawn
    found = readings(SOURCE, dumped(alerts) if listed else dumped(payload(*alerts)))
    assert accounted(found) >= len(alerts)


@given(bent(payload(alert())) | JUNK, st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_any_payload_is_refused_in_words(value: Any, cut: int) -> None:
    for data in (dumped(value), dumped(value)[:cut]):
        SOURCE.sniff(Opened(name="x", data=data))
        readings(SOURCE, data)
