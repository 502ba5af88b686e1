from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.export.invented import incident

from furikaeri.export.course import Happening, Silence, Step, Turning, course
from furikaeri.export.strips import severity_bands, strips
from furikaeri.model.chronology import Chronology, KeyMoment
from furikaeri.model.event import Event
from furikaeri.model.timespan import HOUR, MINUTE, TimeSpan
from furikaeri.text import Text


def _event(name: str, lo: int, hi: int | None, shape: str = "instant", vague: str = "") -> Event:
    span = TimeSpan(lo, hi, MINUTE, shape, vague)  # type: ignore[arg-type]  # the tests spell the forms they mean
    return Event(id=name, source="s", span=span, lane="people", text=name)


def _forms(*events: Event) -> dict[str, list[str]]:
    chronology = Chronology(events=events)
    entries = course(chronology, events)
    laid = strips(entries, {"people": 1}, ())
    found: dict[str, list[str]] = {e.id: [] for e in events}
    for _, pieces in sorted(laid.pieces.items()):
        for piece in pieces:
            found[piece.of].append(piece.form)
    return found


def test_every_event_has_one_row_in_the_given_order() -> None:
    chronology = incident()
    entries = course(chronology, chronology.events)
    assert [e.event for e in entries if isinstance(e, Happening)] == list(chronology.events)
    assert [e.moment.name for e in entries if isinstance(e, Turning)] == [
        "cause", "detected", "paged", "status-page", "mitigated", "resolved",
    ]  # fmt: skip
    steps = [e for e in entries if isinstance(e, Step)]
    assert [(e.before.severity if e.before else "", e.to.severity if e.to else "") for e in steps] == [
        ("", "SEV-2"), ("SEV-2", "SEV-1"), ("SEV-1", "SEV-3"), ("SEV-3", ""),
    ]  # fmt: skip


def test_a_key_moment_stands_just_above_its_event() -> None:
    entries = course(incident(), incident().events)
    for above, below in pairwise(entries):
        if isinstance(above, Turning):
            assert isinstance(below, Happening)
            assert below.event == above.event


def test_a_key_moment_that_means_an_end_stands_where_the_event_ends() -> None:
    alert, later, last = (
        _event("alert", 0, 8 * MINUTE, "interval"),
        _event("later", 5 * MINUTE, 5 * MINUTE),
        _event("last", HOUR, HOUR),
    )
    moments = tuple(
        KeyMoment(name=name, event="alert", reason=Text("", "")) for name in ("detected", "mitigated")
    )  # fmt: skip
    entries = course(Chronology(events=(alert, later, last), key_moments=moments), (alert, later, last))
    told = [
        e.moment.name if isinstance(e, Turning) else e.event.id if isinstance(e, Happening) else "-" for e in entries
    ]
    assert told == ["detected", "alert", "later", "mitigated", "last"]
    assert [e.t for e in entries if isinstance(e, Turning)] == [0, 8 * MINUTE]


def test_a_silence_says_what_this_level_leaves_out() -> None:
    events = tuple(_event(str(n), n * HOUR, n * HOUR) for n in range(4))
    whole = Chronology(events=events)
    silences = [e for e in course(whole, (events[0], events[3])) if isinstance(e, Silence)]
    assert silences == [Silence(0, 3 * HOUR, 2)]


def test_bars_start_run_through_and_end() -> None:
    between, later = _event("between", 5 * MINUTE, 5 * MINUTE), _event("later", 9 * MINUTE, 9 * MINUTE)
    assert _forms(_event("a", 0, 9 * MINUTE, "interval"), between, later)["a"] == ["start", "full", "end"]
    assert _forms(_event("a", 0, 8 * MINUTE, "interval"), between, later)["a"] == ["start", "stop"]
    assert _forms(_event("a", 0, 4 * MINUTE, "interval"), between, later)["a"] == ["short"]
    assert _forms(_event("a", 0, None, "interval"), between, later)["a"] == ["start", "full", "open"]
    assert _forms(_event("a", 0, 8 * MINUTE, "interval", "both"), between, later)["a"] == [
        "fade-in",
        "start",
        "fade-out",
    ]
    assert _forms(_event("a", 0, None, "interval"))["a"] == ["short-out"]


def test_a_moment_that_is_not_sure_is_drawn_where_it_may_lie() -> None:
    between, later = _event("between", 5 * MINUTE, 5 * MINUTE), _event("later", 9 * MINUTE, 9 * MINUTE)
    assert _forms(_event("a", 0, 9 * MINUTE), between, later)["a"] == ["maybe-in", "maybe-out"]
    assert _forms(_event("a", 0, MINUTE), between, later)["a"] == ["around"]
    assert _forms(_event("a", 0, 0), between, later)["a"] == []


def test_bars_of_one_lane_stand_beside_each_other_and_a_fourth_is_left_to_the_words() -> None:
    events = tuple(_event(str(n), n * MINUTE, HOUR, "interval") for n in range(4))
    laid = strips(course(Chronology(events=events), events), {"people": 1}, ())
    assert laid.tracks == {"0": 0, "1": 1, "2": 2}


def test_the_severity_band_covers_its_rows_and_no_others() -> None:
    chronology = incident()
    entries = course(chronology, chronology.events)
    bands = severity_bands(entries, chronology.severities)
    ranks = {next(i for i in bands if entries[i].t >= s.lo): s.severity for s in chronology.severities}
    assert [bands[i] for i in sorted(ranks)] == [2, 1, 3]
    assert all(chronology.severities[0].lo <= entries[i].t < chronology.severities[-1].hi for i in bands)  # type: ignore[operator]  # it has an end


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.none() | st.integers(0, 200), st.booleans()), max_size=12))
def test_no_bar_leaves_the_page_and_no_two_share_a_place(raw: list[tuple[int, int | None, bool]]) -> None:
    events = tuple(
        _event(
            str(n),
            lo * MINUTE,
            None if length is None else (lo + length) * MINUTE,
            "interval" if lasts or length is None else "instant",
        )
        for n, (lo, length, lasts) in enumerate(sorted(raw, key=lambda r: r[0]))
    )  # fmt: skip
    entries = course(Chronology(events=events), events)
    laid = strips(entries, {"people": 1}, ())
    for row, pieces in laid.pieces.items():
        assert 0 <= row < len(entries)
        places = {(p.track, p.of) for p in pieces}
        assert len({track for track, _ in places}) == len(places)
