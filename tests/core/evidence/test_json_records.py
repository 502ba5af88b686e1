from __future__ import annotations

import io
import json
import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence import json_scanner
from furikaeri.evidence.json_records import Decoded, Element, Flaw, select, select_decoded

values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(['a"},{\\', "}],[", '},{"a":', "日本", ""]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "}", "~/"]), inner, max_size=4)
    ),
    max_leaves=12,
)


def found(data: bytes, *patterns: str) -> list[Element | Flaw]:
    return list(select(io.BytesIO(data), *patterns))


@pytest.fixture(autouse=True, params=[7, 1 << 18])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_scanner, "CHUNK", request.param)


@given(records=st.lists(values, max_size=8), indent=st.sampled_from([None, 1]), before=values)
@settings(max_examples=40, deadline=None)
def test_every_element_comes_whole_and_in_order(records: list[object], indent: int | None, before: object) -> None:
    data = json.dumps({"x": before, "Records": records, "y": before}, indent=indent, ensure_ascii=False).encode()
    got = found(data, "/Records/*")
    assert [json.loads(e.data) for e in got if isinstance(e, Element)] == records
    assert [e.pointer for e in got] == [f"/Records/{i}" for i in range(len(records))]


@given(records=st.lists(st.fixed_dictionaries({"a": values}), min_size=1, max_size=8), share=st.floats(0.01, 0.99))
@settings(max_examples=40, deadline=None)
def test_a_cut_document_yields_what_is_whole_then_says_so(records: list[object], share: float) -> None:
    data = json.dumps({"Records": records}).encode()
    *whole, last = found(data[: max(1, int(len(data) * share))], "/Records/*")
    assert isinstance(last, Flaw)
    assert last.code == "truncated"
    assert [json.loads(e.data) for e in whole if isinstance(e, Element)] == records[: len(whole)]


@given(st.binary(max_size=80) | st.text('{}[]",:\\ a1\n', max_size=60).map(str.encode))
@settings(max_examples=80, deadline=None)
def test_no_bytes_break_it(data: bytes) -> None:
    for patterns in (("/a/*", "/*"), ("",), ("/*/*",)):
        assert all(isinstance(x, Element | Flaw) for x in found(data, *patterns))


@given(records=st.lists(values, min_size=1, max_size=9), gap=st.sampled_from(["\n", "\r\n", "\n\n", " "]))
@settings(max_examples=40, deadline=None)
def test_lines_and_concatenated_values_are_documents(records: list[object], gap: str) -> None:
    got = found(gap.join(json.dumps(r) for r in records).encode(), "")
    assert [json.loads(e.data) for e in got if isinstance(e, Element)] == records
    assert [e.document for e in got] == list(range(len(records)))
    if gap == "\n":
        assert [e.line for e in got] == list(range(1, len(records) + 1))


def test_a_value_over_several_lines_is_one_document() -> None:
    got = found(b'[1,\n2]\n{"a":\n1}\n3\n', "")
    assert [(e.data, e.line) for e in got if isinstance(e, Element)] == [(b"[1,\n2]", 1), (b'{"a":\n1}', 3), (b"3", 5)]


def test_locators_point_into_the_document_or_to_its_line() -> None:
    first, second = found(b'{"v": [1]}\n{"v": [2]}', "/v/*")
    assert isinstance(first, Element)
    assert isinstance(second, Element)
    assert first.locator == "#/v/0"
    assert second.locator == "#line=2/v/0"


def test_keys_are_escaped_as_pointers_say() -> None:
    assert [x.pointer for x in found('{"a/b~c": {"日": 1}}'.encode(), "/*/*")] == ["/a~1b~0c/日"]


def test_a_broken_line_is_told_and_the_next_is_read() -> None:
    got = found(b'{"a": 1}\n{"a" 2}\n{"a": 3}\n', "/a")
    assert [x.data if isinstance(x, Element) else x.code for x in got] == [b"1", "malformed", b"3"]


def test_a_record_too_large_is_told_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_scanner, "MAX_RECORD_BYTES", 1000)
    for huge in ('"' + "x" * 9000 + '"', "[" + "[1]," * 900 + "2]", '{"k": "' + "\\\\" * 3000 + '"}'):
        got = found(f'{{"Records": [1, {huge}, {{"a": 3}}]}}'.encode(), "/Records/*")
        assert [x.data if isinstance(x, Element) else x.code for x in got] == [b"1", "too-large", b'{"a": 3}']


def test_seams_inside_records_do_not_fool_the_batch() -> None:
    chance = random.Random(5)  # noqa: S311  # seeded, to be the same each time
    nested = {"id": 1, "in": [{"id": 2, "text": '},{"id": 3'}, {"id": 4}]}
    records = [nested if chance.random() < 0.7 else {"id": n, "text": "x" * n} for n in range(400)]
    data = json.dumps({"Records": records}, separators=(",", ":")).encode()
    assert [json.loads(e.data) for e in found(data, "/Records/*") if isinstance(e, Element)] == records


def test_deep_nesting_is_passed_not_recursed() -> None:
    deep = b"[" * 4_000 + b"]" * 4_000
    got = found(b'{"x": ' + deep + b', "Records": [{"a": 1}, ' + deep + b"]}", "/Records/*")
    assert [len(e.data) for e in got if isinstance(e, Element)] == [8, 8_000]


class Point(msgspec.Struct):
    x: int


@given(
    lines=st.lists(
        st.sampled_from(['{"x": 1}', '{"x": 2, "y": [1, {"x": 3}]}', '{"z": 1}', "", "[1,", "2]", '{"x":', "7}"]),
        max_size=14,
    ),
    wrapped=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_records_decoded_together_are_those_that_come_one_by_one(lines: list[str], *, wrapped: bool) -> None:
    text = "[" + ",".join(line for line in lines if line) + "]" if wrapped else "\n".join(lines) + "\n"
    pattern = "/*" if wrapped else ""
    one_by_one = found(text.encode(), pattern)
    together = list(select_decoded(io.BytesIO(text.encode()), msgspec.json.Decoder(list[Point]), pattern))

    def seen(x: Decoded | Element | Flaw) -> object:
        if isinstance(x, Decoded):
            return x.locator, x.value
        if isinstance(x, Flaw):
            return x
        try:
            return x.locator, msgspec.json.decode(x.data, type=Point)
        except msgspec.MsgspecError:
            return x

    assert [seen(x) for x in together] == [seen(x) for x in one_by_one]
