from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.payload import PREFIX, Found, found_in, objects_at, records, text_at, value_of
from furikaeri.model.event import ReadWarning
from furikaeri.text import FurikaeriError


def wanted(value: Any) -> bool:
    return isinstance(value, dict) and "key" in value


def found(data: bytes) -> list[Found | ReadWarning]:
    return list(records(Opened(name="x.json", data=data), wanted))


@pytest.mark.parametrize(
    ("value", "locators"),
    [
        ({"key": 1}, ["#"]),
        ([{"key": 1}, {"key": 2}], ["#/0", "#/1"]),
        ({"value": [{"key": 1}], "count": 1}, ["#/value/0"]),
        ([{"value": [{"key": 1}]}, {"value": [{"key": 2}]}], ["#/0/value/0", "#/1/value/0"]),
        ({"responses": {"200": {"body": {"value": [{"key": 1}]}}}}, ["#/responses/200/body/value/0"]),
        ({"a/b~c": [{"key": 1}]}, ["#/a~1b~0c/0"]),
    ],
)
def test_records_are_found_in_any_envelope(value: Any, locators: list[str]) -> None:
    assert [x.locator for x in found(json.dumps(value).encode())] == locators


def test_an_element_of_another_shape_beside_records_is_not_lost() -> None:
    met = found(b'[{"key": 1}, 17, {"other": 2}, {"key": 3}]')
    assert [(x.locator, x.wanted) for x in met if isinstance(x, Found)] == [
        ("#/0", True),
        ("#/1", False),
        ("#/2", False),
        ("#/3", True),
    ]


def test_json_lines_name_their_line() -> None:
    met = found(b'{"key": 1}\n\n{"key": 2}\nbroken\n{"key": 4}\n')
    assert [x.value["key"] for x in met if isinstance(x, Found) and x.wanted] == [1, 2, 4]
    assert met[1].locator == "#line=3"
    assert any(isinstance(x, ReadWarning) or not x.wanted for x in met)


def test_what_is_whole_in_a_truncated_file_is_read() -> None:
    whole = json.dumps({"value": [{"key": i, "words": "déjà vu"} for i in range(50)]}, ensure_ascii=False).encode()
    met = found(whole[: len(whole) // 2])
    kept = [x for x in met if isinstance(x, Found) and x.wanted]
    assert [x.value["key"] for x in kept] == list(range(len(kept)))
    assert len(kept) >= 20
    assert [x.code for x in met if isinstance(x, ReadWarning)] == ["truncated"]


def test_a_file_larger_than_the_prefix_is_streamed() -> None:
    many = {"value": [{"key": i, "filler": "x" * 900} for i in range(PREFIX // 900 + 200)]}
    met = found(json.dumps(many).encode())
    assert [x.value["key"] for x in met if isinstance(x, Found)] == [x["key"] for x in many["value"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_any_encoding(encoding: str) -> None:
    text = json.dumps([{"key": "復旧を確認しました。切り戻しを始めます"}], ensure_ascii=False)
    met = [x for x in found(text.encode(encoding)) if isinstance(x, Found)]
    assert met[0].value["key"].startswith("復旧を確認しました")
    assert [x.value for x in found(gzip.compress(text.encode())) if isinstance(x, Found)] == [met[0].value]


def test_what_json_does_not_know_passes() -> None:
    met = found(b'[{"key": NaN}, {"key": "\\ud83d!"}, {"key": "\\ud83d\\ude00"}]')
    assert [x.value["key"] for x in met[1:] if isinstance(x, Found)] == ["?!", "😀"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"words", b"{}", b"[" * 100_000, b'{"other": 1}', b"\x00\xff"])
def test_nothing_found_is_said_in_words(data: bytes) -> None:
    with pytest.raises(FurikaeriError):
        found(data)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    try:
        met = found(b'[{"key": 1}, ' + data)
    except FurikaeriError:
        return
    assert all(isinstance(x, Found | ReadWarning) for x in met)


def test_helpers_never_raise() -> None:
    assert text_at({"a": {"b": 3}}, "a", "b") == "3"
    assert text_at([], "a") == text_at({"a": True}, "a") == text_at({"a": 10**5000}, "a") == ""
    assert objects_at({"a": [1, {"b": 2}]}, "a") == [{"b": 2}]
    assert objects_at("x", "a", "b") == []
    assert [x[0] for x in found_in({"a": [{"key": 1}]}, wanted)] == ["/a/0"]
    with pytest.raises(ValueError, match=r"deep"):
        value_of(b"[" * 200_000)
