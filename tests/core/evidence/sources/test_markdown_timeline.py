from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.linearise import written
from furikaeri.chronology.table import write_table
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import ReadContext
from furikaeri.evidence.sources.markdown_timeline import SOURCE
from furikaeri.model.chronology import Timeline, TimelineRow
from furikaeri.model.event import Event, Reading, ReadWarning
from furikaeri.model.timespan import DAY, MINUTE, iso

PROSE = "# Outage\n\n## Timeline (UTC)\n\n- 2026-03-02 14:05 pool dry\n- 14:20 rolled back the release\n- an alert fired later\n"


def read(source: str, context: ReadContext | None = None, name: str = "review.md") -> list[Reading]:
    return list(SOURCE.read(Opened(name=name, data=source.encode()), context or ReadContext()))


def events(source: str, context: ReadContext | None = None) -> list[Event]:
    return [r for r in read(source, context) if isinstance(r, Event)]


def sniff(source: bytes, name: str = "review.md") -> float:
    return SOURCE.sniff(Opened(name=name, data=source))


def test_rows_become_events_in_nobodys_view() -> None:
    dry, back = events(PROSE)
    assert (iso(dry.span.lo), dry.span.grain, dry.text, dry.locator) == (
        "2026-03-02T14:05:00Z",
        MINUTE,
        "pool dry",
        "#line=5",
    )
    assert (dry.lane, back.lane) == ("people", "changes")
    assert dry.span.basis == "stated"
    assert dry.in_view == back.in_view == ()


def test_no_row_is_lost() -> None:
    readings = read(PROSE)
    assert len(readings) == 3
    assert isinstance(readings[2], ReadWarning)
    assert (readings[2].code, readings[2].locator) == ("no-time", "#line=7")


def test_a_row_without_a_zone_asks_for_it_and_takes_the_one_given() -> None:
    source = "## Timeline\n\n- 2026-03-02 14:05 x\n"
    (asked,) = read(source)
    assert isinstance(asked, ReadWarning)
    assert asked.code == "naive-time"
    (event,) = events(source, ReadContext(zone=ZoneInfo("Asia/Tokyo")))
    assert (iso(event.span.lo), event.span.basis) == ("2026-03-02T05:05:00Z", "assumed")


def test_a_stated_zone_outweighs_the_one_given() -> None:
    (event,) = events("## Timeline (UTC)\n\n- 2026-03-02 14:05 x\n", ReadContext(zone=ZoneInfo("Asia/Tokyo")))
    assert iso(event.span.lo) == "2026-03-02T14:05:00Z"


def test_a_row_without_a_day_is_a_warning() -> None:
    (warning,) = read("## Timeline (UTC)\n\n- 14:05 x\n", name="review.md")
    assert isinstance(warning, ReadWarning)
    assert warning.code == "no-day"


def test_spans_keep_doubt_and_duration() -> None:
    source = (
        "## Timeline (UTC)\n\n- ~2026-03-02 14:05 a\n- 14:10–14:20 b\n- 14:30–14:?? c\n"
        "- 2026-03-03 d\n- 2026-03-04 14:00 (±5m) e\n"
    )
    about, lasting, open_, day, unsure = (e.span for e in events(source))
    assert (about.vague, about.shape) == ("start", "instant")
    assert (lasting.shape, (lasting.hi or 0) - lasting.lo) == ("interval", 10 * MINUTE)
    assert (open_.shape, open_.hi) == ("interval", None)
    assert (day.grain, day.lo == day.hi) == (DAY, True)
    assert (unsure.shape, (unsure.hi or 0) - unsure.lo) == ("instant", 10 * MINUTE)


def test_a_time_that_the_clocks_skip_keeps_both_readings() -> None:
    source = "## Timeline (Pacific Time)\n\n- 2026-11-01 01:30 x\n"
    (event,) = events(source)
    assert (event.span.hi or 0) - event.span.lo == 60 * MINUTE


def test_ids_survive_a_new_export_with_rows_added() -> None:
    before = {e.id: e.text for e in events(PROSE)}
    after = {e.id: e.text for e in events(PROSE.replace("- 14:20", "- 14:10 looked\n- 14:20"))}
    assert before.items() <= after.items()
    twice = events("## Timeline (UTC)\n\n- 2026-03-02 14:05 x\n- 2026-03-02 14:05 x\n")
    assert len({e.id for e in twice}) == 2


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30).map(
    str.strip
)
TIMES = st.sampled_from(
    ["2026-03-02 14:05", "~2026-03-02 14:05", "2026-03-02 14:05–14:20", "2026-03-02 23:50–2026-03-03 00:10",
    "2026-03-02 12:26–12:??",
     "~2026-03-02 14:05 (±3m)", "2026-03-02", "2026-03-02 14:05–~14:20", "~2026-03-02 14:05–14:20"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(TIMES, CELLS.filter(bool),
    st.sampled_from(["", "log.txt#line=3", "[git](https://example.org/a%20b)"])), min_size=1, max_size=6),
    st.sampled_from(["en", "ja"]),
    st.sampled_from(["", "Asia/Tokyo"]),
)  # fmt: skip
def test_our_own_table_is_read_back_exactly(cells: list[tuple[str, str, str]], lang: str, zone: str) -> None:
    rows = tuple(
        TimelineRow(event="", time=time, text=text, data_link=link, local="2026-03-02 23:05" if zone else "")
        for time, text, link in cells
    )
    table = write_table(Timeline(rows=rows, zone=zone, lang="ja" if lang == "ja" else "en"))
    found = events(table)
    assert [(written(e.span, None), e.text) for e in found] == [(time, text) for time, text, _ in cells]
    links = [e.link or e.facts.get("data-link", "") for e in found]
    assert links == [
        link.removeprefix("[git](").removesuffix(")") if link.startswith("[") else link for *_, link in cells
    ]


def test_sniffs_timelines_and_nothing_else() -> None:
    assert sniff(PROSE.encode()) > 0.7
    assert sniff(b"| Time (UTC) | Event | Data Link |\n|---|---|---|\n| 2026-03-02 14:05 | x |  |\n", "t.txt") > 0.9
    for other in (b"", b"\x00\x01", b'{"a": 1}', b"PK\x03\x04", b"just words\n", b"2026-03-02 14:05:09 INFO x\n" * 9):
        assert sniff(other, "x.log") < 0.3


def test_other_encodings_are_read_and_said_so() -> None:
    note, *rest = SOURCE.read(
        Opened(name="a.md", data="## 時系列 (JST)\n\n- 2026年3月2日 14:05 接続が枯渇した\n".encode("cp932")),
        ReadContext(),
    )
    assert isinstance(note, ReadWarning)
    assert note.code == "not-utf8"
    assert [r.text for r in rest if isinstance(r, Event)] == ["接続が枯渇した"]


@pytest.mark.parametrize("source", ["", "\n" * 5000, "|" * 5000, "## Timeline\n" + "- 14:05 x\n" * 500])
def test_hostile_text_is_no_fault(source: str) -> None:
    for reading in read(source):
        assert isinstance(reading, Event | ReadWarning)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    opened = Opened(name="a.md", data=b"## Timeline\n\n" + data)
    SOURCE.sniff(opened)
    list(SOURCE.read(opened, ReadContext(zone=ZoneInfo("UTC"))))
