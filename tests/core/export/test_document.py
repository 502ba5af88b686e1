from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.export.invented import at, incident, review
from tests.core.export.schema_check import problems

from furikaeri.chronology.measures import measures
from furikaeri.export.document import SCHEMA, event_record, read_json, to_document, to_json
from furikaeri.export.exporter import ExportOptions, exporters
from furikaeri.model.chronology import Chronology, Clock
from furikaeri.model.event import Event, InView
from furikaeri.model.finding import Countermeasure, Finding
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import LANGS, FurikaeriError, Lang

if TYPE_CHECKING:
    from furikaeri.model.review import Review

SCHEMA_TEXT = (resources.files("furikaeri.export") / SCHEMA).read_text("utf-8")


def _full(lang: Lang) -> tuple[Review, Chronology]:
    chronology = incident(lang)
    clocks = (Clock(source="azure-activity", lo=-5, hi=7, by="facilitator"),)
    learned = msgspec.structs.replace(
        review(lang),
        findings=(Finding(now="n", before="b", events=("slack:demo:table",)),),
        countermeasures=(Countermeasure(text="c", findings=(0,)),),
    )  # fmt: skip
    return learned, msgspec.structs.replace(chronology, measures=measures(chronology), clocks=clocks)


@pytest.mark.parametrize("lang", LANGS)
def test_a_copy_is_read_back_without_loss(lang: Lang) -> None:
    document, chronology = _full(lang)
    read = read_json(exporters()["json"].write(document, chronology, ExportOptions(lang=lang)))
    assert read.review == document
    assert read.chronology == chronology


def test_a_copy_fits_the_published_schema() -> None:
    schema = json.loads(SCHEMA_TEXT)
    value = json.loads(to_json(to_document(*_full("en"))))
    assert problems(value, schema, schema) == []
    value["events"][0]["hi"] = "yesterday"
    value["events"][1]["colour"] = "red"
    assert len(problems(value, schema, schema)) == 2


def test_the_published_schema_is_the_one_that_is_installed() -> None:
    published = Path(__file__).parents[3] / "docs" / "schema" / SCHEMA
    assert published.read_text("utf-8") == SCHEMA_TEXT


def test_a_machine_that_abstains_says_null() -> None:
    event = Event(id="a", source="s", span=TimeSpan(0, 0), lane="people", text="hm")
    record = event_record(event, Chronology(events=(event,)))
    assert record["kind"] is None
    assert record["salience"] == 0.0
    assert (record["lo"], record["hi"]) == ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")


def test_two_entries_of_one_group_are_both_kept() -> None:
    views = (
        InView("on-call", 0, 5, "displayed"),
        InView("on-call", 3, 3, "voiced"),
        InView("support", 1, None, "told"),
    )
    event = Event(id="a", source="s", span=TimeSpan(0, None), lane="people", text="hm", in_view=views)
    record = event_record(event, Chronology())
    assert record["in_view"]["on-call"] == ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000005Z", "displayed"]
    assert read_json(to_json(to_document(None, Chronology(events=(event,))))).chronology.events == (event,)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "can't be read"),
        (b"\xff\xfe", "can't be read"),
        (b"[1]", "not a furikaeri JSON copy"),
        (b'{"furikaeri": 2}', "version 2"),
        (b'{"furikaeri": 1}', "can't be read"),
        (b'{"furikaeri": 1, "zone": "UTC", "lanes": [], "review": null, "events": [{"id": "x"}]}', "can't be read"),
        (b'{"furikaeri": 1, "zone": "UTC", "lanes": [], "review": 7, "events": []}', "can't be read"),
        (b"[" * 100_000, "can't be read"),
    ],
)
def test_what_is_no_copy_is_told_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(FurikaeriError, match=says):
        read_json(content)


def test_half_a_character_becomes_the_replacement_character() -> None:
    event = Event(id="a", source="s", span=TimeSpan(at("13:00"), None), lane="people", text="broken \ud83d half")
    read = read_json(to_json(to_document(None, Chronology(events=(event,)))))
    assert read.chronology.events[0].text == "broken \ufffd half"


_WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
_MOMENTS = st.integers(-(10**17), 3 * 10**17)
_EVENTS = st.builds(
    Event,
    id=_WORDS,
    source=_WORDS,
    span=st.builds(
        TimeSpan, _MOMENTS, st.none() | _MOMENTS, st.integers(1, 10**11), st.sampled_from(["instant", "interval"])
    ),
    lane=_WORDS,
    text=_WORDS,
    kind=st.sampled_from([None, "alert", "decision"]),
    in_view=st.lists(
        st.builds(InView, _WORDS, _MOMENTS, st.none() | _MOMENTS, st.just("voiced")), max_size=3
    ).map(tuple),
    facts=st.dictionaries(_WORDS, _WORDS, max_size=2),
    deleted=st.booleans(),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_EVENTS, max_size=4).map(tuple))
def test_any_event_is_read_back_without_loss(events: tuple[Event, ...]) -> None:
    assert read_json(to_json(to_document(None, Chronology(events=events)))).chronology.events == events


_VALUES = st.recursive(
    st.none() | st.integers() | _WORDS, lambda x: st.lists(x) | st.dictionaries(_WORDS, x), max_leaves=8
)


def _almost(value: object) -> bytes:
    copy = {"furikaeri": 1, "zone": "UTC", "lanes": [], "review": None, "events": [value], "relations": [value]}
    return json.dumps(copy).encode()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | _VALUES.map(_almost))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    try:
        read_json(content)
    except FurikaeriError as refusal:
        assert refusal.message.ja  # noqa: PT017  # either outcome is right; a traceback is not
