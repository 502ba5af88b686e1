from __future__ import annotations

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.jsonl import SOURCE
from furikaeri.model.timespan import iso

LOG = {
    "@timestamp": "2026-03-02T10:01:30.250Z",
    "level": "error",
    "message": "card declined",
    "host": {"name": "shop-3"},
}
CHAT = {"time": "2026-03-02T10:01:30Z", "user": "mika", "text": "orders fail"}


def sniffed(data: bytes, name: str = "x.json") -> float:
    return SOURCE.sniff(Opened(name=name, data=data))


def test_a_structured_log_is_a_machines() -> None:
    data = b"\n".join(map(dumped, (LOG, LOG | {"message": "card declined again"}, {"level": "info"}))) + b"\n{cut"
    found = readings(SOURCE, data)
    assert sniffed(data) == pytest.approx(0.1), "one line without a time is enough to be careful"
    first, second = events(found)
    assert (first.lane, first.kind, first.text) == ("systems", "state", "card declined")
    assert iso(first.span.lo) == "2026-03-02T10:01:30.25Z"
    assert first.facts == {"level": "error", "host-name": "shop-3"}
    assert [e.locator for e in (first, second)] == ["#line=1", "#line=2"]
    assert [(w.code, w.locator) for w in warnings(found)] == [
        ("unknown-record", "#line=3"),
        ("unknown-record", "#line=4"),
    ]


def test_rows_in_every_layout_are_the_same_events() -> None:
    rows = [CHAT, CHAT | {"text": "looking"}, CHAT | {"text": "looking"}]
    forms = [
        b"\n".join(map(dumped, rows)),
        dumped(rows),
        json.dumps(rows, indent=2).encode(),
        "".join(json.dumps(r, indent=2) for r in rows).encode(),
        "\n".join(map(json.dumps, rows)).encode("utf-16"),
    ]
    expected = [e.id for e in events(readings(SOURCE, forms[0]))]
    assert len(set(expected)) == 3
    for form in forms:
        assert sniffed(form) == pytest.approx(0.35)
        found = events(readings(SOURCE, form))
        assert [e.id for e in found] == expected
        assert found[0].in_view[0].basis == "voiced"


def test_timesketch_lines_that_disagree_are_both_kept() -> None:
    row = {
        "message": "file seen",
        "timestamp": 1772445690000000,
        "datetime": "2026-03-02T11:01:30+00:00",
        "timestamp_desc": "Write",
    }
    found = readings(SOURCE, dumped([row, row | {"datetime": "2026-03-02T10:01:30+00:00"}]))
    assert [(w.code, w.locator) for w in warnings(found)] == [("contradicting-times", "#/0")]
    assert [e.span.uncertain for e in events(found)] == [True, False]


def test_ids_of_records_are_kept() -> None:
    found = events(readings(SOURCE, dumped([CHAT | {"id": 1}, CHAT | {"id": 2}]), instance="shop"))
    assert [e.id for e in found] == ["jsonl:shop:1", "jsonl:shop:2"]


def test_naive_times_ask_for_their_zone() -> None:
    data = dumped([CHAT | {"time": "2026-03-02 10:01:30"}])
    assert [w.code for w in warnings(readings(SOURCE, data))] == ["naive-time"]
    assert events(readings(SOURCE, data, zone=UTC))[0].span.basis == "assumed"
    assert sniffed(data) == pytest.approx(0.35)


@pytest.mark.parametrize(
    "payload",
    [
        {"data": [{"id": "1", "attributes": {"timestamp": "2026-03-02T10:01:30Z", "message": "x"}}], "meta": {}},
        {"messages": [{"timestamp": "2026-03-02T10:01:30Z", "content": "x", "author": {"name": "amy"}}]},
        [{"time": 1772445690000, "text": "x", "tags": ["a"], "data": {}}],
        {"id": 1, "timestamp": 1772445690, "content": "x", "sender_full_name": "A"},
        {"status": "success", "data": {"result": [{"metric": {}, "values": [[1772445690.1, "0"]]}]}},
        {"kind": "Event", "message": "x", "eventTime": "2026-03-02T10:01:30Z", "involvedObject": {"kind": "Pod"}},
        {"page": {"id": "p"}, "incidents": [{"name": "x", "created_at": "2026-03-02T10:01:30Z"}]},
        [{"created_at": "2026-03-02T10:01:30Z", "status": "x", "environment": {"name": "prod"}, "description": "d"}],
        {"action": "closed", "pull_request": {"title": "x", "created_at": "2026-03-02T10:01:30Z"}},
        [{"type": "version", "version": 1}, {"type": "post", "post": {"message": "x", "create_at": 1772445690000}}],
    ],
)
def test_payloads_of_vendors_are_not_taken_for_tables(payload: Any) -> None:
    for data in (dumped(payload), json.dumps(payload, indent=1).encode()):
        assert sniffed(data) < 0.3


def test_other_shapes_in_between_are_told() -> None:
    found = readings(SOURCE, dumped([CHAT, 7, None, ["x"], "x", CHAT | {"text": "b"}]))
    assert len(events(found)) == 2
    assert [w.locator for w in warnings(found)] == ["#/1", "#/2", "#/3", "#/4"]


@given(st.lists(bent(CHAT | {"meta": {"a": 1, "b": {"c": "d"}}}), min_size=1, max_size=6), st.booleans())
@settings(max_examples=80, deadline=None)
def test_bent_records_are_all_accounted_for(rows: list[dict[str, Any]], by_line: bool) -> None:  # noqa: FBT001  # drawn
    data = b"\n".join(map(dumped, [CHAT, *rows])) if by_line else dumped([CHAT, *rows])
    said = [r for r in rows if any(str(v).strip() for v in _flat(r))]
    assert len(said) + 1 <= accounted(readings(SOURCE, data)) <= len(rows) + 1


@given(st.binary(max_size=100) | JUNK.map(dumped) | st.lists(JUNK, max_size=4).map(dumped))
@settings(max_examples=120, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    for some in (data, data[: len(data) // 2], dumped(CHAT) + b"\n" + data):
        sniffed(some)
        readings(SOURCE, some)


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [x for inner in value.values() for x in _flat(inner)]
    return [] if value in (None, [], "") else [value]
