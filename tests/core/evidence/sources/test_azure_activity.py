from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.azure_activity import SOURCE
from furikaeri.model.timespan import iso

NOW = ["TimeGenerated", "OperationNameValue", "ActivityStatusValue", "_ResourceId", "Caller", "CorrelationId",
       "EventDataId", "EventSubmissionTimestamp", "CategoryValue"]  # fmt: skip
LEGACY = ["TimeGenerated", "OperationName", "ActivityStatus", "ResourceId", "Caller", "CorrelationId", "EventDataId",
          "EventSubmissionTimestamp", "Category"]  # fmt: skip
SITE = "/subscriptions/0/resourcegroups/shop/providers/microsoft.web/sites/checkout"


def row(status: str, time: str, key: str, **changes: str) -> list[str]:
    cells = {
        "time": time, "operation": "Microsoft.Web/sites/restart/Action", "status": status, "resource": SITE,
        "caller": "mika@shop.example", "correlation": "c-1", "key": key, "submitted": "2026-03-02T10:02:00.5000000Z",
        "category": "Administrative",
    }  # fmt: skip
    return list((cells | changes).values())


STARTED = row("Start", "2026-03-02T10:01:30.1234567Z", "e-1")
ACCEPTED = row("Accept", "2026-03-02T10:01:31.0000000Z", "e-2")
SUCCEEDED = row("Success", "2026-03-02T10:01:58.2500000Z", "e-3")


def answer(*rows: Any, names: list[str] = NOW, **more: Any) -> dict[str, Any]:
    columns = [{"name": n, "type": "string"} for n in names]
    return {"tables": [{"name": "PrimaryResult", "columns": columns, "rows": list(rows)}]} | more


def rest(cells: list[str]) -> dict[str, Any]:
    time, operation, status, resource, caller, correlation, key, submitted, category = cells
    return {
        "eventTimestamp": time, "operationName": {"value": operation, "localizedValue": "Restart"},
        "resourceId": resource, "status": {"value": status}, "caller": caller,
        "correlationId": correlation, "eventDataId": key,
        "submissionTimestamp": submitted, "category": {"value": category}, "level": "Informational",
    }  # fmt: skip


@pytest.mark.parametrize("names", [NOW, LEGACY])
@pytest.mark.parametrize("rows", [(STARTED, ACCEPTED, SUCCEEDED), (SUCCEEDED, STARTED, ACCEPTED)])
def test_the_records_of_one_operation_are_one_interval(names: list[str], rows: tuple[list[str], ...]) -> None:
    data = dumped(answer(*rows, names=names))
    assert SOURCE.sniff(Opened(name="x", data=data)) > 0.9
    (event,) = events(readings(SOURCE, data))
    assert event.span.shape == "interval"
    assert (iso(event.span.lo), iso(event.span.hi)) == ("2026-03-02T10:01:30.123456Z", "2026-03-02T10:01:58.25Z")
    assert (event.lane, event.kind, event.actor) == ("changes", "change", "mika@shop.example")
    assert event.facts["status"] == "Success"
    assert event.facts["event-data-id"] == "e-1, e-2, e-3"
    assert event.facts["late-seconds"] == "2.250"
    assert len(event.also) == 2
    assert {event.locator, *event.also} == {f"#/tables/0/rows/{n}" for n in range(3)}


def test_an_operation_without_end_stays_open() -> None:
    (event,) = events(readings(SOURCE, dumped(answer(STARTED))))
    assert event.span.hi is None


def test_other_resources_and_correlations_are_other_operations() -> None:
    other = row("Success", "2026-03-02T10:01:40Z", "e-9", resource=SITE + "2")
    later = row("Start", "2026-03-02T11:00:00Z", "e-10", correlation="c-2")
    found = events(readings(SOURCE, dumped(answer(STARTED, other, later))))
    assert len({e.id for e in found}) == 3


def test_a_failed_operation_changed_nothing() -> None:
    (event,) = events(readings(SOURCE, dumped(answer(STARTED, row("Failed", "2026-03-02T10:01:35Z", "e-4")))))
    assert (event.lane, event.kind) == ("changes", "state")
    assert event.text.endswith("[Failed]")


def test_an_alert_and_a_vendors_trouble_stand_in_their_lanes() -> None:
    found = events(
        readings(
            SOURCE,
            dumped(
                answer(
                    row("Active", "2026-03-02T10:00:00Z", "a", category="ServiceHealth", correlation="h"),
                    row("Activated", "2026-03-02T10:00:00Z", "b", category="Alert", correlation="g"),
                )
            ),
        )
    )
    assert sorted((e.lane, e.kind) for e in found) == [("alerts", "alert"), ("vendors", "state")]


def test_an_answer_with_an_error_is_partial() -> None:
    found = readings(SOURCE, dumped(answer(STARTED, error={"code": "PartialError", "message": "too many rows"})))
    assert len(events(found)) == 1
    assert [w.code for w in warnings(found)] == ["partial-answer"]
    assert "PartialError" in warnings(found)[0].excerpt


def test_the_rest_forms_and_the_portals_exports() -> None:
    three = [rest(r) for r in (STARTED, ACCEPTED, SUCCEEDED)]
    header = "Correlation id,Operation name,Status,Event category,Level,Time,Subscription,Event initiated by,Resource"
    lines = [
        f"c-1,Restart,{s},Administrative,Informational,{t},sub,mika@shop.example,{SITE}"
        for t, _, s, *_ in (STARTED, SUCCEEDED)
    ]
    forms = [
        (dumped({"value": three, "nextLink": "https://next.example"}), 2),
        (dumped(three), 2),
        (b"\n".join(map(dumped, three)), 2),
        (json.dumps({"page": {"value": three}}, indent=1).encode(), 2),
        ("\n".join([header, *lines]).encode("utf-8-sig"), 1),
    ]
    for data, joined in forms:
        assert SOURCE.sniff(Opened(name="x", data=data)) > 0.9
        (event,) = events(readings(SOURCE, data))
        assert (iso(event.span.lo), iso(event.span.hi)) == ("2026-03-02T10:01:30.123456Z", "2026-03-02T10:01:58.25Z")
        assert len(event.also) == joined
    (single,) = events(readings(SOURCE, dumped(three[2])))
    assert single.span.shape == "instant"


def test_a_naive_time_asks_and_an_unknown_row_is_told() -> None:
    found = readings(
        SOURCE, dumped(answer(row("Start", "2026-03-02T10:01:30", "e-1"), [1], "x", row("Start", "soon", "e-2")))
    )
    assert [w.code for w in warnings(found)] == ["naive-time", "unknown-record", "unknown-record", "bad-time"]


def test_rows_before_their_columns_are_read_too() -> None:
    table = {"name": "t", "rows": [STARTED, SUCCEEDED], "columns": [{"name": n} for n in NOW]}
    (event,) = events(readings(SOURCE, dumped({"tables": [table]})))
    assert event.span.hi is not None


@given(st.lists(bent(rest(STARTED)), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_bent_records_are_all_accounted_for(records: list[dict[str, Any]]) -> None:
    assert accounted(readings(SOURCE, dumped({"value": records}))) == len(records)


@given(JUNK, JUNK, st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_any_answer_is_read_or_refused_in_words(cell: Any, rows: Any, cut: int) -> None:
    for value in (answer([cell, *STARTED[1:]], rows), answer(rows), answer() | {"tables": rows}, {"value": rows}):
        for data in (dumped(value), dumped(value)[:cut]):
            SOURCE.sniff(Opened(name="x", data=data))
            readings(SOURCE, data)
