"""The truth of the two sample incidents, written down by hand, and what the chronology makes of their evidence."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.sample import load, samples
from furikaeri.chronology.key_moments import ENDINGS
from furikaeri.model.chronology import Chronology, Fault
from furikaeri.model.event import Event
from furikaeri.model.timespan import MINUTE, SECOND, iso

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
NEAR = 90 * SECOND

MOMENTS = {
    "empty-shelves": {
        "detected": "14:05:30",  # the alert; nobody had looked at the help desk
        "paged": "14:06:20",
        "action": "14:44:31",  # the alias is pointed back; the rollback before it changed nothing
        "mitigated": "14:48:30",  # the alert closes; the pager's incident is closed two hours later
        "severity-lowered": "14:52:00",
        "resolved": "16:45:00",
    },
    "double-booking": {
        "detected": "00:05:00",
        "action": "00:58:20",  # the time-out is set back; the rollback before it changed nothing
        "mitigated": "01:04:00",
        "severity-lowered": "01:10:30",
        "resolved": "02:58:00",
    },
}
SEVERITIES = {
    "empty-shelves": [("SEV-2", "14:07:02"), ("SEV-1", "14:16:30"), ("SEV-2", "14:52:00")],
    "double-booking": [("SEV-2", "00:16:00"), ("SEV-1", "00:43:00"), ("SEV-2", "01:10:30")],
}
CLOCKS = {
    "empty-shelves": ("zone-error", "csv:helpdesk-export.csv", 60 * MINUTE),
    "double-booking": ("clock-skew", "jsonl:worker-log.jsonl", 184 * SECOND),
}
RED_HERRING = {"empty-shelves": "Tokenizer: keep apostrophes", "double-booking": "送信ボタンの文言を変更"}
CAUSES = {"empty-shelves": "PutRolePolicy", "double-booking": "モジュールの新しい版の既定値"}
REFUTED = {
    "empty-shelves": ("I think r218 broke query parsing", "did not change anything"),
    "double-booking": ("二度押しを防ぐ処理が外れた", "画面側ではなさそう"),
}


@cache
def told(name: str) -> Chronology:
    with TemporaryDirectory() as place:
        return chronicle(load(name, Path(place) / name, now=NOW))[0]


def by_id(name: str) -> dict[str, Event]:
    return {event.id: event for event in told(name).events}


def clock(us: int | None) -> str:
    return (iso(us) or "")[11:19]


def seconds(words: str) -> int:
    hours, minutes, rest = map(int, words.split(":"))
    return (hours * 3600 + minutes * 60 + rest) * SECOND


def clock_fault(name: str) -> Fault:
    return next(fault for fault in told(name).faults if fault.offset is not None)


def test_both_samples_have_a_truth() -> None:
    assert set(samples()) == set(MOMENTS)


@pytest.mark.parametrize("name", MOMENTS)
def test_key_moments_are_proposed_right(name: str) -> None:
    events = by_id(name)
    found = {}
    for moment in told(name).key_moments:
        if moment.event:
            span = events[moment.event].span
            ends = moment.name in ENDINGS and span.shape == "interval" and span.hi is not None
            found[moment.name] = clock(span.hi if ends else span.lo)
    wrong = {
        key: (found.get(key), stated)
        for key, stated in MOMENTS[name].items()
        if key not in found or abs(seconds(found[key]) - seconds(stated)) > NEAR
    }
    assert wrong == {}
    assert set(found) == set(MOMENTS[name])


@pytest.mark.parametrize("name", MOMENTS)
def test_other_readings_of_a_key_moment_stand_beside_it(name: str) -> None:
    events = by_id(name)
    others = {m.name: [events[id_].text for id_ in m.alternatives] for m in told(name).key_moments}
    first_word = {"empty-shelves": "shows no books at all", "double-booking": "別の人と重なっている"}[name]
    assert any(first_word in text for text in others["detected"])
    better = {"empty-shelves": "down to 3 %", "double-booking": "効いています"}[name]
    assert any(better in text for text in others["mitigated"])


@pytest.mark.parametrize("name", MOMENTS)
def test_severity_is_a_history(name: str) -> None:
    spans = told(name).severities
    assert [(span.severity, clock(span.lo)) for span in spans] == SEVERITIES[name]
    assert all(one.hi == two.lo for one, two in pairwise(spans))
    assert spans[-1].hi is not None


@pytest.mark.parametrize("name", MOMENTS)
def test_the_red_herring_ranks_beside_the_others_and_nobody_accepted_any(name: str) -> None:
    events = by_id(name)
    cause = next(m for m in told(name).key_moments if m.name == "cause")
    ranked = [events[id_].text for id_ in cause.alternatives]
    assert cause.event == ""
    assert any(RED_HERRING[name] in text for text in ranked)
    assert any(CAUSES[name] in text for text in ranked)
    assert not any(r.type == "leads-to" for r in told(name).relations)
    assert {r.status for r in told(name).relations if r.type == "precedes"} == {"proposed"}


@pytest.mark.parametrize("name", MOMENTS)
def test_the_belief_was_held_and_refuted(name: str) -> None:
    events = by_id(name)
    (belief,) = told(name).beliefs
    held, refuted = REFUTED[name]
    assert belief.outcome == "refuted"
    assert held in events[belief.event].text
    assert refuted in events[belief.refuted_by].text
    assert belief.span.lo == events[belief.event].span.lo < events[belief.refuted_by].span.lo == belief.span.hi
    assert len(told(name).accounts) == 2
    assert len({account.event for account in told(name).accounts}) == 1
    assert len(told(name).contests) == len(told(name).decisions) == 1


@pytest.mark.parametrize("name", MOMENTS)
def test_the_misleading_clock_is_found_and_nothing_else_is_called_a_fault(name: str) -> None:
    code, source, ahead = CLOCKS[name]
    fault = clock_fault(name)
    assert [f.code for f in told(name).faults] == [code]
    assert fault.sources[0] == source
    lo, hi = fault.offset or (0, 0)
    assert lo - 5 * SECOND <= ahead <= hi + 5 * SECOND
    assert source.partition(":")[2] in fault.message.en
    assert source.partition(":")[2] in fault.message.ja


@pytest.mark.parametrize("name", MOMENTS)
def test_evidence_comes_in_at_least_six_formats(name: str) -> None:
    assert len({event.source for event in told(name).events}) >= 6
    assert {event.lane for event in told(name).events} >= {"alerts", "changes", "people", "systems"}
