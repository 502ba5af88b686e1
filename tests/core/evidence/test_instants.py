from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence import instants
from furikaeri.evidence.instants import BadTimeError, NaiveTimeError, epoch, instant, lasting
from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, TimeSpan, iso, micros

stated_times = st.builds(
    "{:04}-{:02}-{:02}{}{:02}:{:02}{}{}{}".format,
    st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32), st.sampled_from("T t:"), st.integers(0, 25),
    st.integers(0, 61), st.sampled_from(["", ":00", ":59", ":60", "."]),
    st.sampled_from(["", ".1", ",25", ".123456", ".1234567", ".123456789", ".", ".１"]),
    st.sampled_from(["Z", "+09:00", "-05:30", "+0900", "", "-24:00", "+09:60", " Z", "+09:00:01", "z", " UTC"]),
)  # fmt: skip
CALENDAR = datetime(2, 1, 1), datetime(9998, 1, 1)  # noqa: DTZ001  # an offset is given to each


@given(stated_times)
@settings(max_examples=150, deadline=None)
def test_the_short_way_says_what_the_long_way_says(stated: str) -> None:
    def told() -> TimeSpan | str:
        try:
            return instant(stated)
        except ValueError as fault:
            return f"{type(fault).__name__} {fault}"

    short = told()
    usual = instants._usual
    instants._usual = lambda _: None
    try:
        assert short == told()
    finally:
        instants._usual = usual


@given(st.datetimes(*CALENDAR), st.integers(-1439, 1439))
@settings(max_examples=200, deadline=None)
def test_what_is_written_with_an_offset_is_read_to_the_microsecond(wall: datetime, minutes: int) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    span = instant(moment.isoformat())
    assert span.lo == span.hi == micros(moment)
    assert span.basis == "stated"


@given(st.text(max_size=40) | st.text("0123456789-:.TZ+ ", max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_words_are_a_time_or_a_value_error(words: str) -> None:
    for read in (instant, epoch):
        try:
            assert isinstance(read(words), TimeSpan)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("stated", "shown", "grain"),
    [
        ("2026-03-02T10:01:30.1234567Z", "2026-03-02T10:01:30.123456Z", 1),
        ("2026-03-02T24:00:00Z", "2026-03-03T00:00:00Z", SECOND),
        ("2026-06-30T23:59:60Z", "2026-07-01T00:00:00Z", SECOND),
        ("2026-03-02 10:01:30 UTC", "2026-03-02T10:01:30Z", SECOND),
        ("2026-03-02T10:01+09:00", "2026-03-02T01:01:00Z", MINUTE),
        ("20260302T100130.5Z", "2026-03-02T10:01:30.5Z", SECOND // 10),
    ],
)
def test_traps_of_iso_8601(stated: str, shown: str, grain: int) -> None:
    span = instant(stated)
    assert (iso(span.lo), span.grain, span.stated) == (shown, grain, stated)


def test_a_time_without_zone_asks_for_it() -> None:
    with pytest.raises(NaiveTimeError):
        instant("2026-03-02T10:01:30")
    assert instant("2026-03-02", UTC).grain == DAY
    assert instant("2026-03-02T10:01:30", UTC).basis == "assumed"


def test_a_fold_and_a_gap_keep_both_readings() -> None:
    zone = ZoneInfo("America/New_York")
    fold, gap = instant("2025-11-02T01:30:00", zone), instant("2025-03-09T02:30:00", zone)
    assert fold.hi is not None
    assert gap.hi is not None
    assert fold.hi - fold.lo == gap.hi - gap.lo == HOUR


@pytest.mark.parametrize("bad", ["nan", "-1772445690", "inf", "1e9", "99999999999999999999", "", "12"])
def test_absurd_numbers_are_no_time(bad: str) -> None:
    with pytest.raises(BadTimeError):
        epoch(bad)


def test_epochs_of_all_sizes_are_exact() -> None:
    at = 1_772_445_690_123_456
    assert epoch("1772445690.123456").lo == epoch(at).lo == epoch(at * 1000 + 789).lo == at
    assert epoch(1_772_445_690_123).lo == at // 1000 * 1000
    assert epoch(1_772_445_690, "s").grain == SECOND


def test_lasting_is_open_until_an_end_is_known() -> None:
    start, end = instant("2026-03-02T10:00:00Z"), instant("2026-03-02T10:05:00Z")
    assert lasting(start, None).hi is None
    assert lasting(start, end).hi == end.lo
    assert lasting(end, start).hi == end.lo, "an end before the start is no negative span"
