from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.markup.dates import date_at, dates
from furikaeri.markup.written_times import leading
from furikaeri.markup.zones import zones

WIDE = {0x30 + n: 0xFF10 + n for n in range(10)} | {ord(":"): "：", ord("/"): "／"}


def clock(words: str) -> tuple[int, int] | None:
    found = leading(words)
    return None if found is None or found.clock is None else (found.clock.hour, found.clock.minute)


@pytest.mark.parametrize(
    ("words", "hour", "minute"),
    [
        ("14:05 the queue grows", 14, 5),
        ("~14:05 the queue grows", 14, 5),
        ("around 2pm somebody looks", 14, 0),
        ("9:06a mail arrives", 9, 6),
        ("12:10 AM", 0, 10),
        ("12:10 PM", 12, 10),
        ("[08:47] rollout", 8, 47),
        ("1430 UTC rollout", 14, 30),
        ("14h05 rollout", 14, 5),
        ("午後2時頃、再起動", 14, 0),
        ("午前0時5分 再起動", 0, 5),
        ("14時05分 再起動", 14, 5),
        ("2時半 再起動", 2, 30),
        ("夜8時 再起動", 20, 0),
        ("25:30 再起動", 25, 30),
        ("１４：０５　再起動", 14, 5),
        ("3:10–4:20 pm: looking", 15, 10),
        ("11:40 - 1:20 pm: looking", 11, 40),
    ],
)
def test_clocks_as_people_write_them(words: str, hour: int, minute: int) -> None:
    assert clock(words) == (hour, minute)


@pytest.mark.parametrize(
    "words",
    ["3 users", "5 a day", "10 servers", "1.4.0 is out", "3:1 ratio", "500 errors", "14:75", "99:00 x", "May be",
    "Monday we met", "", "14時間", "24/7", "+5"],
)  # fmt: skip
def test_what_is_no_time_is_not_read_as_one(words: str) -> None:
    assert clock(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-03-02 14:05 x", date(2026, 3, 2)),
        ("2026/3/2 14:05 x", date(2026, 3, 2)),
        ("2026年3月2日 14:05 x", date(2026, 3, 2)),
        ("令和8年3月2日 14:05 x", date(2026, 3, 2)),
        ("令和元年5月1日 14:05 x", date(2019, 5, 1)),
        ("March 2nd, 2026, 2:05 PM x", date(2026, 3, 2)),
        ("Mar-02-2026 02:05:01 PM x", date(2026, 3, 2)),
        ("Monday, 2 March 2026: x", date(2026, 3, 2)),
        ("2026-03-02（月）14:05 x", date(2026, 3, 2)),
        ("14:05 2026-03-02 x", date(2026, 3, 2)),
        ("13/2/2026 14:05 x", date(2026, 2, 13)),
        ("2.3.2026 14:05 x", date(2026, 3, 2)),
    ],
)
def test_dates_as_people_write_them(words: str, day: date) -> None:
    found = leading(words)
    assert found is not None
    assert found.date is not None
    assert found.date.on(None) == day
    assert words[found.after :] == "x"


def test_a_date_without_a_year_leaves_it_open_and_takes_the_nearest() -> None:
    written = date_at("Dec 31")
    assert written is not None
    assert written.on(None) is None
    assert written.near(date(2026, 1, 2)) == date(2025, 12, 31)
    assert written.near(date(2026, 11, 2)) == date(2026, 12, 31)


def test_three_slash_two_follows_the_document() -> None:
    for day_first, month in ((False, 3), (True, 2)):
        written = date_at("3/2/2026", day_first=day_first)
        assert written is not None
        assert written.month == month


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("14:05 UTC", 0), ("14:05Z", 0), ("14:05 PST", -8), ("14:05 PDT", -7), ("14:05 JST", 9), ("14:05 (UTC)", 0),
        ("14:05 (UTC+9)", 9), ("14:05+09:00", 9), ("14:05 GMT-3", -3), ("14:05 日本時間", 9), ("14:05 +UTC", 0),
        ("UTC 14:05", 0),
        ("14:05 IST", 5.5),
    ],
)  # fmt: skip
def test_zones_are_read_literally(words: str, hours: float) -> None:
    found = leading(words)
    assert found is not None
    assert found.zone is not None
    assert found.zone.zone.utcoffset(None) == timedelta(hours=hours)


def test_ist_and_cst_follow_the_document() -> None:
    for word, land, hours in (
        ("IST", "our office in Tel Aviv", 2),
        ("IST", "Dublin", 1),
        ("CST", "Shanghai", 8),
        ("CST", "Texas", -6),
    ):
        found = leading(f"14:05 {word}", context=land)
        assert found is not None
        assert found.zone is not None
        assert found.zone.zone.utcoffset(None) == timedelta(hours=hours)


def test_words_that_only_look_like_zones_are_none() -> None:
    assert zones("The BEST test of CESTA, a/UTC/b and post-JST-42") == []


def test_a_second_clock_in_brackets_is_not_the_zone() -> None:
    found = leading("12:43 (UTC 03:43) x")
    assert found is not None
    assert found.zone is None
    assert clock("12:43 (UTC 03:43) x") == (12, 43)


def test_ranges_and_open_ends() -> None:
    found = leading("2026-03-02 23:50–00:10 x")
    assert found is not None
    assert found.end_clock is not None
    assert (found.end_clock.hour, found.end_clock.minute) == (0, 10)
    open_ = leading("12:26–12:?? x")
    assert open_ is not None
    assert open_.open_end
    assert open_.clock is not None
    days = leading("July 23-28: x")
    assert days is not None
    assert days.end_date is not None
    assert days.end_date.day == 28


def test_doubt_is_kept() -> None:
    for words in ("~14:05", "14:05頃", "about 14:05", "ca. 14:05", "14:05 (approx)"):
        found = leading(words)
        assert found is not None
        assert found.approximate, words
    unsure = leading("~14:05 (±3m)")
    assert unsure is not None
    assert unsure.margin == 180


@pytest.mark.parametrize(
    ("words", "minutes"), [("T+10 x", 10), ("+5min x", 5), ("T+01:30 x", 90), ("T-5 x", -5), ("+2h x", 120)]
)
def test_relative_entries_are_recognised_and_not_resolved(words: str, minutes: int) -> None:
    found = leading(words)
    assert found is not None
    assert (found.relative, found.clock) == (minutes, None)


FORMATS = ("{d:%Y-%m-%d} {h:02}:{m:02}", "{d:%Y/%m/%d} {h:02}:{m:02}", "{d.year}年{d.month}月{d.day}日{h}時{m:02}分",
"{d:%B} {d.day}, {d.year} {h:02}:{m:02}", "{d.day} {d:%b} {d.year}, {h:02}:{m:02}")  # fmt: skip


MARKS = st.sampled_from(["", "~", "[", "**", "・"])
FIRST, LAST = datetime(1991, 1, 1), datetime(2099, 12, 31)  # noqa: DTZ001  # wall times are what people write
MOMENTS = st.datetimes(FIRST, LAST)


@settings(max_examples=120, deadline=None)
@given(MOMENTS, st.sampled_from(FORMATS), st.sampled_from([{}, WIDE]), MARKS)
def test_a_written_moment_is_read_back(moment: datetime, form: str, width: dict[int, int | str], before: str) -> None:
    words = form.format(d=moment.date(), h=moment.hour, m=moment.minute).translate(width)
    found = leading(before + words + " and so on")
    assert found is not None
    assert found.date is not None
    assert found.clock is not None
    assert (found.date.on(None), found.clock.hour, found.clock.minute) == (moment.date(), moment.hour, moment.minute)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789:-/.年月日時分 ~T+Z()午後頃翌JSTUCapm–?", max_size=40))
def test_never_raises_and_stays_inside_the_text(words: str) -> None:
    found = leading(words)
    if found is not None:
        assert 0 <= found.start <= found.end <= found.after <= len(words)
    for written in dates(words):
        assert 0 <= written.start < written.end <= len(words)


@pytest.mark.parametrize(
    ("words", "end"),
    [("10:07-10:29 AM: looking", (10, 29)), ("10:07-10:30 x", (10, 30)), ("2026-03-02 10:00-05:00 x", (5, 0))],
)
def test_what_follows_a_dash_is_the_end_and_no_offset(words: str, end: tuple[int, int]) -> None:
    found = leading(words)
    assert found is not None
    assert found.zone is None
    assert found.end_clock is not None
    assert (found.end_clock.hour, found.end_clock.minute) == end


@pytest.mark.parametrize(
    "words", ["2026-03-02T10:00-05:00 x", "10:00:00-05:00 x", "10:00 -05:00 x", "10:00 (-05:00) x"]
)
def test_an_offset_behind_a_time(words: str) -> None:
    found = leading(words)
    assert found is not None
    assert found.zone is not None
    assert found.zone.zone.utcoffset(None) == timedelta(hours=-5)
