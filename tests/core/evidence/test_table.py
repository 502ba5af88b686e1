from __future__ import annotations

import pytest

from furikaeri.evidence import table
from furikaeri.evidence.source import ReadContext
from furikaeri.evidence.table import Alike, Row, read_table, words
from furikaeri.model.event import Event
from furikaeri.text import FurikaeriError


def test_identical_content_is_numbered_and_memory_stays_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_ALIKE", 4)
    alike = Alike()
    assert [alike.key("a")[-2:] for _ in range(3)] == [":0", ":1", ":2"]
    for n in range(100):
        alike.key(str(n))
    assert len(alike._recent) + len(alike._older) <= 10


def test_numbers_read_as_they_were_typed() -> None:
    assert [words(c) for c in (3.0, 2.5, True, None, "x", float("inf"))] == ["3", "2.5", "True", "", "x", "inf"]


def test_a_table_without_times_names_its_columns() -> None:
    with pytest.raises(FurikaeriError, match="size, colour"):
        list(read_table([Row("#row=1", ["size", "colour"])], "csv", ReadContext(), ""))
    assert list(read_table([], "csv", ReadContext(), "")) == []


def test_channels_are_groups_and_known_lanes_are_kept() -> None:
    rows = [
        Row("#row=1", ["time", "channel", "user", "text", "lane", "kind"]),
        Row("#row=2", ["2026-03-02T10:01Z", "#inc-7", "mika", "down", "", ""]),
        Row("#row=3", ["2026-03-02T10:02Z", "inc-7", "ivo", "rolled back", "changes", "action"]),
    ]
    found = [e for e in read_table(rows, "csv", ReadContext(), "d1") if isinstance(e, Event)]
    assert [v.group for e in found for v in e.in_view] == ["#inc-7", "#inc-7"]
    assert [(e.lane, e.kind) for e in found] == [("people", None), ("changes", "action")]
    assert {e.evidence for e in found} == {"d1"}
