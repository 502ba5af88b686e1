"""A text is found however it is written, and nothing else is touched."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.bundle import masking
from furikaeri.bundle.masking import MASK, Needles, masked_copy
from furikaeri.evidence.opened import Opened
from furikaeri.text import FurikaeriError

LEAKED = 'pa<s&"word'


@pytest.mark.parametrize(
    "written",
    [
        LEAKED.encode(),
        json.dumps({"text": LEAKED}).encode(),
        b"<td>pa&lt;s&amp;&quot;word</td>",
        LEAKED.encode("utf-16-le"),
        LEAKED.encode("utf-16-be"),
    ],
)
def test_every_spelling_is_found(written: bytes) -> None:
    after = Needles(LEAKED).masked(written)
    assert after != written
    assert b"word" not in after.replace(b"\0", b"")


def test_japanese_is_found_in_the_encodings_of_its_files() -> None:
    leaked = "桜の鍵2049"
    needles = Needles(leaked)
    for encoding in ("utf-8", "cp932", "euc_jp", "utf-16-le"):
        assert needles.masked(f"前{leaked}後".encode(encoding)).decode(encoding) == f"前{MASK}後"
    assert needles.masked(json.dumps(leaked).upper().replace("\\U", "\\u").encode()) == f'"{MASK}"'.encode()


def test_a_text_so_short_that_it_is_part_of_other_words_is_refused() -> None:
    with pytest.raises(FurikaeriError):
        Needles(" abc ")


@given(st.lists(st.sampled_from([b"hunter", b"2", b"hunter2", b"\n", b"hunt", b"x"]), max_size=40), st.integers(1, 12))
@settings(max_examples=60)
def test_a_stream_is_masked_as_the_whole_is(parts: list[bytes], chunk: int) -> None:
    data, needles = b"".join(parts), Needles("hunter2")
    size = masking._CHUNK
    try:
        masking._CHUNK = chunk
        assert b"".join(needles.stream(io.BytesIO(data))) == needles.masked(data)
        assert needles.stands_in(io.BytesIO(data)) == (b"hunter2" in data)
    finally:
        masking._CHUNK = size


def test_archives_are_masked_inside_and_left_alone_without_the_text(tmp_path: Path) -> None:
    packed, out = tmp_path / "a.zip", tmp_path / "out"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hunter2/log.txt", "the key is hunter2\n")
        archive.writestr("other.txt", "nothing here\n")
    assert masked_copy(Opened(name="a.zip", path=packed), Needles("hunter2"), out)
    with zipfile.ZipFile(out) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == {
            f"{MASK}/log.txt": f"the key is {MASK}\n",
            "other.txt": "nothing here\n",
        }
    out.unlink()
    assert not masked_copy(Opened(name="a.zip", path=packed), Needles("elsewhere"), out)
    assert not out.exists()


def test_gzip_is_masked_inside(tmp_path: Path) -> None:
    out = tmp_path / "out"
    data = gzip.compress(b"the key is hunter2\n")
    assert masked_copy(Opened(name="a.gz", data=data), Needles("hunter2"), out)
    assert gzip.decompress(out.read_bytes()) == f"the key is {MASK}\n".encode()
    assert not masked_copy(Opened(name="a.gz", data=data[:12]), Needles("hunter2"), out)
