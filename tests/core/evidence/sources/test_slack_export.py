from __future__ import annotations

import io
import json
import time
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.slack_export import SOURCE
from furikaeri.model.event import Coverage, InView

USERS = [
    {"id": "U1", "team_id": "T9", "name": "mika", "profile": {"display_name": "Mika", "real_name": "Mika Sato"}},
    {"id": "U2", "team_id": "T9", "name": "bo", "profile": {"display_name": "", "real_name": "Bo Lind"}},
    {"id": "U3", "team_id": "T9", "name": "robot", "is_bot": True, "profile": {"real_name": "Deploy Robot"}},
]
PARENT = {
    "type": "message",
    "user": "U1",
    "ts": "1772445724.000200",
    "thread_ts": "1772445724.000200",
    "reply_count": 1,
    "text": "errors on <#C7|orders> &gt; 5 %, <@U2> <https://graphs.example/d/1|graph> <!here>",
    "edited": {"user": "U1", "ts": "1772445750.000000"},
    "reactions": [{"name": "eyes", "users": ["U2"], "count": 1}, {"name": "+1", "users": ["U2"], "count": 1}],
}
REPLY = {
    "type": "message",
    "user": "U2",
    "ts": "1772496790.000300",
    "thread_ts": "1772445724.000200",
    "parent_user_id": "U1",
    "text": "rolling back",
    "files": [{"id": "F1", "name": "graph.png", "permalink": "https://x.slack.example/files/F1"}],
}
ALERT = {
    "type": "message",
    "subtype": "bot_message",
    "bot_id": "B1",
    "username": "Alertmanager",
    "ts": "1772445701.000100",
    "text": "",
    "attachments": [
        {
            "title": "[FIRING:1] OrdersErrors",
            "title_link": "https://am.example/1",
            "text": "5xx &gt; 5 %",
            "fields": [{"title": "service", "value": "orders"}],
            "fallback": "not needed",
        }
    ],
}
DEPLOY = {
    "type": "message",
    "user": "U3",
    "bot_id": "B2",
    "ts": "1772445600.000100",
    "text": "",
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Deployed *orders* v41 by <@U2>"}}],
}
JOIN = {
    "type": "message",
    "subtype": "channel_join",
    "user": "U2",
    "ts": "1772445500.000100",
    "text": "<@U2> has joined the channel",
}
TOMBSTONE = {
    "type": "message",
    "subtype": "tombstone",
    "user": "USLACKBOT",
    "hidden": True,
    "ts": "1772445800.000100",
    "text": "This message was deleted.",
}
RICH = {
    "type": "message",
    "user": "U1",
    "ts": "1772445810.000100",
    "text": "",
    "blocks": [
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [{"type": "text", "text": "what we know "}, {"type": "user", "user_id": "U2"}],
                },
                {
                    "type": "rich_text_list",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "link", "url": "https://a.example", "text": "a"}],
                        },
                        {"type": "rich_text_section", "elements": [{"type": "emoji", "name": "fire"}]},
                    ],
                },
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
            ],
        }
    ],
}


def export(days: dict[str, Any], **directories: Any) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in {
            "users": USERS,
            "channels": [{"id": "C1", "name": "inc-7"}, {"id": "C7", "name": "orders"}],
            **directories,
        }.items():
            archive.writestr(f"{name}.json", value if isinstance(value, bytes) else json.dumps(value))
        for name, value in days.items():
            archive.writestr(name, value if isinstance(value, bytes) else json.dumps(value))
    return buffer.getvalue()


def test_a_whole_export() -> None:
    data = export(
        {
            "inc-7/2026-03-02.json": [DEPLOY, ALERT, PARENT, JOIN, TOMBSTONE, RICH],
            "inc-7/2026-03-03.json": [REPLY],
        }
    )
    assert SOURCE.sniff(Opened(name="export.zip", data=data)) > 0.9
    found = readings(SOURCE, data, "export.zip")
    by_ts = {e.id.rpartition(":")[2]: e for e in events(found)}
    assert accounted(found) == len(by_ts) == 7

    parent = by_ts["1772445724.000200"]
    assert parent.id == "slack-export:T9:C1:1772445724.000200"
    assert parent.text == "errors on #orders > 5 %, @Bo Lind graph (https://graphs.example/d/1) @here"
    assert (parent.actor, parent.facts["actor-id"], parent.lane, parent.kind) == ("Mika", "U1", "people", None)
    assert parent.in_view == (InView("#inc-7", 1772445724000200, 1772445724000200, "voiced"),)
    assert parent.facts["edited-at"] == "1772445750.000000"
    assert parent.facts["reactions"] == "eyes,+1"
    assert parent.locator == "inc-7/2026-03-02.json#/2"
    assert parent.reply_to == ""

    reply = by_ts["1772496790.000300"]
    assert reply.reply_to == parent.id
    assert reply.text == "rolling back [graph.png]"
    assert reply.link == "https://x.slack.example/files/F1"

    alert = by_ts["1772445701.000100"]
    assert alert.text == "[FIRING:1] OrdersErrors (https://am.example/1)\n5xx > 5 %\nservice: orders"
    assert (alert.lane, alert.kind, alert.in_view[0].basis, alert.actor) == (
        "alerts",
        "alert",
        "displayed",
        "Alertmanager",
    )

    deploy = by_ts["1772445600.000100"]
    assert (deploy.lane, deploy.kind, deploy.actor) == ("changes", "change", "Deploy Robot")
    assert deploy.text == "Deployed *orders* v41 by @Bo Lind"

    join = by_ts["1772445500.000100"]
    assert (join.kind, join.facts["subtype"], join.in_view[0].basis) == ("communication", "channel_join", "displayed")
    assert by_ts["1772445800.000100"].deleted
    assert by_ts["1772445810.000100"].text == "what we know @Bo Lind\n- a (https://a.example)\n- :fire:\n> quoted"
    assert {x.scope for x in found if isinstance(x, Coverage)} == {
        "slack-export:T9:C1/2026-03-02",
        "slack-export:T9:C1/2026-03-03",
    }
    assert parent.scope == "slack-export:T9:C1/2026-03-02"


def test_a_broken_member_leaves_the_others_readable_and_promises_nothing() -> None:
    whole = json.dumps([{**PARENT, "ts": f"17724457{i:02}.000100"} for i in range(20)]).encode()
    data = export(
        {
            "inc-7/2026-03-01.json": whole[:3000],
            "inc-7/2026-03-02.json": b"\x00\x01 no JSON",
            "inc-7/2026-03-03.json": [REPLY],
            "inc-7/2026-03-04.json": [],
            "canvases.json": [1],
        }
    )
    found = readings(SOURCE, data, "export.zip")
    assert {w.code for w in warnings(found) if not w.noted} == {"truncated", "broken-member", "unknown-member"}
    assert len([e for e in events(found) if "03-01" in e.locator]) >= 4
    assert {x.scope[-10:] for x in found if isinstance(x, Coverage)} == {"2026-03-03", "2026-03-04"}


def test_broken_directories_still_give_every_message() -> None:
    found = readings(
        SOURCE,
        export(
            {"inc-7/2026-03-03.json": [REPLY, {**REPLY, "ts": "1772496791.000300"}]}, users=b"{broken", channels=[7]
        ),
        "e.zip",
    )
    assert [e.actor for e in events(found)] == ["U2", "U2"]
    assert events(found)[0].facts["channel"] == "inc-7"
    assert [w.code for w in warnings(found)] == ["broken-member", "unknown-record", "unknown-user"]


def test_direct_messages_are_named_by_their_people() -> None:
    found = readings(
        SOURCE, export({"D5/2026-03-03.json": [REPLY]}, dms=[{"id": "D5", "members": ["U1", "U2"]}]), "e.zip"
    )
    assert events(found)[0].in_view[0].group == "#dm:Bo Lind+Mika"


def test_integration_logs_are_changes() -> None:
    log = [
        {
            "user_id": "U1",
            "user_name": "mika",
            "date": "1772445000",
            "change_type": "added",
            "app_type": "Alert relay",
            "app_id": "A1",
        },
        {"date": "soon"},
    ]
    found = readings(SOURCE, export({"inc-7/2026-03-03.json": [REPLY], "integration_logs.json": log}), "e.zip")
    change = next(e for e in events(found) if e.lane == "changes")
    assert (change.text, change.actor, change.id) == (
        "Slack app Alert relay: added",
        "mika",
        "slack-export:T9:integration-log:1772445000:A1:added",
    )
    assert [w.code for w in warnings(found)] == ["bad-time"]


def test_a_single_day_file_and_a_saved_answer() -> None:
    day = readings(SOURCE, dumped([PARENT]), "inc-7/2026-03-02.json", instance="T9")
    assert events(day)[0].id == "slack-export:T9:inc-7:1772445724.000200"
    assert [x.scope for x in day if isinstance(x, Coverage)] == ["slack-export:T9:inc-7/2026-03-02"]
    answer = {"ok": True, "messages": [PARENT, JOIN], "has_more": False}
    saved = readings(SOURCE, dumped(answer), "inc-8.json")
    assert [e.locator for e in events(saved)] == ["#/messages/0", "#/messages/1"]
    assert events(saved)[0].in_view[0].group == "#inc-8"
    assert not any(isinstance(x, Coverage) for x in saved)


def test_a_day_without_a_file_between_days_with_one_is_a_day_of_nothing() -> None:
    days = {f"inc-7/2026-03-{day:02}.json": [{**PARENT, "ts": f"17724457{day:02}.000100"}] for day in (2, 5)}
    found = readings(SOURCE, export(days), "export.zip")
    told = {x.scope.rpartition("/")[2]: x.empty for x in found if isinstance(x, Coverage)}
    assert told == {"2026-03-02": False, "2026-03-03": True, "2026-03-04": True, "2026-03-05": False}
    broken = readings(SOURCE, export({**days, "inc-7/2026-03-04.json": {"no": "list"}}), "export.zip")
    assert "2026-03-04" not in {x.scope.rpartition("/")[2] for x in broken if isinstance(x, Coverage)}


def test_years_of_silence_cost_little() -> None:
    days = {f"c/{year}-01-01.json": [PARENT] for year in ("0001", "9999")}
    found = readings(SOURCE, export(days), "export.zip")
    assert sum(isinstance(x, Coverage) for x in found) <= 100_000 + 2


def test_one_channel_has_one_name_by_whatever_way_it_comes() -> None:
    message = {**PARENT, "team": "T9"}
    ways = [
        readings(SOURCE, export({"inc-7/2026-03-02.json": [message]}), "export.zip"),
        readings(SOURCE, export({"inc-7/2026-03-02.json": [message]}, users=[]), "export.zip"),
        readings(SOURCE, dumped({"event": {**message, "channel": "C1"}}), "event.json"),
    ]
    assert {events(found)[0].id for found in ways} == {"slack-export:T9:C1:1772445724.000200"}
    saved = readings(SOURCE, dumped({"messages": [message]}), "C0123456789.json")
    assert events(saved)[0].id == "slack-export:T9:C0123456789:1772445724.000200"


def test_edits_and_deletions_of_the_events_api_keep_the_id() -> None:
    stream = [
        {"type": "event_callback", "team_id": "T9", "event": {**REPLY, "channel": "C1", "team": "T9"}},
        {
            "type": "event_callback",
            "event": {
                "type": "message",
                "subtype": "message_changed",
                "channel": "C1",
                "ts": "1772496799.000100",
                "message": {**REPLY, "team": "T9", "text": "rolling forward"},
                "previous_message": REPLY,
            },
        },
        {
            "type": "event_callback",
            "event": {
                "type": "message",
                "subtype": "message_deleted",
                "channel": "C1",
                "ts": "1772496800.000100",
                "deleted_ts": REPLY["ts"],
                "previous_message": {**REPLY, "team": "T9"},
            },
        },
    ]
    first, changed, gone = events(readings(SOURCE, b"\n".join(dumped(x) for x in stream), instance="T9"))
    assert first.id == changed.id == gone.id == "slack-export:T9:C1:1772496790.000300"
    assert changed.text.startswith("rolling forward")
    assert changed.facts["text-before"] == "rolling back"
    assert (gone.deleted, gone.facts["deleted-at"], changed.deleted) == (True, "1772496800.000100", False)


def test_an_edit_without_its_message_and_an_empty_time_are_told() -> None:
    blank = {
        "type": "message",
        "subtype": "message_deleted",
        "deleted_ts": "",
        "ts": "",
        "previous_message": {"ts": "", "text": ""},
    }
    lost = {"type": "message", "subtype": "message_changed", "ts": "1772496799.000100"}
    assert [w.code for w in warnings(readings(SOURCE, dumped([blank, lost])))] == ["bad-time", "bad-time"]


@pytest.mark.parametrize(
    "other",
    [
        {"messages": [{"id": "86", "type": "Default", "timestamp": "2026-03-02T19:01:04+09:00", "content": "x"}]},
        {"type": "post", "post": {"message": "x", "create_at": 1772445724000}},
        {"id": 112, "type": "stream", "subject": "s", "timestamp": 1527876931, "content": "x"},
        {"data": [{"log": "x", "createdAt": "2026-03-02T10:02:33.123Z"}]},
        [{"ts": 1772445724, "type": "message"}],
        {"value": [{"messageType": "message", "createdDateTime": "2026-03-02T10:02:33.123Z", "body": {}}]},
    ],
)
def test_other_vendors_are_not_claimed(other: Any) -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=dumped(other))) == 0


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from([PARENT, REPLY, ALERT, RICH]).flatmap(bent), max_size=4), st.lists(JUNK, max_size=2))
def test_bent_messages_are_all_accounted_for(mutants: list[Any], junk: list[Any]) -> None:
    data = export({"inc-7/2026-03-02.json": dumped([JOIN, *mutants, *junk])})
    found = readings(SOURCE, data, "export.zip")
    assert accounted(found) == 1 + len(mutants) + len(junk)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_truncated_exports_and_random_bytes(data: st.DataObject) -> None:
    whole = export({"inc-7/2026-03-02.json": [PARENT, REPLY, ALERT]})
    readings(SOURCE, whole[: data.draw(st.integers(0, len(whole)))], "export.zip")
    day = dumped([PARENT, REPLY, ALERT])
    readings(SOURCE, day[: data.draw(st.integers(0, len(day)))])
    readings(SOURCE, data.draw(st.binary(max_size=60)))


def test_deep_blocks_cost_one_message_at_most() -> None:
    deep = (
        b'[{"type":"message","user":"U1","ts":"1772445724.000200","text":"","blocks":'
        + b"[" * 50_000
        + b"]" * 50_000
        + b"},"
        + dumped(PARENT)
        + b"]"
    )
    assert accounted(readings(SOURCE, export({"inc-7/2026-03-02.json": deep}), "e.zip")) == 2


def test_hostile_markup_takes_linear_time() -> None:
    began = time.process_time()
    text = "<" * 50_000 + "<a|" * 50_000 + "&" * 50_000
    assert len(events(readings(SOURCE, dumped([{**PARENT, "text": text}])))) == 1
    assert time.process_time() - began < 2
