from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.core.evidence.sources.hostile import accounted, events, readings, warnings

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources import xlsx
from furikaeri.evidence.sources.xlsx import SOURCE
from furikaeri.model.timespan import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

MOMENT, MIDNIGHT = datetime(2026, 3, 2, 10, 1), datetime(2026, 3, 2)  # noqa: DTZ001  # Excel knows no zones


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(*rows: Sequence[object], title: str = "Timeline") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


HEADER = ("日時", "対応者", "内容")


def test_real_dates_and_formulas() -> None:
    book = book_of(HEADER, (MOMENT, "田中", "=1+1"), ("2026-03-02T10:02Z", "佐藤", "復旧"))
    found = readings(SOURCE, saved(book), zone=UTC)
    assert SOURCE.sniff(Opened(name="x", data=saved(book))) == pytest.approx(0.9)
    assert [(iso(e.span.lo), e.actor, e.text) for e in events(found)] == [
        ("2026-03-02T10:01:00Z", "田中", "=1+1"),
        ("2026-03-02T10:02:00Z", "佐藤", "復旧"),
    ]
    assert [e.locator for e in events(found)] == ["Timeline#row=2", "Timeline#row=3"]
    assert [w.code for w in warnings(readings(SOURCE, saved(book)))] == ["naive-time"]


@pytest.mark.parametrize("small", [0, 1 << 30])
def test_every_sheet_is_read_or_told(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "SMALL", small)
    book = book_of(("Outage",), HEADER, (date(2026, 3, 2), "田中", "調査"), (None, None, None))
    notes = book.create_sheet("連絡先")
    notes.append(["部署", "電話"])
    book.create_sheet("空")
    found = readings(SOURCE, saved(book), zone=UTC)
    assert [e.text for e in events(found)] == ["調査"]
    assert [(w.code, w.locator) for w in warnings(found)] == [
        ("above-header", "Timeline#row=1"),
        ("no-time-column", "連絡先#"),
    ]


def test_a_time_merged_over_rows_is_the_time_of_each() -> None:
    book = book_of(
        HEADER, ("2026-03-02T10:01Z", "田中", "調査"), (None, "佐藤", "連絡"), ("2026-03-02T10:05Z", "田中", "復旧")
    )
    sheet = book.active
    assert sheet is not None
    sheet.merge_cells("A2:A3")
    assert [(e.text, iso(e.span.lo)) for e in events(readings(SOURCE, saved(book)))] == [
        ("調査", "2026-03-02T10:01:00Z"),
        ("連絡", "2026-03-02T10:01:00Z"),
        ("復旧", "2026-03-02T10:05:00Z"),
    ]


def test_date_and_time_stand_in_two_columns() -> None:
    book = book_of(
        ("日付", "時刻", "内容"),
        (MIDNIGHT, time(10, 1, 30), "調査"),
        ("2026/3/3", "午後2時", "復旧"),
    )  # Excel knows no zones
    found = events(readings(SOURCE, saved(book), zone=UTC))
    assert [iso(e.span.lo) for e in found] == ["2026-03-02T10:01:30Z", "2026-03-03T14:00:00Z"]


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\x00" * 30_000_000)
    assert readings(SOURCE, out.getvalue()) == []


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    data = saved(book_of(HEADER))
    with pytest.raises(xlsx.FurikaeriError, match=r"pip install 'furikaeri\[xlsx\]'"):
        list(SOURCE.read(Opened(name="x", data=data), xlsx.ReadContext()))


@given(st.integers(0, 6000), st.binary(max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_damaged_workbook_is_refused_in_words(place: int, junk: bytes) -> None:
    whole = saved(book_of(HEADER, ("2026-03-02T10:01Z", "田中", "調査")))
    place %= len(whole)
    for data in (whole[:place], whole[:place] + junk + whole[place + len(junk) :], b"PK\x03\x04" + junk):
        SOURCE.sniff(Opened(name="x", data=data))
        readings(SOURCE, data)


cells = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats()
    | st.sampled_from(["2026-03-02T10:01Z", "x", "NaN", ""])
)


@given(st.lists(st.tuples(cells, cells, cells), max_size=6))
@settings(max_examples=30, deadline=None)
def test_every_row_becomes_an_event_or_a_warning(rows: list[tuple[object, object, object]]) -> None:
    rows = [r for r in rows if not any(isinstance(c, float) and c != c for c in r)]  # noqa: PLR0124  # NaN has no cell
    filled = sum(any(c not in (None, "") for c in r) for r in rows)
    assert accounted(readings(SOURCE, saved(book_of(HEADER, *rows)))) == filled
