"""A locator leads to the exact record, in every format of the samples and in hostile ones."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.bundle.exact import exact, hexdump
from furikaeri.bundle.sample import load, samples
from furikaeri.evidence.opened import Opened

NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", samples())
def test_every_event_of_the_samples_stands_where_its_locator_says(name: str, tmp_path: Path) -> None:
    bundle = load(name, tmp_path / "sample", now=NOW)
    items = bundle.index().items
    with bundle.store() as store:
        events = list(store.events())
    assert events
    for event in events:
        item = items[event.evidence]
        found = exact(bundle.opened(item), event.locator)
        assert found.text
        if event.locator == "#":
            continue
        assert found.kind != "whole", (item.name, event.locator)
        assert found == exact(
            bundle.opened(item), f"{item.name}{'' if event.locator[0] == '#' else '/'}{event.locator}"
        )


def test_a_row_with_line_ends_inside_is_given_whole_with_its_header() -> None:
    opened = Opened(name="desk.csv", data=b'time,text\n1,"two\nlines"\n2,plain\n')
    found = exact(opened, "#row=2")
    assert (found.kind, found.text, found.before) == ("row", '1,"two\nlines"', "time,text")
    assert exact(opened, "#row=3").text == "2,plain"


def test_a_value_is_given_byte_by_byte() -> None:
    opened = Opened(name="log.json", data=b'{"value": [ {"a":  1},\n {"a/b": "\\u65e5"}  ]}')
    assert exact(opened, "#/value/1").text == '{"a/b": "\\u65e5"}'
    assert exact(opened, "#/value/1/a~1b").text == '"\\u65e5"'


def test_a_later_document_is_told_from_the_first() -> None:
    opened = Opened(name="log.jsonl", data=b'{"alerts": [1]}\n{"alerts": [2]}\n')
    assert exact(opened, "#/alerts/0").text == "1"
    assert exact(opened, "#line=2/alerts/0").text == "2"
    found = exact(opened, "#line=2")
    assert (found.text, found.before) == ('{"alerts": [2]}', '{"alerts": [1]}')


def test_a_member_whose_name_holds_a_hash_is_found() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a#b/2026.json", json.dumps([{"n": 1}, {"n": 2}]))
        archive.writestr("a", "[0]")
    assert exact(Opened(name="x.zip", data=data.getvalue()), "a#b/2026.json#/1").text == '{"n": 2}'


def test_binary_is_shown_as_hex_and_a_place_that_is_nowhere_shows_the_beginning() -> None:
    assert exact(Opened(name="x.png", data=b"\x89PNG\0\0"), "#").text == hexdump(b"\x89PNG\0\0")
    found = exact(Opened(name="x.txt", data=b"one\ntwo\n"), "#line=99")
    assert (found.kind, found.text) == ("whole", "one\ntwo\n")


@given(st.binary(max_size=300), st.text(max_size=40) | st.sampled_from(["#/0", "#line=1", "#line=2/a", "#row=2", "#"]))
@settings(max_examples=150)
def test_nothing_that_is_asked_of_any_bytes_breaks(data: bytes, locator: str) -> None:
    assert isinstance(exact(Opened(name="x", data=data), locator).text, str)
