from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import JUNK, accounted, bent, dumped, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.teams_messages import SOURCE
from furikaeri.model.event import InView
from furikaeri.model.timespan import HOUR, MINUTE

AT = 1772445724123000
HOME = {"teamId": "team-1", "channelId": "19:abc@thread.tacv2"}
PREFIX = "teams-messages:team-1:19:abc@thread.tacv2/"


def message(at: int = AT, **more: Any) -> dict[str, Any]:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415  # only the maker of samples counts in dates

    stated = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    return {
        "id": str(at // 1000),
        "replyToId": None,
        "messageType": "message",
        "createdDateTime": stated,
        "lastModifiedDateTime": "2026-03-09T00:00:00Z",
        "lastEditedDateTime": None,
        "deletedDateTime": None,
        "subject": None,
        "importance": "normal",
        "eventDetail": None,
        "from": {"application": None, "user": {"id": "guid-1", "displayName": "Mika Sato"}},
        "body": {"contentType": "html", "content": "<p>orders are <b>slow</b></p>"},
        "channelIdentity": HOME,
        "webUrl": "https://teams.example/l/message/1",
        "attachments": [],
        "mentions": [],
        "reactions": [],
        **more,
    }


def listed(*messages: Any) -> bytes:
    return dumped({"@odata.count": len(messages), "value": list(messages)})


def test_a_message_with_all_its_traps() -> None:
    said = message(
        body={
            "contentType": "html",
            "content": '<p><at id="0">Bo Lind</at> see <a href="https://g.example/1">graph</a>&nbsp;<emoji alt="👀"/>',
        },
        mentions=[{"id": 0, "mentionText": "Bo Lind"}],
        reactions=[{"reactionType": "like", "createdDateTime": "2026-03-02T11:00:00Z"}],
        importance="urgent",
        subject="Orders",
        attachments=[{"id": "1", "contentType": "reference", "name": "graph.png", "contentUrl": "https://x"}],
    )
    found = readings(SOURCE, listed(said))
    event = events(found)[0]
    assert event.id == f"{PREFIX}1772445724123"
    assert event.text == "Orders\n@Bo Lind see graph (https://g.example/1) 👀\n[graph.png]"
    assert (event.span.lo, event.span.hi, event.span.grain) == (AT, AT, 1000)
    assert (event.actor, event.facts["actor-id"], event.lane) == ("Mika Sato", "guid-1", "people")
    assert event.in_view == (InView("#19:abc@thread.tacv2", AT, AT, "voiced"),)
    assert (event.facts["reactions"], event.facts["importance"], event.facts["mentions"]) == (
        "like",
        "urgent",
        "Bo Lind",
    )
    assert "edited-at" not in event.facts
    assert warnings(found) == []


def test_the_channel_can_be_given_its_name() -> None:
    event = events(readings(SOURCE, listed(message()), mapping={HOME["channelId"]: "inc-7"}))[0]
    assert event.in_view[0].group == "#inc-7"


def test_replies_expanded_apart_and_quoted_point_to_their_parent() -> None:
    apart = message(AT + MINUTE, replyToId=str(AT // 1000))
    quoting = message(
        AT + 2 * MINUTE, attachments=[{"id": str(AT // 1000), "contentType": "messageReference", "content": "{}"}]
    )
    parent = message(replies=[message(AT + 3 * MINUTE, replyToId=str(AT // 1000)), 17])
    found = readings(SOURCE, listed(parent, apart, quoting))
    first, inner, *others = events(found)
    assert {e.reply_to for e in (inner, *others)} == {first.id}
    assert inner.locator == "#/value/0/replies/0"
    assert [(w.code, w.locator) for w in warnings(found)] == [("unknown-record", "#/value/0/replies/1")]


def test_an_edit_and_a_deletion() -> None:
    edited = message(lastEditedDateTime="2026-03-02T10:09:00Z")
    deleted = message(AT + MINUTE, deletedDateTime="2026-03-02T10:10:00Z", body={"contentType": "html", "content": ""})
    first, second = events(readings(SOURCE, listed(edited, deleted)))
    assert first.facts["edited-at"] == "2026-03-02T10:09:00Z"
    assert (first.deleted, second.deleted, second.facts["deleted-at"]) == (False, True, "2026-03-02T10:10:00Z")


@pytest.mark.parametrize("apart", [5 * HOUR + 30 * MINUTE, -9 * HOUR, 30 * MINUTE])
def test_clocks_that_differ_by_a_zone_leave_the_moment_open(apart: int) -> None:
    odd = message(AT + apart, id=str(AT // 1000))
    found = readings(SOURCE, listed(odd))
    event = events(found)[0]
    assert (event.span.lo, event.span.hi) == (min(AT, AT + apart), max(AT, AT + apart))
    assert event.span.uncertain
    assert [(w.code, w.noted) for w in warnings(found)] == [("clock-disagreement", True)]


def test_clocks_that_differ_by_no_zone_are_told_but_not_widened() -> None:
    found = readings(SOURCE, listed(message(AT + 7 * MINUTE, id=str(AT // 1000))))
    assert events(found)[0].span.lo == events(found)[0].span.hi == AT + 7 * MINUTE
    assert [w.code for w in warnings(found)] == ["clock-disagreement"]


def test_without_a_stated_time_the_id_tells_it() -> None:
    event = events(readings(SOURCE, listed(message(createdDateTime=None))))[0]
    assert (event.span.lo, event.span.basis) == (AT, "inferred")


@pytest.mark.parametrize("kind", ["systemEventMessage", "unknownFutureValue"])
def test_a_system_event_in_words(kind: str) -> None:
    detail = {
        "@odata.type": "#microsoft.graph.membersAddedEventMessageDetail",
        "visibleHistoryStartDateTime": "0001-01-01T00:00:00Z",
        "members": [{"id": "guid-2", "displayName": "Bo Lind"}],
        "initiator": {"user": {"id": "guid-1", "displayName": None}},
    }
    found = readings(
        SOURCE,
        listed(
            message(
                **{
                    "messageType": kind,
                    "from": None,
                    "eventDetail": detail,
                    "body": {"contentType": "html", "content": "<systemEventMessage/>"},
                }
            )
        ),
    )
    event = events(found)[0]
    assert event.text.startswith("members added: Bo Lind")
    assert (event.kind, event.actor, event.in_view[0].basis) == ("communication", "guid-1", "displayed")
    assert [w.code for w in warnings(found)] == ["unknown-user"]


def test_an_app_that_relays_an_alert() -> None:
    card = json.dumps(
        {
            "type": "AdaptiveCard",
            "body": [{"type": "TextBlock", "text": "FIRING: orders 5xx"}, {"type": "TextBlock", "text": "value 7 %"}],
        }
    )
    relay = message(
        **{
            "from": {"application": {"id": "app-1", "displayName": "Grafana"}, "user": None},
            "body": {"contentType": "html", "content": '<attachment id="1"></attachment>'},
            "attachments": [{"id": "1", "contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
        }
    )
    event = events(readings(SOURCE, listed(relay)))[0]
    assert event.text == "FIRING: orders 5xx\nvalue 7 %"
    assert (event.lane, event.kind, event.in_view[0].basis) == ("alerts", "alert", "displayed")


def test_chats_single_messages_and_trimmed_answers() -> None:
    chat = message(chatId="19:chat@unq", channelIdentity=None)
    assert events(readings(SOURCE, dumped(chat)))[0].id == "teams-messages::19:chat@unq/1772445724123"
    trimmed = message(AT + MINUTE)
    del trimmed["channelIdentity"]
    assert events(readings(SOURCE, listed(message(), trimmed)))[1].id.startswith(PREFIX)


@pytest.mark.parametrize(
    "other",
    [
        {
            "value": [
                {
                    "id": "AAM",
                    "createdDateTime": "2026-03-02T10:00:00Z",
                    "subject": "mail",
                    "body": {"content": "x"},
                    "from": {"emailAddress": {}},
                }
            ]
        },
        {"value": [{"id": "1", "rev": 2, "fields": {"System.State": "New", "System.Id": 1}}]},
        {"messages": [{"id": "8", "type": "Default", "timestamp": "2026-03-02T19:01:04+09:00", "content": "x"}]},
        [{"type": "message", "ts": "1772445724.000200", "text": "x"}],
    ],
)
def test_other_vendors_are_not_claimed(other: Any) -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=dumped(other))) == 0


def test_its_own_is_recognised() -> None:
    assert SOURCE.sniff(Opened(name="x.json", data=listed(message()))) > 0.9


@settings(deadline=None, max_examples=50)
@given(st.lists(bent(message()), max_size=4), st.lists(JUNK, max_size=2))
def test_bent_messages_are_all_accounted_for(mutants: list[Any], junk: list[Any]) -> None:
    found = readings(SOURCE, listed(message(), *mutants, *junk))
    assert accounted(found) == 1 + len(mutants) + len(junk)


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_truncated_answers_and_random_bytes(data: st.DataObject) -> None:
    whole = listed(*(message(AT + n * MINUTE) for n in range(4)))
    cut = readings(SOURCE, whole[: data.draw(st.integers(0, len(whole) - 3))])
    assert not cut or "truncated" in {w.code for w in warnings(cut)}
    readings(SOURCE, data.draw(st.binary(max_size=60)))
