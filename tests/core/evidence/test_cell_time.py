from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence.cell_time import cell_time, date_order, zone_named
from furikaeri.evidence.instants import BadTimeError, NaiveTimeError
from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, TimeSpan, iso


@pytest.mark.parametrize(
    ("cell", "shown", "grain"),
    [
        ("2026/3/2 10:01", "2026-03-02T10:01:00Z", MINUTE),
        ("2026年3月2日(月) 午後2時5分", "2026-03-02T14:05:00Z", MINUTE),
        ("２０２６/０３/０２ １０：０１", "2026-03-02T10:01:00Z", MINUTE),
        ("Mon, 02 Mar 2026 10:01:04 -0000", "2026-03-02T10:01:04Z", SECOND),
        ("Mar 2, 2026 12:01:04 AM", "2026-03-02T00:01:04Z", SECOND),
        ("02-Mar-2026 10:01 JST", "2026-03-02T01:01:00Z", MINUTE),
        ("2026-03-02 25:30", "2026-03-03T01:30:00Z", MINUTE),
        ("2026.03.02", "2026-03-02T00:00:00Z", DAY),
        ("2026年3月2日 14時", "2026-03-02T14:00:00Z", HOUR),
        ("1772445690.25", "2026-03-02T10:01:30.25Z", SECOND // 100),
        (1772445690250, "2026-03-02T10:01:30.25Z", SECOND // 1000),
        (datetime(2026, 3, 2, 10, 1, 30, tzinfo=timezone(timedelta(hours=9))), "2026-03-02T01:01:30Z", SECOND),
        (date(2026, 3, 2), "2026-03-02T00:00:00Z", DAY),
    ],
)
def test_what_people_put_into_cells(cell: str, shown: str, grain: int) -> None:
    span = cell_time(cell, UTC)
    assert (iso(span.lo), iso(span.hi), span.grain) == (shown, shown, grain)


def test_month_or_day_first_is_told_by_the_column() -> None:
    assert date_order(["03/04/2026", "13/04/2026"]) == "dmy"
    assert date_order(["3/4/2026 10:00", "3/14/2026 10:00"]) == "mdy"
    assert date_order(["03/04/2026", "03/05/2026", "03/06/2026"]) == "mdy", "three days, not three months"
    assert date_order(["03/04/2026"]) == "?"
    assert date_order(["2026-03-04", None, 7]) == "?"


def test_a_date_that_could_be_both_stays_both() -> None:
    span = cell_time("3/4/2026 10:00", UTC)
    assert (iso(span.lo), iso(span.hi)) == ("2026-03-04T10:00:00Z", "2026-04-03T10:00:00Z")
    assert span.uncertain
    assert not cell_time("3/4/2026 10:00", UTC, "mdy").uncertain
    assert not cell_time("13/4/2026 10:00", UTC).uncertain


def test_a_zone_in_the_cell_beats_the_one_supplied() -> None:
    span = cell_time("2026/03/02 10:01 (PST)", UTC)
    assert (iso(span.lo), span.basis) == ("2026-03-02T18:01:00Z", "stated")
    with pytest.raises(NaiveTimeError):
        cell_time("2026/03/02 10:01", None)
    with pytest.raises(BadTimeError):
        cell_time("2026/03/02 10:01 sharp", UTC)


@pytest.mark.parametrize(
    ("words", "hours"),
    [("UTC", 0), ("(JST)", 9), ("PST", -8), ("+09:00", 9), ("UTC+5:30", 5.5), ("-0300", -3), ("GMT+2", 2)],
)
def test_zones_are_read_literally(words: str, hours: float) -> None:
    zone = zone_named(words)
    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=hours)


def test_no_zone_is_no_zone() -> None:
    for words in ("", "soon", "+99:00", "QQQ"):
        assert zone_named(words) is None


@given(
    st.text(max_size=30)
    | st.text("0123456789/-:.年月日時分午後APM +JST", max_size=30)
    | st.integers()
    | st.floats()
    | st.booleans()
)
@settings(max_examples=300, deadline=None)
def test_any_cell_is_a_time_or_a_value_error(cell: str | float) -> None:
    for zone in (None, UTC):
        for day in (None, "2026/03/02", "9999/12/31"):
            try:
                assert isinstance(cell_time(cell, zone, "?", day), TimeSpan)
            except ValueError:
                continue
