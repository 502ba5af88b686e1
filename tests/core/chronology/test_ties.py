from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.build import build
from furikaeri.chronology.linearise import STORY, chosen_events
from furikaeri.chronology.ties import in_order, natural
from furikaeri.model.chronology import Assessment, Chronology
from furikaeri.model.event import Event
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan

T = 1_760_400_000 * SECOND


def row(n: int, at: int = T) -> Event:
    """A row of a table that gives its rows no key: the id is made from the content."""
    digest = f"{(n * 7919) % 9973:08x}"
    span = TimeSpan(at, at, MINUTE)
    return Event(
        id=f"csv::~{digest}:0", source="csv", span=span, lane="people", text=f"line {n}", locator=f"talk.csv#row={n}"
    )


def test_row_nine_stands_before_row_ten() -> None:
    assert sorted(["r10", "r9", "r1"], key=natural) == ["r1", "r9", "r10"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 40))
def test_rows_of_one_minute_keep_the_order_of_their_file(seed: int, count: int) -> None:
    rows = [row(n) for n in range(2, 2 + count)]
    mixed = list(rows)
    Random(seed).shuffle(mixed)  # noqa: S311  # seeded chance, so that a failure can be repeated
    assert in_order(mixed) == rows
    assert list(build(mixed, assessments={}).events) == rows


def test_of_equal_weight_the_story_takes_some_from_everywhere() -> None:
    events = tuple(row(n, T + n * MINUTE) for n in range(400))
    chronology = Chronology(events=events, assessments={e.id: Assessment(None, 0.0, 0.2) for e in events})
    told = chosen_events(chronology, "story")
    assert len(told) == STORY[0]
    quarters = {events.index(event) * 4 // len(events) for event in told}
    assert quarters == {0, 1, 2, 3}


def test_one_operation_of_a_machine_fills_no_story() -> None:
    same = [row(n, T + n * MINUTE) for n in range(30)]
    calls = [
        Event(id=f"trail:a:{n}", source="trail", span=TimeSpan(T + n, T + n), lane="changes", text=f"Assume {n}",
              facts={"operation": "Assume"})
        for n in range(30)
    ]  # fmt: skip
    weights = {e.id: Assessment(None, 0.0, 0.9) for e in calls} | {e.id: Assessment(None, 0.0, 0.6) for e in same}
    told = chosen_events(Chronology(events=(*calls, *same), assessments=weights), "story")
    assert sum(event.source == "trail" for event in told) == 3
