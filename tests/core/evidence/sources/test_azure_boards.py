from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, facts, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.azure_boards import SOURCE
from furikaeri.evidence.work_item import person
from furikaeri.model.timespan import MINUTE, SECOND

T0 = 1772445696600000
MIKA = {"displayName": "Mika Sato", "id": "guid-1", "uniqueName": "mika@acme.example", "_links": {}}
BO = {"displayName": "Bo Lind", "id": "guid-2", "uniqueName": "bo@acme.example"}
URL = "https://dev.azure.com/acme/_apis/wit/workItems/42"
FOREVER = "9999-01-01T00:00:00Z"


def update(
    number: int, rev: int, fields: dict[str, Any] | None, *, until: str = FOREVER, **more: Any
) -> dict[str, Any]:
    given_fields = {} if fields is None else {"fields": {"System.Rev": {"newValue": rev}, **fields}}
    return {
        "id": number,
        "workItemId": 42,
        "rev": rev,
        "revisedBy": MIKA,
        "revisedDate": until,
        "url": f"{URL}/updates/{number}",
        **given_fields,
        **more,
    }


CREATED = update(
    1,
    1,
    {
        "System.WorkItemType": {"newValue": "Incident"},
        "System.State": {"newValue": "New"},
        "System.AssignedTo": {},
        "System.Title": {"newValue": "Orders are slow"},
        "System.CreatedDate": {"newValue": "2026-03-02T10:01:36.6Z"},
        "System.ChangedDate": {"newValue": "2026-03-02T10:01:36.6Z"},
        "Microsoft.VSTS.Common.Severity": {"newValue": "3 - Medium"},
        "System.Description": {"newValue": "<p>p99 above 2 s</p><p>On-call: Ai Mori</p>"},
        "Custom.OnCallEngineer": {"newValue": BO},
    },
    until="2026-03-02T10:05:00Z",
)
CHANGED = update(
    2,
    2,
    {
        "System.State": {"oldValue": "New", "newValue": "Active"},
        "System.AssignedTo": {"newValue": "Bo Lind <bo@acme.example>"},
        "System.ChangedDate": {"oldValue": "2026-03-02T10:01:36.6Z", "newValue": "2026-03-02T10:05:00Z"},
        "Microsoft.VSTS.Common.Severity": {"oldValue": "3 - Medium", "newValue": "1 - Critical"},
        "System.AuthorizedDate": {"newValue": "2026-03-02T10:05:00Z"},
    },
    until="2026-03-02T10:09:00Z",
)
LINKED = update(
    3,
    2,
    None,
    until="2026-03-02T10:06:00Z",
    relations={"added": [{"rel": "Related", "url": URL, "attributes": {"comment": "same cause?"}}]},
)
SAID = update(
    4,
    3,
    {
        "System.History": {"newValue": "<div>maybe the <b>10:00</b> deploy?</div>"},
        "System.ChangedDate": {"newValue": "2026-03-02T10:09:00Z"},
    },
    until="2026-03-02T11:00:00Z",
)
RESOLVED = update(
    5,
    4,
    {
        "System.State": {"oldValue": "Active", "newValue": "Resolved"},
        "System.AssignedTo": {"oldValue": BO},
        "System.ChangedDate": {"newValue": "2026-03-02T11:00:00Z"},
    },
)


def listed(*records: Any) -> bytes:
    return dumped({"count": len(records), "value": list(records)})


def test_the_updates_of_a_work_item() -> None:
    found = readings(SOURCE, listed(CREATED, CHANGED, LINKED, SAID, RESOLVED))
    created, changed, linked, said, resolved = events(found)
    assert accounted(found) == 5
    assert created.id == "azure-boards:acme:42/1"
    assert (created.span.lo, created.span.grain) == (T0, SECOND // 10)
    assert created.text.split("\n")[0] == "Incident 42 created: Orders are slow"
    assert (created.actor, created.facts["actor-id"]) == ("Mika Sato", "mika@acme.example")
    assert created.link == "https://dev.azure.com/acme/_workitems/edit/42"
    assert (created.kind, created.in_view[0].basis) == ("communication", "voiced")
    assert changed.text == "State: New → Active\nSeverity: 3 - Medium → 1 - Critical\nAssigned to Bo Lind"
    assert changed.span.stated == "2026-03-02T10:05:00Z"
    assert (changed.kind, changed.facts["status"], changed.facts["severity"]) == ("state", "Active", "1 - Critical")
    assert linked.id == "azure-boards:acme:42/update/3"
    assert linked.text == f"Link added: Related {URL} (same cause?)"
    assert (linked.span.lo, linked.span.hi) == (changed.span.lo, changed.span.lo + MINUTE)
    assert (said.text, said.kind, said.in_view[0].basis) == ("maybe the 10:00 deploy?", None, "voiced")
    assert resolved.text == "State: Active → Resolved\nNo longer assigned to Bo Lind"
    assert facts(found) == [
        ("declared", "Incident 42 created: Orders are slow"),
        ("title", "Orders are slow"),
        ("severity", "3 - Medium"),
        ("on-call", "Ai Mori"),
        ("on-call", "Bo Lind"),
        ("assigned", "Bo Lind"),
        ("severity", "1 - Critical"),
        ("resolved", "Resolved"),
    ]


def test_the_date_of_being_superseded_is_never_a_time() -> None:
    alone = update(9, 9, {"System.State": {"newValue": "Active"}}, until="2026-03-05T00:00:00Z")
    assert [w.code for w in warnings(readings(SOURCE, dumped(alone)))] == ["no-time"]


def test_a_list_of_revisions_tells_the_same_as_the_updates() -> None:
    first = {
        "System.WorkItemType": "Incident",
        "System.State": "New",
        "System.Title": "Orders are slow",
        "System.CreatedDate": "2026-03-02T10:01:36.6Z",
        "System.ChangedDate": "2026-03-02T10:01:36.6Z",
        "System.ChangedBy": MIKA,
        "Microsoft.VSTS.Common.Severity": "3 - Medium",
    }
    second = {
        **first,
        "System.State": "Active",
        "System.AssignedTo": BO,
        "System.ChangedDate": "2026-03-02T10:05:00Z",
        "Microsoft.VSTS.Common.Severity": "1 - Critical",
    }
    found = readings(
        SOURCE,
        listed(
            {"id": 42, "rev": 1, "fields": first, "url": f"{URL}/revisions/1"},
            {"id": 42, "rev": 2, "fields": second, "url": URL},
        ),
    )
    assert [e.id for e in events(found)] == ["azure-boards:acme:42/1", "azure-boards:acme:42/2"]
    assert events(found)[1].text == "State: New → Active\nSeverity: 3 - Medium → 1 - Critical\nAssigned to Bo Lind"


def test_a_snapshot_says_so_and_is_another_record_than_the_change() -> None:
    fields = {
        "System.Title": "Orders are slow",
        "System.State": "Active",
        "System.CreatedDate": "2026-03-02T10:01:36.6Z",
        "System.ChangedDate": "2026-03-02T10:05:00Z",
        "System.ChangedBy": "Mika Sato <mika@acme.example>",
    }
    found = readings(SOURCE, dumped({"id": 42, "rev": 7, "fields": fields, "url": URL}))
    assert events(found)[0].id == "azure-boards:acme:42/7/snapshot"
    assert events(found)[0].text == "As of revision 7: Orders are slow\nState: Active"
    assert events(found)[0].actor == "Mika Sato"
    declared = [x for x in found if getattr(x, "name", "") == "declared"]
    assert [getattr(x, "at", 0) for x in declared] == [T0]


def test_comments_old_and_new() -> None:
    new = {
        "workItemId": 42,
        "commentId": 5,
        "text": "<div>looking at <i>cache</i></div>",
        "createdBy": BO,
        "createdDate": "2026-03-02T10:07:00.68Z",
        "modifiedBy": MIKA,
        "modifiedDate": "2026-03-02T10:08:00Z",
        "isDeleted": False,
        "url": f"{URL}/comments/5",
    }
    gone = {**new, "commentId": 6, "isDeleted": True}
    old = {
        "revision": 3,
        "text": "rolled back",
        "revisedBy": MIKA,
        "revisedDate": "2026-03-02T10:09:00Z",
        "url": f"{URL}/comments/3",
    }
    first, second = events(readings(SOURCE, dumped({"totalCount": 2, "count": 2, "comments": [new, gone]})))
    assert (first.id, first.text, first.actor) == ("azure-boards:acme:42/comment/5", "looking at cache", "Bo Lind")
    assert (first.facts["edited-at"], first.facts["edited-by"]) == ("2026-03-02T10:08:00Z", "Mika Sato")
    assert (first.deleted, second.deleted) == (False, True)
    assert events(readings(SOURCE, listed(old)))[0].id == "azure-boards:acme:42/3/comment"


def test_what_is_no_evidence_is_told() -> None:
    columns = {"id": 42, "rev": 3, "fields": {"System.Id": 42, "System.Title": "Orders are slow"}, "url": URL}
    template = {
        "fields": {"System.State": "New", "System.WorkItemType": "Incident"},
        "url": "https://dev.azure.com/acme/x",
    }
    assert [w.code for w in warnings(readings(SOURCE, listed(columns, columns)))] == ["no-time", "no-time"]
    assert [w.code for w in warnings(readings(SOURCE, dumped(template)))] == ["no-time"]
    trial = {
        "parameters": {"validateOnly": True},
        "responses": {"200": {"body": {"id": 42, "rev": 1, "fields": {"System.ChangedDate": "2026-03-02T10:05:00Z"}}}},
    }
    assert [w.code for w in warnings(readings(SOURCE, dumped(trial)))] == ["not-saved"]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (BO, ("Bo Lind", "bo@acme.example")),
        ("Bo Lind <bo@acme.example>", ("Bo Lind", "bo@acme.example")),
        ("Bo", ("Bo", "Bo")),
        (None, ("", "")),
        (7.5, ("", "")),
    ],
)
def test_identities_in_either_form(value: Any, named: tuple[str, str]) -> None:
    assert person(value) == named


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/Page", "gitItemPath": "/Page.md", "id": 51, "content": "x"},
        {"tables": [{"name": "t", "columns": [{"name": "TimeGenerated", "type": "datetime"}], "rows": []}]},
        {"fields": {"state": "New"}, "System.Note": 1},
        {"data": [{"log": "x", "createdAt": "2026-03-02T10:00:00Z"}]},
    ],
)
def test_others_are_not_claimed(other: Any) -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=dumped(other))) == 0


def test_its_own_is_recognised() -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=listed(CREATED))) > 0.8


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from([CREATED, CHANGED, LINKED, SAID, RESOLVED]).flatmap(bent), max_size=4),
    st.lists(JUNK, max_size=2),
)
def test_bent_records_are_all_accounted_for(mutants: list[Any], junk: list[Any]) -> None:
    found = readings(SOURCE, listed(CREATED, *mutants, *junk))
    assert accounted(found) == 1 + len(mutants) + len(junk)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_truncated_answers_and_random_bytes(data: st.DataObject) -> None:
    whole = listed(CREATED, CHANGED, LINKED, SAID)
    cut = readings(SOURCE, whole[: data.draw(st.integers(0, len(whole) - 3))])
    assert not cut or "truncated" in {w.code for w in warnings(cut)}
    readings(SOURCE, data.draw(st.binary(max_size=60)))
