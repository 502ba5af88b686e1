from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.cloudtrail import SOURCE
from furikaeri.model.event import InView
from furikaeri.model.timespan import SECOND, iso


def record(**changes: Any) -> dict[str, Any]:
    return {
        "eventVersion": "1.08",
        "userIdentity": {"type": "IAMUser", "userName": "mika", "arn": "arn:aws:iam::111122223333:user/mika"},
        "eventTime": "2026-03-02T10:01:30Z",
        "eventSource": "s3.amazonaws.com",
        "eventName": "DeleteBucketPolicy",
        "awsRegion": "eu-west-1",
        "sourceIPAddress": "192.0.2.7",
        "requestParameters": {"bucketName": "receipts-prod", "Host": "s3.example"},
        "responseElements": {"container": {"creationTime": "Mar 2, 2026 10:01:30 AM"}},
        "eventID": "0f0e7a52-0000-4000-8000-000000000001",
        "readOnly": False,
        "recipientAccountId": "111122223333",
    } | changes


ASSUMED = {
    "type": "AssumedRole",
    "arn": "arn:aws:sts::111122223333:assumed-role/deployer/ci-4711",
    "sessionContext": {"sessionIssuer": {"type": "Role", "userName": "deployer"}},
}


def test_a_change_stands_in_its_lane_at_its_completion() -> None:
    (event,) = events(readings(SOURCE, dumped({"Records": [record()]})))
    assert event.id == "cloudtrail:111122223333:0f0e7a52-0000-4000-8000-000000000001"
    assert (event.lane, event.kind, event.actor) == ("changes", "change", "mika")
    assert iso(event.span.lo) == "2026-03-02T10:01:30Z"
    assert event.span.grain == SECOND
    assert event.text == "DeleteBucketPolicy (s3): receipts-prod"
    assert event.in_view == (InView("mika", event.span.lo, event.span.lo, "acted"),)
    assert event.locator == "#/Records/0"


@pytest.mark.parametrize(
    ("changes", "lane", "kind"),
    [
        ({"readOnly": True, "eventName": "GetObject"}, "systems", "state"),
        ({"readOnly": None, "eventName": "DescribeInstances"}, "systems", "state"),
        ({"readOnly": None, "eventName": "GetawayCreate"}, "changes", "change"),
        ({"errorCode": "AccessDenied", "errorMessage": "not allowed"}, "changes", "state"),
        ({"eventType": "AwsConsoleSignIn", "eventName": "ConsoleLogin"}, "systems", "state"),
    ],
)
def test_reads_refusals_and_sign_ins_are_no_changes(changes: dict[str, Any], lane: str, kind: str) -> None:
    (event,) = events(readings(SOURCE, dumped({"Records": [record(**changes)]})))
    assert (event.lane, event.kind) == (lane, kind)


def test_an_error_is_in_the_text() -> None:
    (event,) = events(
        readings(SOURCE, dumped({"Records": [record(errorCode="AccessDenied", errorMessage="not allowed")]}))
    )
    assert event.text.endswith("[AccessDenied: not allowed]")
    assert event.facts["error"] == "AccessDenied"


@pytest.mark.parametrize(
    ("identity", "actor"),
    [
        (ASSUMED, "ci-4711"),
        ({"type": "Root", "accountId": "1"}, "root"),
        ({"type": "AWSService", "invokedBy": "autoscaling.amazonaws.com"}, "autoscaling.amazonaws.com"),
        (None, ""),
    ],
)
def test_who_acted(identity: dict[str, Any] | None, actor: str) -> None:
    (event,) = events(readings(SOURCE, dumped({"Records": [record(userIdentity=identity)]})))
    assert event.actor == actor
    assert event.facts.get("role", "") == ("deployer" if identity is ASSUMED else "")


def test_all_forms_give_the_same_events() -> None:
    records = [record(eventID=f"id-{n}") for n in range(5)]
    forms = [
        dumped({"Records": records}),
        json.dumps({"Records": records}, indent=2).encode(),
        gzip.compress(dumped({"Records": records})),
        dumped({"Events": [{"EventId": "x", "CloudTrailEvent": json.dumps(r)} for r in records], "NextToken": "t"}),
        dumped(records),
        b"\n".join(dumped(r) for r in records),
        dumped({"detail": {"Records": records}}),
    ]
    for form in forms:
        assert SOURCE.sniff(Opened(name="x", data=form)) > 0.9
        assert [e.id for e in events(readings(SOURCE, form))] == [f"cloudtrail:111122223333:id-{n}" for n in range(5)]


def test_a_record_without_id_keeps_one_across_imports() -> None:
    data = dumped({"Records": [record(eventID=""), record(eventID="", eventName="PutObject")]})
    first, second = events(readings(SOURCE, data))
    assert first.id != second.id
    assert [e.id for e in events(readings(SOURCE, data))] == [first.id, second.id]


def test_a_cut_file_keeps_what_is_whole() -> None:
    data = dumped({"Records": [record(eventID=f"id-{n}") for n in range(5)]})
    found = readings(SOURCE, data[: len(data) * 3 // 4])
    assert [e.id[-4:] for e in events(found)] == ["id-0", "id-1", "id-2"]
    assert [w.code for w in warnings(found)] == ["truncated"]
    packed = readings(SOURCE, gzip.compress(data)[:-20])
    assert {w.code for w in warnings(packed)} <= {"truncated"}


@given(st.lists(bent(record()), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_bent_records_are_all_accounted_for(records: list[dict[str, Any]]) -> None:
    found = readings(SOURCE, dumped({"Records": [record(), *records]}))
    assert accounted(found) == 1 + len(records)


@given(st.binary(max_size=60) | JUNK.map(lambda x: dumped({"Records": x})))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    SOURCE.sniff(Opened(name="x", data=data))
    readings(SOURCE, data)
