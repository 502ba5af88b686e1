from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.linearise import linearise
from furikaeri.chronology.table import read_table, write_table
from furikaeri.chronology.written import written
from furikaeri.model.chronology import (
    Account,
    Assessment,
    Chronology,
    Contest,
    KeyMoment,
    Relation,
    Timeline,
    TimelineRow,
)  # fmt: skip
from furikaeri.model.event import Event
from furikaeri.model.timespan import HOUR, MINUTE, SECOND, TimeSpan
from furikaeri.text import FurikaeriError, Text

T = 1_760_443_260 * SECOND  # 2025-10-14 12:01 UTC
WORDS = Text("x", "あ")
cells = st.text(alphabet=st.sampled_from(list("a|\\<br>*[](`時 \t\n\r\x0b\u2028~–?")), max_size=14) | st.text(
    max_size=20
)
rows = st.builds(TimelineRow, event=st.just(""), time=cells, text=cells, data_link=cells, local=cells)
zones = st.sampled_from(["", "Asia/Tokyo", "America/New_York"])


@settings(max_examples=250, deadline=None)
@given(st.lists(rows, max_size=5), zones, st.sampled_from(["en", "ja"]))
def test_a_table_reads_back_to_the_letter(made: list[TimelineRow], zone: str, lang: str) -> None:
    table = write_table(Timeline(rows=tuple(made), zone=zone, lang=lang))  # type: ignore[arg-type]
    back = read_table(table)
    assert write_table(back) == table
    assert len(back.rows) == len(made)
    assert back.zone == zone


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("| -\\\n:abTime()UC")), max_size=80))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    read_table(text)


def test_the_table_stands_in_a_document() -> None:
    row = TimelineRow(event="", time="2025-10-14 12:01", text="**Detected** a | b", data_link="[x](https://y.example)")
    table = write_table(Timeline(rows=(row,)))
    assert table.splitlines()[0] == "| Time (UTC) | Event | Data Link |"
    found = read_table(f"# Review\n\n{table}\nMore words | here\n")
    assert (found.rows[0].text, found.rows[0].key_moment) == (row.text, "detected")
    assert len(found.rows) == 1


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (TimeSpan(T, T, MINUTE), "2025-10-14 12:01"),
        (TimeSpan(T, T + 78 * MINUTE, MINUTE, "interval"), "2025-10-14 12:01–13:19"),
        (TimeSpan(T, None, MINUTE, "interval"), "2025-10-14 12:01–12:??"),
        (TimeSpan(T, T + 6 * MINUTE), "~2025-10-14 12:04 (±3m)"),
        (TimeSpan(T, T, MINUTE, vague="both"), "~2025-10-14 12:01"),
        (TimeSpan(T, T + 14 * HOUR, MINUTE, "interval", "end"), "2025-10-14 12:01–~2025-10-15 02:01"),
        (
            TimeSpan(-(1 << 62), 1 << 62, shape="interval"),
            written(TimeSpan(-(1 << 62), 1 << 62, shape="interval"), None),
        ),
    ],
)
def test_times_in_words(span: TimeSpan, words: str) -> None:
    assert written(span, None) == words


def event(n: int, minutes: int, **more: object) -> Event:
    span = more.pop("span", TimeSpan(T + minutes * MINUTE, T + minutes * MINUTE))
    base: dict[str, object] = {"lane": "systems", "text": f"happening {n}", "locator": f"log#line={n}", **more}
    return Event(id=f"s:i:{n:03}", source="s", span=span, **base)  # type: ignore[arg-type]


def chronology() -> Chronology:
    alert = event(0, 0, lane="alerts", kind="alert", span=TimeSpan(T, T + 30 * MINUTE, SECOND, "interval"))
    events = (alert, *(event(n, n) for n in range(1, 60)))
    return Chronology(
        events=events,
        assessments={e.id: Assessment(None, 0.0, 0.9 if i % 7 == 0 else 0.1) for i, e in enumerate(events)},
        relations=(
            Relation(a="s:i:001", b="s:i:002", type="leads-to", reason=WORDS, status="accepted", by="owner"),
            Relation(a="s:i:007", b="s:i:014", type="same-as", reason=WORDS, score=0.9),
        ),
        key_moments=(
            KeyMoment(name="cause", event="s:i:002", reason=WORDS, by="owner"),
            KeyMoment(name="mitigated", event="s:i:000", reason=WORDS),
        ),
        accounts=(Account(event="s:i:005", by="support", text="we opened the gates", given_at=T),),
        contests=(Contest(event="s:i:005", by="on-call", text="heard of it later", at=T),),
    )


def test_a_story_is_short_and_holds_what_people_said() -> None:
    told = linearise(chronology(), "story", "Asia/Tokyo")
    by_event = [row.event for row in told.rows if row.data_link]
    assert 10 <= len(set(by_event)) <= 25
    assert {"s:i:000", "s:i:002", "s:i:005"} <= set(by_event)
    assert len({"s:i:007", "s:i:014"} & set(by_event)) == 1
    beside = [row for row in told.rows if row.event == "s:i:005"]
    assert [row.text for row in beside[1:]] == [
        "support: “we opened the gates”",
        "contested by on-call: “heard of it later”",
    ]
    assert len({row.time for row in beside}) == 1
    cause = next(row for row in told.rows if row.key_moment == "cause")
    assert cause.text == "**Cause** happening 2 (← 12:02 happening 1)"
    assert cause.local == "2025-10-14 21:03"


def test_an_ending_stands_where_it_ended() -> None:
    told = linearise(chronology(), "raw", lang="ja")
    at = next(i for i, row in enumerate(told.rows) if row.key_moment == "mitigated")
    assert told.rows[at].text == "**緩和** 終了: happening 0"
    assert told.rows[at].time == "2025-10-14 12:31:00"
    assert told.rows[at - 1].time <= told.rows[at].time <= told.rows[at + 1].time
    assert len({row.event for row in told.rows}) == 60
    table = write_table(told)
    assert write_table(read_table(table)) == table


def test_levels_and_zones() -> None:
    assert (
        len({row.event for row in linearise(chronology(), "moments").rows}) == 59
    )  # one stands for two records of one happening
    assert linearise(Chronology()).rows == ()
    with pytest.raises(FurikaeriError):
        linearise(chronology(), zone="Mars/Olympus")
