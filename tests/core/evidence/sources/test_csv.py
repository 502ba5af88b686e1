from __future__ import annotations

import csv as standard
import io
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import TIMES, accounted, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources import csv as csv_source
from furikaeri.evidence.sources.csv import SOURCE
from furikaeri.model.event import InView
from furikaeri.model.timespan import iso

CHAT = """time,actor,text
2026-03-02T10:01Z,mika,"orders fail
since a minute, ""card"" only"
2026-03-02T10:02Z,ivo,=1+1
2026-03-02T10:02Z,ivo,looking
2026-03-02T10:02Z,ivo,looking
"""


def sniffed(data: bytes, name: str = "x.csv") -> float:
    return SOURCE.sniff(Opened(name=name, data=data))


def test_a_chat_is_people_talking_in_their_channel() -> None:
    first, formula, *alike = events(readings(SOURCE, CHAT.encode()))
    assert sniffed(CHAT.encode()) >= 0.6
    assert (first.lane, first.kind, first.actor) == ("people", None, "mika")
    assert first.text == 'orders fail\nsince a minute, "card" only'
    assert first.in_view == (InView("channel", first.span.lo, first.span.lo, "voiced"),)
    assert formula.text == "=1+1"
    assert len({e.id for e in alike}) == 2
    assert [e.locator for e in (first, formula)] == ["#row=2", "#row=3"]


def test_ids_survive_a_later_export_with_more_rows_in_between() -> None:
    lines = CHAT.splitlines(keepends=True)
    later = "".join([lines[0], "2026-03-02T09:59Z,ivo,deploying\n", *lines[1:], "2026-03-02T10:09Z,mika,fine again\n"])
    before = {e.id for e in events(readings(SOURCE, CHAT.encode()))}
    after = {e.id for e in events(readings(SOURCE, later.encode()))}
    assert before < after
    assert len(after) == len(before) + 2


def test_a_mapped_id_column_is_the_key_and_a_repeating_one_is_not() -> None:
    table = "id,time,text\n{},2026-03-02T10:01Z,a\n{},2026-03-02T10:02Z,b\n"
    assert [e.id for e in events(readings(SOURCE, table.format("m1", "m2").encode()))] == ["csv::m1", "csv::m2"]
    assert len({e.id for e in events(readings(SOURCE, table.format("u1", "u1").encode()))}) == 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_delimiters_encodings_and_japanese_headers(delimiter: str, encoding: str) -> None:
    rows = [
        "日時,発言者,内容",
        "2026/03/02 10:01,田中,決済が失敗しています",
        "2026年3月2日 午後7時5分,佐藤,復旧しました",
    ]
    data = "\r\n".join(rows).replace(",", delimiter).encode(encoding)
    assert sniffed(data) >= 0.6
    found = readings(SOURCE, data, zone=UTC)
    assert [(iso(e.span.lo), e.actor, e.text) for e in events(found)] == [
        ("2026-03-02T10:01:00Z", "田中", "決済が失敗しています"),
        ("2026-03-02T19:05:00Z", "佐藤", "復旧しました"),
    ]
    assert [w.code for w in warnings(found)] == ([] if encoding.startswith("utf") else ["not-utf8"])


def test_naive_times_ask_for_their_zone_unless_the_header_names_it() -> None:
    data = "{},event\n2026-03-02 10:01,down\n"
    assert [w.code for w in warnings(readings(SOURCE, data.format("time").encode()))] == ["naive-time"]
    for header, shown in (("Time (UTC)", "10:01"), ("時刻(JST)", "01:01"), ("Time [+02:00]", "08:01")):
        (event,) = events(readings(SOURCE, data.format(header).encode()))
        assert iso(event.span.lo) == f"2026-03-02T{shown}:00Z"


def test_date_and_time_stand_in_two_columns() -> None:
    data = "Date;Time;Who;What\n02/03/2026;10:01;mika;down\n13/03/2026;25:30;ivo;up\n"
    found = events(readings(SOURCE, data.encode(), zone=UTC))
    assert [iso(e.span.lo) for e in found] == ["2026-03-02T10:01:00Z", "2026-03-14T01:30:00Z"]


@pytest.mark.parametrize("stated", ["1772445690", "1772445690000", "1772445690000000", "1772445690000000000"])
def test_epochs_of_any_unit(stated: str) -> None:
    (event,) = events(readings(SOURCE, f"timestamp,message\n{stated},down\n".encode()))
    assert iso(event.span.lo) == "2026-03-02T10:01:30Z"


def test_timesketch_columns_that_disagree_are_both_kept() -> None:
    header = "message,timestamp,datetime,timestamp_desc\n"
    agreeing = header + "file seen,1772445690250000,2026-03-02T10:01:30+00:00,Write time\n"
    found = readings(SOURCE, agreeing.encode())
    assert not warnings(found)
    assert events(found)[0].lane == "systems"
    assert events(found)[0].facts["timestamp-desc"] == "Write time"
    apart = readings(SOURCE, agreeing.replace("2026-03-02T", "2026-03-01T").encode())
    (event,) = events(apart)
    assert [(w.code, w.noted) for w in warnings(apart)] == [("contradicting-times", True)]
    assert (iso(event.span.lo), iso(event.span.hi)) == ("2026-03-01T10:01:30Z", "2026-03-02T10:01:30.25Z")
    naive = readings(SOURCE, agreeing.replace("+00:00", "").encode())
    assert not warnings(naive)
    assert iso(events(naive)[0].span.lo) == "2026-03-02T10:01:30.25Z"


def test_rows_too_short_too_long_and_blank() -> None:
    rows = ["2026-03-02T10:01Z,mika", ",,", "", "2026-03-02T10:02Z,ivo,so, unquoted", "soon,x,y", "2026-03-02T10:03Z"]
    data = "\n".join(["time,actor,text", *rows])
    found = readings(SOURCE, data.encode())
    assert [(w.code, w.noted) for w in warnings(found)] == [
        ("short-row", True), ("long-row", True), ("bad-time", False), ("unknown-record", False),
    ]  # fmt: skip
    assert [e.text for e in events(found)] == ["", "so, unquoted"]


def test_titles_above_the_header_are_told() -> None:
    found = readings(SOURCE, b"Outage of 2 March,,\n,,\ntime,who,what\n2026-03-02T10:01Z,mika,down\n")
    assert [w.code for w in warnings(found)] == ["above-header"]
    assert [e.locator for e in events(found)] == ["#row=4"]


def test_a_person_can_name_the_columns_either_way() -> None:
    data = b"A,B,C\n2026-03-02T10:01Z,mika,down\n"
    with_roles = readings(SOURCE, data, mapping={"time": "A", "actor": "B", "text": "C"})
    with_headers = readings(SOURCE, data, mapping={"A": "time", "B": "actor", "C": "text"})
    assert events(with_roles) == events(with_headers)
    assert events(with_roles)[0].text == "down"
    assert not readings(SOURCE, data), "and without, the file is refused in words"


def test_a_field_over_a_megabyte_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_source, "MAX_ROW_BYTES", 1000)
    data = "time,actor,text\n2026-03-02T10:01Z,mika," + "x" * 5000 + "\n2026-03-02T10:02Z,ivo,ok\n"
    found = readings(SOURCE, data.encode())
    assert [(w.code, w.noted) for w in warnings(found)] == [("cut-cell", True)]
    assert [len(e.text) for e in events(found)] == [1000 - 23, 2]


def test_a_quote_that_never_closes_costs_only_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_source, "MAX_ROW_BYTES", 1000)
    rows = [f"2026-03-02T10:{n:02}Z,ivo,step {n}" for n in range(60)]
    data = "\n".join(["time,actor,text", '2026-03-02T09:00Z,mika,"never closed', *rows])
    found = events(readings(SOURCE, data.encode()))
    assert len(found) == 61
    assert found[0].text.endswith("never closed")
    assert [e.text for e in found[1:]] == [f"step {n}" for n in range(60)]


def test_lines_of_a_machine_are_no_talk() -> None:
    (event,) = events(readings(SOURCE, b"timestamp,level,user,message\n2026-03-02T10:01:30Z,ERROR,root,disk full\n"))
    assert (event.lane, event.kind, event.in_view) == ("systems", "state", ())
    assert event.facts["level"] == "ERROR"


def test_an_end_column_makes_an_interval() -> None:
    (event,) = events(readings(SOURCE, b"start,end,event\n2026-03-02T10:01Z,2026-03-02T10:09Z,failover\n"))
    assert (event.span.shape, iso(event.span.hi)) == ("interval", "2026-03-02T10:09:00Z")


def test_prose_code_and_other_tables_are_refused() -> None:
    for other in (
        "At 10:01, we saw errors.\nThen, at 10:05, they stopped.\n",
        "| Time | Event |\n|---|---|\n| 10:01 | down |\n",
        "name,size\na,1\nb,2\n",
        '{"time": 1, "text": 2}',
        "import time, sys\nprint(time, sys)\n",
        "",
    ):
        assert sniffed(other.encode(), "x.txt") < 0.3


cells = st.sampled_from([*TIMES, "2026-03-02T10:01:30Z", "1772445690", '"', "a,b", "x\ny", "日本", ""]) | st.text(
    max_size=8
)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=12))
@settings(max_examples=100, deadline=None)
def test_every_row_becomes_an_event_or_a_warning(rows: list[list[str]]) -> None:
    out = io.StringIO()
    standard.writer(out).writerows([["time", "actor", "text"], *rows])
    data = out.getvalue().encode("utf-8", "replace")
    read_back = list(standard.reader(io.StringIO(data.decode(), newline="")))[1:]
    filled = sum(any(c.strip() for c in r) for r in read_back)
    assert accounted(readings(SOURCE, data)) == filled


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(junk: bytes) -> None:
    for data in (junk, CHAT.encode() + junk, CHAT.encode()[:40] + junk):
        sniffed(data)
        readings(SOURCE, data)
