from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence.columns import ROLES, columns, fact_name, plain_name


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("time,actor,text", {"time": 0, "actor": 1, "text": 2}),
        ("Timestamp (UTC),Author,Message", {"time": 0, "actor": 1, "text": 2}),
        ("日時,発言者,内容", {"time": 0, "actor": 1, "text": 2}),
        ("発生時刻(JST),担当者,対応内容,リンク", {"time": 0, "actor": 1, "text": 2, "link": 3}),
        ("Date,Time,What,Who", {"date": 0, "time": 1, "text": 2, "actor": 3}),
        ("日付,事象", {"time": 0, "text": 1}),
        ("created_at,updated_at,title,description", {"time": 0, "text": 3}),
        ("message,timestamp,datetime,timestamp_desc", {"text": 0, "time": 2}),
        ("id,startsAt,endsAt,event,channel", {"id": 0, "time": 1, "end": 2, "text": 3, "channel": 4}),
    ],
)
def test_usual_headers(header: str, expected: dict[str, int]) -> None:
    found = columns(header.split(","), {})
    assert found is not None
    assert dict(found.at) == expected


def test_no_time_no_table() -> None:
    assert columns(["name", "size"], {}) is None
    assert columns([], {}) is None


def test_a_mapping_overrules_whichever_way_it_is_put() -> None:
    for mapping in ({"time": "Seen At", "text": "Why"}, {"Seen At": "time", "Why": "text"}):
        found = columns(["time", "Seen At", "text", "Why"], mapping)
        assert found is not None
        assert (found.at["time"], found.at["text"]) == (1, 3)


def test_the_same_moment_twice_is_checked() -> None:
    found = columns(["timestamp", "datetime", "created_at", "text"], {})
    assert found is not None
    assert (found.at["time"], found.checks) == (1, (0,))


def test_names_compare_without_case_width_and_notes() -> None:
    assert {plain_name(n) for n in ("Event Time", "event_time", "ＥＶＥＮＴ　ＴＩＭＥ", "Event-Time (UTC)")} == {
        "eventtime"
    }
    assert fact_name("sourceIPAddress of Host") == "source-ipaddress-of-host"


def test_no_name_has_two_roles() -> None:
    names = [n for known in ROLES.values() for n in known]
    assert len(names) == len(set(names))
    assert all(n == plain_name(n) for n in names)


@given(st.lists(st.text(max_size=8) | st.sampled_from([n for known in ROLES.values() for n in known]), max_size=8))
@settings(max_examples=150, deadline=None)
def test_no_column_has_two_roles(header: list[str]) -> None:
    found = columns(header, {})
    if found is not None:
        places = [*found.at.values(), *found.checks]
        assert len(places) == len(set(places))
        assert all(place < len(header) for place in places)
