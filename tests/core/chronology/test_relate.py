from __future__ import annotations

import time

import pytest

from furikaeri.chronology.relate import clusters, judged, relate, unmatched_changes
from furikaeri.chronology.scene import Scene, rules
from furikaeri.chronology.tokens import keys, words
from furikaeri.model.chronology import Assessment, Relation, Verdict
from furikaeri.model.event import Event
from furikaeri.model.timespan import HOUR, MINUTE, SECOND, TimeSpan

T = 1_760_000_000 * SECOND


def event(id_: str, at: int, lane: str, text: str, **more: object) -> Event:
    source = id_.partition(":")[0]
    return Event(id=id_, source=source, span=TimeSpan(T + at, T + at), lane=lane, text=text, **more)  # type: ignore[arg-type]


ALERT = event(
    "alertmanager:a:1", 10 * MINUTE, "alerts", "LatencyHigh on tram-board", kind="alert",
    facts={"alertname": "LatencyHigh", "service": "tram-board", "status": "firing", "fingerprint": "f00dcafe99"},
)  # fmt: skip
PAGE = event(
    "pagerduty-log:p:1", 10 * MINUTE + 30 * SECOND, "alerts", "Triggered: LatencyHigh on tram-board",
    link="https://pager.example/incidents/QX7", facts={"type": "trigger", "incident": "QX7", "service": "tram-board"},
)  # fmt: skip
POST = event(
    "slack-export:s:1", 10 * MINUTE + 33 * SECOND, "alerts", "[FIRING] tram-board slow https://pager.example/incidents/QX7",
    kind="alert", actor="Pager", facts={"channel": "ops", "subtype": "bot_message"},
)  # fmt: skip
CULPRIT = event(
    "deploys:d:1", 6 * MINUTE, "changes", "deploy tram-board r7", kind="change", facts={"service": "tram-board"}
)
HERRING = event(
    "deploys:d:2", 8 * MINUTE, "changes", "deploy fare-rules r2", kind="change", facts={"service": "fare-rules"}
)
OLD = event("deploys:d:3", -5 * HOUR, "changes", "deploy depot r9", kind="change", facts={"service": "depot"})
TALK = event("slack-export:s:2", 13 * MINUTE, "people", "tram-board の遅延、こちらでも出ています", actor="U1")
REPLY = event("slack-export:s:3", 14 * MINUTE, "people", "見ています", actor="U2", reply_to="slack-export:s:2")
ALL = [ALERT, PAGE, POST, CULPRIT, HERRING, OLD, TALK, REPLY]


def found(events: list[Event], type_: str) -> dict[tuple[str, str], Relation]:
    return {(r.a, r.b): r for r in relate(events, {}) if r.type == type_}


def test_one_happening_in_three_systems_is_linked_never_merged() -> None:
    same = found(ALL, "same-as")
    assert (PAGE.id, POST.id) in same
    assert same[PAGE.id, POST.id].rule == "same-key"
    assert (ALERT.id, PAGE.id) in same
    assert same[ALERT.id, PAGE.id].rule == "alike"
    assert len({clusters(same.values())[e.id] for e in (ALERT, PAGE, POST)}) == 1


def test_alike_needs_nearness() -> None:
    late = event("pagerduty-log:p:9", 16 * MINUTE, "alerts", PAGE.text, facts={"type": "trigger", "incident": "QX9"})
    assert (ALERT.id, late.id) not in found([ALERT, late], "same-as")


def test_a_recorded_reply_needs_no_judging_and_talk_finds_its_alert() -> None:
    reply = found(ALL, "replies-to")[REPLY.id, TALK.id]
    assert (reply.status, reply.by) == ("accepted", "record")
    assert any(a == TALK.id for a, _ in found(ALL, "mentions"))


def test_all_changes_in_the_window_are_ranked_and_the_rest_exposed() -> None:
    ranked = sorted((r for (_, b), r in found(ALL, "precedes").items() if b == ALERT.id), key=lambda r: -r.score)
    assert [r.a for r in ranked] == [CULPRIT.id, HERRING.id]
    assert "tram-board" in ranked[0].reason.en
    scene = Scene(ALL)
    assert unmatched_changes(scene, relate(scene)) == (OLD.id, HERRING.id)


def test_rules_only_propose_and_tell_why_in_both_languages() -> None:
    proposals = relate(ALL, {})
    assert {r.type for r in proposals} == {"same-as", "replies-to", "mentions", "precedes"}
    assert all(r.rule in rules() and r.reason.en and r.reason.ja and 0 <= r.score <= 1 for r in proposals)
    assert [r.id for r in relate(ALL[::-1], {})] == [r.id for r in proposals]


def test_people_have_the_last_word() -> None:
    proposals = relate(ALL, {})
    one = proposals[0]
    verdicts = [
        Verdict(relation=one.id, status="accepted", by="IC"),
        Verdict(relation=one.id, status="rejected", by="scribe"),
    ]
    after = {r.id: r for r in judged(proposals, (), verdicts)}
    assert (after[one.id].status, after[one.id].by) == ("rejected", "scribe")
    assert one.b not in clusters([after[one.id]])


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("route-planner: 決済が失敗", {"route-planner", "route", "決済", "失敗"}),
        ("ロールバック中", {"ロールバック"}),
        ("deployしました", {"deploy"}),
        ("", set()),
    ],
)
def test_words_of_both_languages(text: str, some: set[str]) -> None:
    assert some <= words(text)


def test_keys_are_ids_and_addresses_but_not_plain_words() -> None:
    told = event("slack:s:1", 0, "people", "see OPS-411 and 4f9a01be77, (https://x.example/a/b). feedback decade")
    assert keys(told) == {"id:ops-411", "id:4f9a01be77", "url:https://x.example/a/b"}


def hostile() -> list[list[Event]]:
    same = [
        event(f"alertmanager:a:{n}", 0, "alerts", "disk full", kind="alert", facts={"fingerprint": "aaaa1111"})
        for n in range(3000)
    ]
    bots = [
        event(f"slack:s:{n}", 0, "alerts", "disk full", kind="alert", facts={"fingerprint": "aaaa1111"})
        for n in range(3000)
    ]
    changes = [event(f"git-log:g:{n}", 0, "changes", "disk full fix", kind="change") for n in range(3000)]
    talk = [event(f"teams:t:{n}", n, "people", "disk full and slow " * 4, actor="U") for n in range(1000)]
    return [same + bots + changes + talk]


def test_ten_thousand_events_that_all_look_alike_stay_linear() -> None:
    events = hostile()[0]
    read = {e.id: Assessment("observation", 1.0, 0.5) for e in events if e.lane == "people"}
    begun = time.process_time()
    relate(events, read)
    assert time.process_time() - begun < 4
