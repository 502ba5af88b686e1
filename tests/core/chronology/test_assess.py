from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.assess import assess
from furikaeri.model.event import Event, EventKind
from furikaeri.model.timespan import MINUTE, TimeSpan

QUICK = settings(max_examples=60, deadline=None)


def said(at: int, text: str, actor: str = "responder", minute: int | None = None, **more: object) -> Event:
    lo = (at if minute is None else minute) * MINUTE
    return Event(
        id=f"chat:room:{at}", source="chat", span=TimeSpan(lo, lo), lane="people", text=text, actor=actor, **more
    )  # type: ignore[arg-type]  # a test's short hand


def recorded(name: str, minute: int, text: str, lane: str, kind: EventKind | None = None, **facts: str) -> Event:
    lo = minute * MINUTE
    facts = {key.replace("_", "-"): value for key, value in facts.items()}
    return Event(
        id=f"machine:{name}", source="machine", span=TimeSpan(lo, lo), lane=lane, kind=kind, text=text, facts=facts
    )


def salience(*events: Event) -> dict[str, float]:
    return {name.removeprefix("machine:"): found.salience for name, found in assess(events).items()}


@QUICK
@given(
    st.lists(
        st.text(max_size=60) | st.sampled_from(["", "?", "`", ":a:_:b:_", "> x\n", "@a", "はい", "\ud800", "\0"]),
        max_size=12,
    )
)
def test_every_text_is_read_and_every_event_assessed(texts: list[str]) -> None:
    events = [said(at, text, actor=f"a{at % 3}") for at, text in enumerate(texts)]
    found = assess(events)
    assert list(found) == [event.id for event in events]
    for reading in found.values():
        assert 0 <= reading.salience <= 1
        assert 0 <= reading.certainty <= 1


TALK = (
    "is it the cache?",
    "I've restarted it",
    "復旧しました",
    "lol",
    "maybe the proxy",
    "still 502",
    "please join",
    "+1",
)


@QUICK
@given(st.permutations(range(16)), st.lists(st.integers(0, 3), min_size=16, max_size=16))
def test_the_order_events_come_in_makes_no_difference_even_within_one_moment(
    order: list[int], minutes: list[int]
) -> None:
    events = [said(at, TALK[at % 8], actor=f"a{at % 3}", minute=minutes[at]) for at in range(16)]
    assert assess([events[at] for at in order]) == assess(events)


def test_within_one_moment_row_nine_comes_before_row_ten() -> None:
    question, answer = said(9, "is the standby in sync?", "a", minute=5), said(10, "yes it is in sync", "b", minute=5)
    turned = assess([answer, question])
    assert list(turned) == [question.id, answer.id]


def test_a_kind_stated_by_the_source_is_kept_and_certain() -> None:
    note = said(0, "maybe the cache is full?", kind="communication")
    alert = recorded("a", 1, "maybe?", "alerts", "alert")
    found = assess([note, alert])
    assert (found[note.id].kind, found[note.id].certainty) == ("communication", 1.0)
    assert found[alert.id].kind == "alert"


def test_records_of_machines_get_salience_but_no_kind() -> None:
    assert assess([recorded("s", 0, "I've restarted the workers", "systems")])["machine:s"].kind is None


def test_marks_of_the_practice_in_both_languages() -> None:
    expected = {
        "that fixed it, thanks": ("worked",),
        "切り戻しで解消しました": ("worked",),
        "the restart didn't help": ("failed",),
        "再起動しても変わりませんでした": ("failed",),
        "I'm afraid to restart the primary, it might break replication": ("hesitated",),
        "本番で流すのは怖いので迷っています": ("hesitated",),
        "we already tried that last time": ("tried-before",),
        "前回も同じことを試しました": ("tried-before",),
        "did the restart fix it? is it working again?": (),
        "再起動で直りましたか？": (),
        "the pool has 20 connections": (),
    }
    events = [said(at, text) for at, text in enumerate(expected)]
    found = assess(events)
    assert {event.text: found[event.id].marks for event in events} == expected


def test_marks_that_a_source_gives_stay() -> None:
    assert assess([said(0, "hello", marks=("failed",))])["chat:room:0"].marks == ("failed",)


def test_an_assessment_tells_the_flags_that_decided() -> None:
    found = assess([said(0, "does anyone know who owns this?"), said(1, "thanks")])
    assert "form:ends-asking" in found["chat:room:0"].cues
    assert found["chat:room:0"].kind == "question"
    assert found["chat:room:1"].kind is None


def test_news_of_the_fault_outranks_small_talk() -> None:
    lines = [
        "checkout fails with 502 since 14:02, error rate 38%",
        "oh",
        "hi",
        "lol",
        "I've rolled back to 3.1.4",
        "nice",
    ]
    found = assess([said(at, text, f"a{at % 3}") for at, text in enumerate(lines)])
    ranked = sorted(found, key=lambda name: -found[name].salience)
    assert set(ranked[:2]) == {"chat:room:0", "chat:room:4"}


def test_a_repeated_line_that_people_react_to_outranks_one_that_passes() -> None:
    events = [said(at, "db-2 is down", "watcher", minute=at * 100) for at in range(8)]
    events.append(said(99, "on it, db-2 is not reachable from here", "responder", minute=503))
    found = assess(events)
    assert found["chat:room:5"].salience > found["chat:room:6"].salience


def test_alerts_first_and_last_matter_more_than_their_repeats() -> None:
    def alert(name: str, minute: int, status: str) -> Event:
        return recorded(name, minute, "HighLatency", "alerts", "alert", alertname="HighLatency", status=status)

    found = salience(
        alert("first", 0, "firing"),
        alert("again", 5, "firing"),
        alert("more", 9, "firing"),
        alert("last", 20, "resolved"),
    )
    assert found["first"] > found["last"] > found["again"] >= found["more"]


def test_a_severity_change_raises_an_alert() -> None:
    def alert(name: str, minute: int, severity: str) -> Event:
        return recorded(name, minute, "Disk", "alerts", "alert", alertname="Disk", status="firing", severity=severity)

    calm = salience(alert("a", 0, "minor"), alert("b", 1, "minor"))
    worse = salience(alert("a", 0, "minor"), alert("b", 1, "major"))
    assert worse["b"] > calm["b"]


def test_a_change_shortly_before_the_first_symptom_outranks_one_long_before() -> None:
    found = salience(
        recorded("old", 0, "deploy web 1", "changes", "change"),
        recorded("near", 590, "deploy web 2", "changes", "change"),
        recorded("symptom", 600, "Errors", "alerts", "alert", status="firing"),
        recorded("back", 630, "Revert web 2", "changes", "change"),
    )
    assert found["near"] > found["old"]
    assert found["back"] > found["old"]


def test_pages_acks_and_public_posts_outrank_reads_and_comings_and_goings() -> None:
    found = salience(
        recorded("page", 1, "notified on-call", "alerts", "alert", type="notify_log_entry"),
        recorded("ack", 2, "acknowledged", "alerts", "alert", type="acknowledge_log_entry"),
        recorded("post", 3, "We are investigating failed payments.", "public", "communication"),
        recorded("get", 4, "DescribeInstances", "systems", operation="DescribeInstances"),
        recorded("join", 5, "joined the channel", "systems", subtype="channel_join"),
    )
    assert min(found["page"], found["ack"], found["post"]) > max(found["get"], found["join"])


def test_an_incident_of_ten_thousand_events_is_read_in_time() -> None:
    words = [
        "the",
        "restart",
        "of",
        "web-1",
        "failed",
        "again",
        "maybe",
        "we",
        "should",
        "roll",
        "back",
        "error",
        "timeout",
        "is",
        "seen",
        "on",
        "db-2",
        "please",
        "check",
    ]
    events = [
        said(at, " ".join(words[(at * step) % 12] for step in range(1, 13)) + f" {at}", f"a{at % 9}")
        if at % 5 == 0
        else recorded(str(at), at, f"GetObject {at % 40}", "systems", operation="GetObject")
        for at in range(10_000)
    ]
    begun = time.process_time()
    assess(events)
    assert time.process_time() - begun < 3, "the budget is 0.7 s on a quiet machine"


def test_a_megabyte_costs_no_more_than_its_first_page() -> None:
    for text in (
        "maybe " * 180_000,
        "`" * 1_000_000,
        ":a:_" * 250_000,
        "said:>" * 170_000,
        "かも" * 500_000,
        "@" * 1_000_000,
    ):
        begun = time.process_time()
        assess([said(0, text), said(1, text), said(2, "?")])
        assert time.process_time() - begun < 1
