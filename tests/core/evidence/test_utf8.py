from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.utf8 import Utf8, encoding_warning, lines, utf8, utf8_head
from furikaeri.text import FurikaeriError

WORDS = "時刻,内容\n2026-03-02T10:00Z,決済で障害が発生しました\n" * 9000


def whole(data: bytes, size: int = 1000) -> tuple[str, str]:
    with utf8(Opened(name="x", data=data)) as stream:
        pieces = []
        while piece := stream.read(size):
            assert len(piece) <= size
            pieces.append(piece)
        return b"".join(pieces).decode(), stream.encoding


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp", "iso2022_jp"])
def test_text_comes_out_whatever_it_was_stored_in(encoding: str, packed: bool) -> None:  # noqa: FBT001  # a parameter of pytest
    data = WORDS.encode(encoding)
    data = gzip.compress(data) if packed else data
    text, _ = whole(data, 70_000)
    assert text == WORDS
    assert utf8_head(Opened(name="x", data=data)).decode("utf-8", "ignore").startswith("時刻,内容\n")


def test_the_encoding_shows_late_in_the_file() -> None:
    data = b"time,text\n" * 40_000 + "2026-03-02T10:00Z,障害が発生しました\n".encode("cp932")
    text, encoding = whole(data, 1 << 16)
    assert encoding == "cp932"
    assert text.endswith("障害が発生しました\n")
    note = encoding_warning(encoding)
    assert note is not None
    assert note.noted
    assert encoding_warning("utf-8") is None


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_it(data: bytes) -> None:
    for name in (data, b"\x1f\x8b" + data):
        opened = Opened(name="x", data=name)
        utf8_head(opened)
        try:
            with utf8(opened) as stream:
                stream.read()
        except FurikaeriError:
            continue


def test_a_truncated_gzip_says_so() -> None:
    data = gzip.compress(WORDS.encode())
    with pytest.raises(FurikaeriError, match="truncated or broken"):
        whole(data[: len(data) // 2])


@given(st.lists(st.binary(max_size=30).map(lambda b: b.replace(b"\n", b"")), max_size=12), st.integers(1, 30))
@settings(max_examples=100, deadline=None)
def test_lines_are_cut_at_the_limit_and_said_to_be(parts: list[bytes], limit: int) -> None:
    with utf8(Opened(name="x", data=b"")) as empty:
        assert list(lines(empty, limit)) == []
    data = b"".join(p + b"\n" for p in parts)
    got = list(lines(Utf8(_Dripping(data), "utf-8"), limit))
    assert got == [(p[:limit], len(p) > limit) for p in parts]


class _Dripping:
    """A stream that gives a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int = -1, /) -> bytes:
        found, self._data = self._data[: min(size, 5)], self._data[min(size, 5) :]
        return found
