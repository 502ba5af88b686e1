from __future__ import annotations

from random import Random

import pytest
from benchmarks.faults import BARS, found, plant, score
from benchmarks.incidents import make_incident

from furikaeri.chronology.build import build
from furikaeri.chronology.faults import faults
from furikaeri.model.chronology import Clock, Fault, KeyMoment, Statements
from furikaeri.model.event import Event
from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, TimeSpan
from furikaeri.text import Text

T = 1_760_400_000 * SECOND


def event(id_: str, at: int, lane: str, text: str = "x", **more: object) -> Event:
    span = TimeSpan(T + at, T + at, SECOND)
    return Event(id=id_, source=id_.partition(":")[0], span=span, lane=lane, text=text, **more)  # type: ignore[arg-type]


def turn(source: str, n: int, at: int, status: str) -> Event:
    facts = {"fingerprint": f"feed{n:06}", "status": status, "alertname": f"Alert{n}"}
    return event(f"{source}:i:{n}{status}", at, "alerts", f"Alert{n} {status}", kind="alert", facts=facts)


def codes(events: list[Event], **more: object) -> list[str]:
    return [f.code for f in build(events, assessments={}, **more).faults if f.code != "missing-key-moment"]  # type: ignore[arg-type]


def twice(shift: int, count: int = 6) -> list[Event]:
    """Alerts that two systems saw, the second through a clock that stands apart; somebody acts before each end."""
    made = []
    for n in range(count):
        at = n * 40 * MINUTE
        for source, late in (("monitor", 0), ("desk", shift + 3 * SECOND)):
            made += [turn(source, n, at + late, "firing"), turn(source, n, at + 4 * MINUTE + late, "resolved")]
        made.append(event(f"deploys:i:{n}", at + 2 * MINUTE, "changes", "restart", kind="change"))
    return made


def test_the_bars_of_the_generator_hold_on_twenty_incidents() -> None:
    result = score(range(1000, 1020))
    assert result.planted.total() >= 12
    assert result.figures["found"] >= BARS["found"]
    assert result.figures["false"] <= BARS["false"]
    assert result.figures["tau"] >= BARS["tau"]
    assert result.moments["detected"] >= 0.8 * result.moments["incidents"]


def test_the_scorer_can_fail() -> None:
    planted = [one for seed in range(5) for one in plant(make_incident(seed), Random(seed))[1]]  # noqa: S311  # seeded chance, so that a failure can be repeated
    silent = build([], assessments={})
    assert planted
    assert not any(found(silent, one) for one in planted)


def test_a_skew_is_an_interval_and_rewrites_nothing() -> None:
    events = twice(7 * MINUTE)
    chronology = build(events, assessments={})
    fault = next(f for f in chronology.faults if f.code == "clock-skew")
    lo, hi = fault.offset or (0, 0)
    sign = 1 if fault.sources[0].startswith("desk") else -1
    low, high = sorted((sign * lo, sign * hi))
    assert low <= 7 * MINUTE + 3 * SECOND <= high
    assert {e.id: e.span for e in chronology.events} == {e.id: e.span for e in events}
    assert "effect-before-cause" not in {f.code for f in chronology.faults}


def test_whole_hours_are_a_zone_and_delivery_is_nothing() -> None:
    assert "zone-error" in codes(twice(9 * HOUR, 3))
    assert "zone-error" in codes(twice(-5 * HOUR - 30 * MINUTE, 3))
    assert not {"zone-error", "clock-skew"} & set(codes(twice(40 * SECOND)))
    assert "clock-skew" not in codes(twice(7 * MINUTE, 2))


def test_an_accepted_clock_is_no_fault_any_more() -> None:
    fault = next(f for f in build(twice(9 * HOUR), assessments={}).faults if f.code == "zone-error")
    lo, hi = fault.offset or (0, 0)
    said = Statements(clocks=(Clock(source=fault.sources[0], lo=lo, hi=hi, by="scribe"),))
    assert "zone-error" not in codes(twice(9 * HOUR), statements=said)


def test_effects_before_causes() -> None:
    parent = event("slack:i:1", 60 * SECOND, "people")
    reply = event("slack:i:2", 0, "people", reply_to="slack:i:1")
    assert codes([parent, reply]) == ["effect-before-cause"]
    assert codes([parent, event("slack:i:2", 61 * SECOND, "people", reply_to="slack:i:1")]) == []
    trigger = event("pagerduty-log:i:1", 60 * SECOND, "alerts", facts={"type": "trigger", "incident": "QA1"})
    ack = event("pagerduty-log:i:2", 5 * SECOND, "people", facts={"type": "acknowledge", "incident": "QA1"})
    assert "effect-before-cause" in codes([trigger, ack])


def watched(gap: int) -> list[Event]:
    talk = [event(f"slack:i:{n}", n * MINUTE + (gap if n > 5 else 0), "people") for n in range(1, 12)]
    end = 12 * MINUTE + gap
    return [
        turn("monitor", 1, 0, "firing"),
        *talk,
        event("deploys:i:1", end - MINUTE, "changes"),
        turn("monitor", 1, end, "resolved"),
    ]


def test_silence_only_while_an_alert_is_open() -> None:
    assert codes(watched(12 * MINUTE)) == ["silence"]
    assert codes(watched(2 * MINUTE)) == []
    assert codes([e for e in watched(12 * MINUTE) if e.lane != "alerts"]) == []


def test_many_silences_are_one_line_that_names_the_longest() -> None:
    gaps = [11, 15, 22, 13]
    talk, at = [], 0
    for gap in gaps:
        for _ in range(6):
            at += MINUTE
            talk.append(event(f"slack:i:{at}", at, "people"))
        at += gap * MINUTE
    ends = [event("deploys:i:1", at, "changes"), turn("monitor", 1, at + MINUTE, "resolved")]
    found = build([turn("monitor", 1, 0, "firing"), *talk, *ends], assessments={}).faults
    assert [f.code for f in found] == ["silence"]
    assert found[0].message.en.startswith("4 times")
    assert "(23 min)" in found[0].message.en
    assert "12 min" not in found[0].message.en
    assert "23 分間" in found[0].message.ja
    assert found[0].lo is not None
    assert found[0].hi is not None
    assert round((found[0].hi - found[0].lo) / MINUTE) == 23


def test_a_page_that_people_close_late_keeps_no_alert_open() -> None:
    page = event("pagerduty-log:i:1", 20 * SECOND, "alerts", "Triggered: Alert1", kind="alert",
                 facts={"type": "trigger", "incident": "QA1"})  # fmt: skip
    closed = event(
        "pagerduty-log:i:2", 200 * MINUTE, "people", "Resolved", facts={"type": "resolve", "incident": "QA1"}
    )
    assert codes([*watched(MINUTE), page, closed]) == []
    alone = [page, *(event(f"slack:i:{n}", n * MINUTE, "people") for n in range(1, 12)), closed]
    assert "silence" in codes(alone)


def test_a_delay_scatters_and_a_clock_does_not() -> None:
    def rows(late: list[int]) -> list[Event]:
        made = []
        for n, seconds in enumerate(late):
            text = f"booking YK-{20400 + n} written"
            made.append(event(f"bookings:i:{n}", n * 10 * MINUTE, "systems", text))
            made.append(event(f"worker:i:{n}", n * 10 * MINUTE + seconds * SECOND, "systems", text + " down"))
        return made

    assert "clock-skew" in codes(rows([184, 185, 184, 183, 184, 185]))
    assert "clock-skew" not in codes(rows([95, 260, 130, 205, 170, 110]))
    assert "clock-skew" not in codes(rows([3, 4, 3, 5, 4, 3]))


def test_nobody_acted() -> None:
    untouched = [e for e in watched(MINUTE) if e.lane != "changes"]
    assert codes(untouched) == ["unmade-change"]
    assert codes([*untouched, event("slack:i:99", 12 * MINUTE, "people", "片方を再起動しました")]) == []


def test_deletions_and_orphans() -> None:
    gone = event("slack:i:1", 0, "people", deleted=True, facts={"channel": "ops"})
    orphan = event("slack:i:2", 1, "people", reply_to="slack:i:0", facts={"channel": "ops"})
    assert codes([gone, orphan]) == ["deleted-message", "deleted-message"]


def test_a_missing_day_needs_days_around_it_and_something_that_day() -> None:
    def day(n: int, source: str = "slack", scope: str = "ops/2025-10-%02d") -> Event:
        return event(f"{source}:i:{n}", n * DAY, "people", scope=scope % (14 + n) if scope else "")

    assert codes([day(0), day(2), day(1, "git", "")]) == ["missing-file-day"]
    assert codes([day(0), day(2)]) == []
    assert codes([day(0), day(2), day(1, "git", "")], scopes=["ops/2025-10-15"]) == []


def test_key_moments_that_are_missing_or_turned_round() -> None:
    events = watched(MINUTE)
    assert build([], assessments={}).faults == ()
    talk = [event(f"slack:i:{n}", n * MINUTE, "people") for n in range(3)]
    assert [f.sources for f in build(talk, assessments={}).faults] == [("detected",), ("mitigated", "resolved")]
    assert not any(f.code == "missing-key-moment" for f in build(events, assessments={}).faults)
    chosen = [
        KeyMoment(name="detected", event="monitor:i:1resolved", reason=Text("x", "あ"), by="owner"),
        KeyMoment(name="mitigated", event="monitor:i:1firing", reason=Text("x", "あ"), by="owner"),
    ]
    assert "key-moments-out-of-order" in codes(events, statements=Statements(key_moments=tuple(chosen)))


@pytest.mark.parametrize("seed", range(3))
def test_every_fault_asks_in_both_languages_and_names_its_witnesses(seed: int) -> None:
    events, _ = plant(make_incident(seed), Random(seed))  # noqa: S311  # seeded chance, so that a failure can be repeated
    chronology = build(events, assessments={})
    known = {e.id for e in chronology.events}
    for fault in chronology.faults:
        assert isinstance(fault, Fault)
        assert fault.ask.en.endswith(("?", "only."))
        assert fault.ask.ja.endswith(("？", "。"))
        assert set(fault.events) <= known
    assert set(faults(chronology)) == set(chronology.faults)
