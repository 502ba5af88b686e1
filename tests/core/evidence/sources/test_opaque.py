from __future__ import annotations

import struct
import zlib
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.evidence.sources.hostile import events, readings, warnings

from furikaeri.evidence.instants import instant
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.sources.opaque import SOURCE
from furikaeri.model.timespan import iso


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg(order: str, taken: bytes, offset: bytes = b"") -> bytes:
    """A JPEG whose EXIF directory points to one with DateTimeOriginal, and perhaps its offset."""
    tags = [(0x9003, taken + b"\x00")] + ([(0x9011, offset + b"\x00")] if offset else [])
    inner_at, data_at = 26, 26 + 2 + 12 * len(tags) + 4
    directory, data = struct.pack(order + "H", len(tags)), b""
    for tag, words in tags:
        directory += struct.pack(order + "HHII", tag, 2, len(words), data_at + len(data))
        data += words
    tiff = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8)
    tiff += struct.pack(order + "HHHII", 1, 0x8769, 4, 1, inner_at) + b"\x00" * 4
    return b"\xff\xd8\xff\xe1\x00\x80Exif\x00\x00" + tiff + directory + b"\x00" * 4 + data


STAMPED = png((b"IHDR", b"\x00" * 13), (b"tIME", struct.pack(">HBBBBB", 2026, 3, 2, 10, 1, 30)))
TAKEN = b"2026:03:02 19:01:30"
PDF = b"%PDF-1.7\n" + b"x" * 70_000 + b"\n1 0 obj << /CreationDate (D:20260302190130+09'00') >>\n%%EOF"
SHOWN = "2026-03-02T10:01:30Z"


@pytest.mark.parametrize("data", [STAMPED, jpeg("<", TAKEN, b"+09:00"), jpeg(">", TAKEN, b"+09:00"), PDF])
def test_a_file_that_says_when_it_was_captured(data: bytes) -> None:
    (event,) = events(readings(SOURCE, data, name="graph.png"))
    assert iso(event.span.lo) == SHOWN
    assert (event.kind, event.lane, event.text, event.link) == ("observation", "systems", "graph.png", "graph.png")
    assert SOURCE.sniff(Opened(name="x", data=data)) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "data", [jpeg("<", TAKEN), PDF.replace(b"+09'00'", b""), png(), b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"any text"]
)
def test_others_ask_for_the_capture_time(data: bytes) -> None:
    found = readings(SOURCE, data, name="画面.webp")
    assert not events(found)
    assert [w.code for w in warnings(found)] == ["no-capture-time"]
    assert "--captured-at" in warnings(found)[0].ask.ja
    (event,) = events(readings(SOURCE, data, captured_at=instant(SHOWN).lo))
    assert iso(event.span.lo) == SHOWN


def test_a_zone_a_person_states_settles_a_naive_one() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    for data in (jpeg("<", TAKEN), PDF.replace(b"+09'00'", b"")):
        (event,) = events(readings(SOURCE, data, zone=tokyo))
        assert (iso(event.span.lo), event.span.basis) == (SHOWN, "assumed")


def test_only_images_and_pdfs_are_claimed() -> None:
    for other in (b"", b"{}", b"text", b"PK\x03\x04", b"BMW is a car", b"RIFF\x00\x00\x00\x00WAVE"):
        assert SOURCE.sniff(Opened(name="x", data=other)) < 0.3


@given(
    st.sampled_from([STAMPED, jpeg("<", TAKEN, b"+09:00"), PDF[:40], PDF[-80:]]),
    st.integers(0, 200),
    st.binary(max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_an_event_or_a_question(data: bytes, place: int, junk: bytes) -> None:
    for some in (data[:place], data[:place] + junk + data[place + len(junk) :]):
        SOURCE.sniff(Opened(name="x", data=some))
        assert len(readings(SOURCE, some)) == 1
