from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.model.event import Coverage, Event, IncidentFact, Reading, ReadWarning
from furikaeri.model.timespan import SECOND, TimeSpan
from furikaeri.store.adding import Added
from furikaeri.store.store import Store
from furikaeri.text import Text


def message(key: int, text: str = "hello", scope: str = "") -> Event:
    at = key * SECOND
    return Event(
        id=f"slack-export:T1:C1:{key}", source="slack-export", span=TimeSpan(at, at), lane="people", text=text, scope=scope,
        locator=f"c/{key}.json#/0",
    )  # fmt: skip


def test_an_event_comes_back_as_it_went_in_with_its_provenance() -> None:
    event = message(7)
    with Store(None) as store:
        assert store.add("d1", [event]) == Added(events=1)
        (back,) = store.events()
    assert back.evidence == "d1"
    assert back.locator == event.locator
    assert (back.id, back.span, back.text) == (event.id, event.span, event.text)


def test_reading_the_same_item_again_adds_nothing() -> None:
    with Store(None) as store:
        store.add("d1", [message(1), message(2)])
        assert store.add("d1", [message(1), message(2)]) == Added()
        assert store.add("d2", [message(1), message(2)]) == Added(repeats=2)
        assert store.count() == 2


def test_the_next_days_export_edits_deletes_and_adds_without_doubling() -> None:
    scope = "T1:general/2026-03-02"
    first: list[Reading] = [*(message(k, scope=scope) for k in range(20)), Coverage(scope=scope)]
    kept = [message(k, "edited" if k < 3 else "hello", scope) for k in range(18)]
    second: list[Reading] = [*kept, *(message(k, scope=scope) for k in range(100, 110)), Coverage(scope=scope)]
    with Store(None) as store:
        store.add("day1", first, rank=1)
        assert store.add("day2", second, rank=2) == Added(events=10, revisions=3, repeats=15, deletions=2)
        events = {e.id: e for e in store.events()}
        assert len(events) == 30
        assert sum(e.deleted for e in events.values()) == 2
        assert sum(e.text == "edited" for e in events.values()) == 3
        assert [e.text for e in store.revisions(message(0).id)] == ["hello", "edited"]


def test_a_message_that_returns_is_no_longer_deleted_and_an_edit_taken_back_stands() -> None:
    scope = "s"
    with Store(None) as store:
        store.add("a", [message(1, "one", scope), Coverage(scope=scope)], rank=1)
        store.add("b", [Coverage(scope=scope)], rank=2)
        assert [e.deleted for e in store.events()] == [True]
        store.add("c", [message(1, "two", scope), Coverage(scope=scope)], rank=3)
        store.add("d", [message(1, "one", scope), Coverage(scope=scope)], rank=4)
        assert [(e.deleted, e.text) for e in store.events()] == [(False, "one")]


def test_an_older_export_added_late_does_not_overrule_a_newer_one() -> None:
    with Store(None) as store:
        store.add("new", [message(1, "edited")], rank=20)
        store.add("old", [message(1, "first")], rank=10)
        assert [e.text for e in store.events()] == ["edited"]


def test_warnings_and_facts_are_kept_with_their_item() -> None:
    warning = ReadWarning(code="naive-time", locator="x.csv#row=2", message=Text("a", "b"), ask=Text("c", "d"))
    fact = IncidentFact(name="on-call", value="A", at=0, locator="w#/0")
    with Store(None) as store:
        assert store.add("d", [warning, fact]) == Added(warnings=1, facts=1)
        assert list(store.warnings()) == [("d", warning)]
        assert list(store.facts()) == [("d", fact)]


def test_a_reader_that_fails_midway_leaves_nothing_behind() -> None:
    def broken() -> object:
        yield message(1)
        raise RuntimeError("cable pulled")

    with Store(None) as store:
        with pytest.raises(RuntimeError):
            store.add("d", broken())  # type: ignore[arg-type]
        assert store.count() == 0
        assert store.items() == {}
        assert store.add("d", [message(1)]) == Added(events=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 8), st.sampled_from("abc")), max_size=12), max_size=5))
def test_whatever_is_added_in_whatever_pieces_the_last_word_of_each_event_stands(
    exports: list[list[tuple[int, str]]],
) -> None:
    last: dict[str, str] = {}
    with Store(None) as store:
        for rank, export in enumerate(exports):
            unique = dict(export)
            added = store.add(str(rank), [message(k, t) for k, t in unique.items()], rank=rank)
            assert added.events + added.revisions + added.repeats == len(unique)
            last |= {message(k).id: t for k, t in unique.items()}
        assert {e.id: e.text for e in store.events()} == last


def alert(end: int | None) -> Event:
    span = TimeSpan(SECOND, end, shape="interval")
    return Event(id="alertmanager::f@1", source="alertmanager", span=span, lane="alerts", text="DiskFull")


def test_what_is_over_stays_over_in_whatever_order_its_payloads_come() -> None:
    for ends in ([None, 9 * SECOND], [9 * SECOND, None]):
        with Store(None) as store:
            for rank, end in enumerate(ends):
                store.add(str(rank), [alert(end)], rank=rank)
            assert [e.span.hi for e in store.events()] == [9 * SECOND]
            assert [e.span.hi for e in store.revisions("alertmanager::f@1")] == [None, 9 * SECOND]


def test_a_deletion_that_the_record_tells_is_kept() -> None:
    gone = msgspec.structs.replace(message(1), deleted=True)
    with Store(None) as store:
        assert store.add("a", [message(1)], rank=1) == Added(events=1)
        assert store.add("b", [gone], rank=2) == Added(revisions=1)
        assert [e.deleted for e in store.events()] == [True]


def test_a_day_without_a_file_between_days_with_one_shows_what_was_deleted() -> None:
    with Store(None) as store:
        store.add("a", [message(1, scope="c/1"), Coverage(scope="c/1")], rank=1)
        added = store.add("b", [message(9, scope="c/2"), Coverage(scope="c/1", empty=True)], rank=2)
        assert added == Added(events=1, deletions=1)
        assert list(store.scopes()) == ["c/1"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from("ab")), min_size=1, max_size=900))
def test_every_record_of_a_batch_is_counted_once(records: list[tuple[int, str]]) -> None:
    with Store(None) as store:
        added = store.add("d", [message(k, t) for k, t in records])
        assert added.events == len({k for k, _ in records}) == store.count()
        assert added.events + added.revisions == len(set(records))
        assert added.events + added.revisions + added.repeats == len(records)
