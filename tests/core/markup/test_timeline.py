from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.markup.timeline import TimelineRow, read_timeline


def rows(source: str, file: str = "") -> tuple[TimelineRow, ...]:
    return read_timeline(source, file=file).rows


def utc(source: str, file: str = "") -> list[str | None]:
    """The beginning of every row in UTC, as `day hour:minute`."""
    moments = [r.instant(r.lo) for r in rows(source, file)]
    return [None if m is None else f"{m.astimezone(UTC):%m-%d %H:%M}" for m in moments]


LAYOUTS = {
    "table": "| Time (UTC) | Event |\n|---|---|\n| 2026-03-02 14:05 | pool dry |\n| 14:20 | restart |\n",
    "date column": "| Date | Time (UTC) | What |\n|---|---|---|\n| 2026-03-02 | 14:05 | pool dry |\n"
    "| 2026-03-02 | 14:20 | restart |\n",
    "list": "All times UTC.\n\n- 2026-03-02 14:05: pool dry\n- 14:20: restart\n",
    "bold list": "- **2026-03-02 14:05 UTC** - pool dry\n- **14:20** - restart\n",
    "headings": "Times are in UTC.\n\n### 2026-03-02 14:05\n\npool dry\n\n### 14:20\n\nrestart\n",
    "date headings": "### 2026-03-02\n\n- 14:05 UTC pool dry\n- 14:20 UTC restart\n",
    "date items": "Times in UTC\n\n- 2026-03-02\n  - 14:05 pool dry\n  - 14:20 restart\n",
    "lines": "2026-03-02 (times UTC)\n14:05 pool dry\n14:20 restart\n",
    "bold paragraphs": "**2026-03-02 14:05 (UTC)**: pool dry\n\n**14:20**: restart\n",
    "time alone": "2026-03-02 14:05 UTC\n\npool dry\n\n14:20\n\nrestart\n",
    "code": "```\n2026-03-02 14:05 UTC pool dry\n2026-03-02 14:20 UTC restart\n```\n",
    "japanese": "時刻はすべて協定世界時。\n\n・令和8年3月2日 午後2時5分、pool dry\n・午後2時20分、restart\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_reads_the_same(layout: str) -> None:
    source = "# Outage\n\n## Timeline\n\n" + LAYOUTS[layout] + "\n## Lessons\n\n- 2026-03-05 09:00 we met\n"
    assert utc(source) == ["03-02 14:05", "03-02 14:20"]
    for row, words in zip(rows(source), ("pool dry", "restart"), strict=True):
        assert words in row.text
        assert words in source[slice(*row.span)]
        assert words in source.split("\n")[row.text_line - 1]
        assert row.local in source.split("\n")[row.line - 1]


@pytest.mark.parametrize(
    "source",
    [
        "## Timeline\n\nAll times in JST\n\n- 2026-03-02 14:05 x\n",
        "## Timeline (JST)\n\n- 2026-03-02 14:05 x\n",
        "## Timeline\n\n| Time (JST) | Event |\n|---|---|\n| 2026-03-02 14:05 | x |\n",
        "## タイムライン(日本時間)\n\n- 2026-03-02 14:05 x\n",
        "*All times in this report are Japan Standard Time.\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
        "At 14:05 JST it broke.\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
        "## Timeline\n\n- 2026-03-02 14:05 x\n- 2026-03-02 14:06 JST y\n",
        "Down from 14:01 JST.\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
        "*All times listed in this report are in\nTokyo.\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
        "*All times listed in this report are in\nOsaka, Sapporo, Tokyo.\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
    ],
)
def test_where_a_zone_may_stand(source: str) -> None:
    assert utc(source)[0] == "03-02 05:05"


@pytest.mark.parametrize(
    "source",
    [
        "## Timeline\n\n- 2026-03-02 14:05 x\n",
        "The code subtracts JST from UTC.\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
        "```\n14:05 JST\n```\n\n## Timeline\n\n- 2026-03-02 14:05 x\n",
        "We met many times in Tokyo bars.\n\n## Timeline\n\n- 2026-03-02 14:05-10:29 x\n",
    ],
)
def test_a_zone_that_stands_nowhere_stays_unknown(source: str) -> None:
    (row,) = rows(source)
    assert row.lo == datetime(2026, 3, 2, 14, 5)  # noqa: DTZ001  # the wall time is what is known
    assert row.zone is None
    assert utc(source) == [None]


def test_a_time_passes_midnight_and_a_late_note_does_not() -> None:
    source = "## Timeline (UTC)\n\n- 2026-03-02 23:50 a\n- 00:10 b\n- 25:30 c\n- 02:00 d\n- 01:55 e\n"
    assert utc(source) == ["03-02 23:50", "03-03 00:10", "03-04 01:30", "03-04 02:00", "03-04 01:55"]


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("# Outage of 2026-03-02\n\n## Timeline (UTC)\n\n- 14:05 x\n", ""),
        ("# Outage\n\n## Timeline (UTC)\n\n- 14:05 x\n", "reports/2026-03-02-outage.md"),
        ("# Outage\n\n## Timeline (UTC)\n\n- 14:05 x\n", "INCIDENT_20260302.md"),
        ("---\ndate: 2026-03-02\n---\n# Outage\n\n## Timeline (UTC)\n\n- 14:05 x\n", ""),
        ("# Outage\n\nOn March 2, 2026 it broke.\n\n## Timeline (UTC)\n\n- 14:05 x\n", "2026-03-09.md"),
        ("# Outage\n\n## Timeline (UTC)\n\n- 14:05 x\n", "2026-03-09-outage-of-the-pool-2026-03-02.md"),
        ("# Outage in 2026-03-01\n\n## Timeline (UTC)\n\n### Mar 2\n\n- 14:05 x\n", ""),
        ("# Outage\n\n## Timeline\n\nUnless otherwise noted all times are UTC on 2026-03-02.\n\n- 14:05 x\n", ""),
    ],
)
def test_where_the_day_may_stand(source: str, file: str) -> None:
    assert utc(source, file) == ["03-02 14:05"]


def test_a_note_for_all_rows_outweighs_an_earlier_row() -> None:
    source = "## Timeline\n\nUnless noted, all of it is on 2026-03-02, in UTC.\n\n- 2026-03-01 09:00: a\n- 14:05: b\n"
    assert utc(source) == ["03-01 09:00", "03-02 14:05"]


def test_a_day_that_stands_nowhere_stays_unknown() -> None:
    (row,) = rows("## Timeline (UTC)\n\n- 14:05 x\n")
    assert (row.lo, row.grain) == (None, "minute")


def test_days_ranges_and_open_ends() -> None:
    source = (
        "## Timeline (UTC)\n\n- 2026-03-02: a\n- 2026-03-03 14:05–14:20: b\n- 2026-03-03 14:30–14:??: c\n"
        "- ~14:40 (±3m): d\n"
    )
    day, lasting, open_, unsure = rows(source)
    assert day.lo is not None
    assert day.hi is not None
    assert (day.grain, f"{day.hi:%H:%M:%S}") == ("day", "23:59:59")
    assert lasting.lasting
    assert f"{lasting.hi:%H:%M}" == "14:20"
    assert (open_.hi, open_.open_end) == (None, True)
    assert (f"{unsure.lo:%H:%M}", f"{unsure.hi:%H:%M}", unsure.lasting) == ("14:37", "14:43", False)


def test_untimed_steps_are_rows_without_a_time_and_their_parts_are_none() -> None:
    source = "## 時系列\n\n1. 気づく\n   - 細部\n2. 直す\n"
    assert [(r.text, r.lo, r.local) for r in rows(source)] == [("気づく", None, ""), ("直す", None, "")]


def test_parts_of_a_timed_item_are_no_rows_but_untimed_siblings_are() -> None:
    source = "## Timeline (UTC)\n\n- 2026-03-02 14:05 a\n  - a part\n- later: b\n- 14:20 c\n"
    assert [r.line for r in rows(source)] == [3, 5, 6]


def test_a_log_table_elsewhere_is_no_timeline_where_there_is_one() -> None:
    source = (
        "## Impact\n\n| Time (UTC) | Log |\n|---|---|\n| 12:13 | a |\n| 12:14 | b |\n| 12:15 | c |\n\n"
        "## Timeline (UTC)\n\n- 2026-03-02 14:05 x\n"
    )
    assert [r.line for r in rows(source)] == [11]


def test_log_lines_quoted_among_entries_are_no_entries() -> None:
    source = (
        "Timeline\nMar 2, 2026 (UTC)\n2:05 PM pool dry\n14:05:09 ERROR no connection\n2:20 PM restart\n2:30 PM well\n"
    )
    assert [r.line for r in rows(source)] == [3, 5, 6]


def test_a_run_of_timed_entries_without_a_heading_is_a_timeline() -> None:
    source = "# Outage\n\n- **Context**:\n  - 2026-03-02 14:05 a\n  - 2026-03-02 14:06 b\n  - 2026-03-02 14:07 c\n"
    written = read_timeline(source)
    assert len(written.rows) == 3
    assert next(s.role for s in written.sections if s.line == 3) == "timeline"


def test_a_label_may_stand_before_its_time() -> None:
    source = "- **Key events**\n  - First seen: 2026-03-02 14:05\n  - Repaired 2026-03-02 14:20\n"
    assert [(r.text, f"{r.lo:%H:%M}") for r in rows(source)] == [("First seen", "14:05"), ("Repaired", "14:20")]


def test_a_summer_clock_of_a_named_city() -> None:
    source = "All times in this report are in Edinburgh.\n\n## Timeline\n\n- 2026-07-02 14:05 x\n"
    assert utc(source) == ["07-02 13:05"]


def test_am_and_pm_over_rows_hold_for_them() -> None:
    source = (
        "# 2 March 2026\n\n## Timeline (UTC)\n\n### 10:07-10:29 AM: looking\n\n- 10:07: a\n- 11:59: b\n- 1:17: c\n\n"
        "### 1:42-2:59 PM: mending\n\n- 1:42: d\n- 2:12: e\n"
    )
    assert utc(source) == ["03-02 10:07", "03-02 11:59", "03-02 13:17", "03-02 13:42", "03-02 14:12"]


def test_a_year_that_no_row_states() -> None:
    source = "# 26 March 2026\n\n## Timeline (UTC)\n\n- [12-05 16:21] a\n- [03-20 16:46] b\n- [03-26 17:40] c\n"
    assert [f"{r.lo:%Y-%m-%d}" for r in rows(source)] == ["2025-12-05", "2026-03-20", "2026-03-26"]


def test_pasted_pages_with_dates_over_rows_quoted_alerts_and_page_marks() -> None:
    source = (
        "Timeline\nMar 2, 2026\nReport - Outage\n1 of 2\n2:05 PM Triggered.\nDescription: a check fails since\n"
        "March 2, 2026 at 1:05PM UTC (just now)\n2:20 PM Commands were:\n1. restart\n2. wait\n"
        "2:30 PM Resolved.\nTimes are shown in Pacific Time.\n"
    )
    assert [r.line for r in rows(source)] == [5, 8, 11]
    assert utc(source) == ["03-02 22:05", "03-02 22:20", "03-02 22:30"]


def test_headings_behind_the_timeline_that_are_moments_belong_to_it() -> None:
    source = (
        "## Timeline (UTC)\n\n### 2 March 2026 14:05\n\na\n\n## 3 March, 13:00\n\nb\n\n### 15:15\n\nc\n\n"
        "## Action items\n\n- d\n\n## 4 March, 10:00\n\ne\n"
    )
    assert utc(source) == ["03-02 14:05", "03-03 13:00", "03-03 15:15"]


def test_a_sentence_may_call_a_list_the_timeline() -> None:
    source = (
        "# This outage\n\n**This is the timeline of what we did:**\n\n- March 2, 2026 -- a\n- March 3 -- b\n\nSorry.\n"
    )
    assert [r.line for r in rows(source)] == [5, 6]


def test_a_table_elsewhere_counts_only_with_its_time_in_front() -> None:
    behind = "".join(f"| id{n} | 4.2 | 16/12/2026 0{n}:50:10 |\n" for n in range(1, 5))
    source = "## Mitigation\n\nAll in UTC.\n\n| Owner | Amount | Time of loss |\n|---|---|---|\n" + behind
    assert rows(source) == ()


def test_a_timeline_table_keeps_rows_whose_times_no_one_can_read() -> None:
    source = "## Timeline\n\n| Time | Event |\n|---|---|\n| 20266-03-02 | a |\n| soon | b |\n"
    assert [(r.line, r.lo, r.local, r.text) for r in rows(source)] == [
        (5, None, "20266-03-02", "a"), (6, None, "soon", "b"),
    ]  # fmt: skip


def test_a_weekday_and_a_day_column_before_the_time() -> None:
    source = (
        "# Outage of 2026-03-02\n\n## Timeline\n\n| Day | Date (2026) | Time (UTC) | Event |\n|---|---|---|---|\n| Mon | Mar 2 | 14:05 | a |\n"
        "| Tue | Mar 3 | 09:00 | b |\n"
    )
    assert utc(source) == ["03-02 14:05", "03-03 09:00"]


def test_pictures_and_measures_are_no_rows() -> None:
    source = (
        "## Timeline (UTC)\n\n- 2026-03-02 14:05 a\n- **Total impact duration:** 15 minutes\n\n"
        "![03-02-2026 graph](/graph.png)\n"
    )
    assert [r.line for r in rows(source)] == [3]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="#-*|>` \n\t0123456789:ajpmTZ年月日時分後【】■(~)", max_size=300), st.text(max_size=20))
def test_any_text_reads_and_every_row_stands_on_a_line_of_it(source: str, file: str) -> None:
    for text in (source, "## Timeline\n\n" + source):
        lines = text.count("\n") + 1
        for row in rows(text, file):
            assert 1 <= row.line <= row.text_line <= lines
            assert 0 <= row.span.start <= row.span.end <= len(text)


HOSTILE = {
    "one long line": lambda n: "a " * n,
    "pipes": lambda n: "|" * n,
    "pipe rows": lambda n: "## Timeline\n|Time|x|\n|---|---|\n" + "|14:05 UTC|b|\n" * (n // 8),
    "nested": lambda n: "## Timeline\n" + "".join(f"{' ' * (i % 200)}- 14:05 x\n" for i in range(n // 50)),
    "headings": lambda n: "# Timeline\n" * (n // 8),
    "times": lambda n: "## Timeline\n" + "### 14:05\n\nx\n\n" * (n // 10),
    "days": lambda n: "## Timeline\n" + "- 2026-03-02\n" * (n // 8),
    "zones": lambda n: "14:05 UTC " * (n // 8),
    "quotes": lambda n: ">" * n,
    "stars": lambda n: "*" * n,
    "brackets": lambda n: "[" * n,
    "wiki": lambda n: "==a==\n==b==\n" + "== " * (n // 3),
    "wiki spaces": lambda n: "==" + " " * n,
    "introductions": lambda n: "the timeline:\n\n- 2 March 2026\n\n" * (n // 30),
    "moments": lambda n: "## Timeline\n" + "## 14:05\n\nx\n\n" * (n // 12),
    "cities": lambda n: "times are in " * (n // 13),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_time_grows_with_length_and_no_faster(shape: str) -> None:
    spent = []
    for n in (1_000, 8_000):
        best = 1e9
        for _ in range(2):
            started = time.process_time()
            read_timeline(HOSTILE[shape](n))
            best = min(best, time.process_time() - started)
        spent.append(best)
    assert spent[1] < 0.05 + 8 * 4 * spent[0]  # 8 times the text; 64 times the work would show


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    source = "## Timeline (UTC)\n\n- 9999-12-31 23:50 a\n- 00:10 b\n- 0001-01-01 00:01 (±5m) c\n- 翌日 d\n"
    assert len(rows(source)) == 4
    assert utc(source)[1] is None
