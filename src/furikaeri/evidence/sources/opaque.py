"""Anything else a person wants in the chronology: screenshots, graph images, PDFs, with the time they were captured."""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING

from furikaeri.evidence.cell_time import cell_time
from furikaeri.evidence.instants import BadTimeError, NaiveTimeError
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.model.event import Event, Reading, ReadWarning
from furikaeri.model.timespan import SECOND, TimeSpan, iso, micros
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened

_PNG = b"\x89PNG\r\n\x1a\n"
_MAGIC = (_PNG, b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"%PDF-", b"BM")
_PDF_DATE = re.compile(rb"/CreationDate\s*\(\s*D:(\d{14})([Zz+-])?(?:(\d\d)'?(\d\d)?)?")
_EXIF_TIME, _EXIF_OFFSET, _EXIF_POINTER = 0x9003, 0x9011, 0x8769
_MAX_TAIL = 1 << 20


def sniff(opened: Opened) -> float:
    """Some (0.4) for images and PDFs; other bytes only where a person names this source."""
    head = opened.head
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if head[:2] == b"BM" and head[6:10] != b"\x00\x00\x00\x00":
        return 0.0
    return 0.4 if webp or head.startswith(_MAGIC) else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """One event at the capture time, or a warning that asks for it."""
    span = _captured(opened, context)
    if span is None:
        yield ReadWarning(
            code="no-capture-time",
            locator="#",
            message=Text(
                "{name} doesn't say when it was captured, or not in which zone.",
                "{name} には、いつ取得したものか（またはそのタイムゾーン）の記録がありません。",
            ).fill(name=opened.name),
            ask=Text(
                "When was it captured? State it with --captured-at.",
                "いつ取得したものですか？　--captured-at で教えてください。",
            ),
            excerpt=opened.name[:160],
        )
        return
    yield Event(
        id=f"opaque:{context.instance}:~{opened.digest or _digest(opened)}",
        source="opaque",
        span=span,
        lane="systems",
        kind="observation",
        text=opened.name,
        link=opened.name,
        facts={"file": opened.name},
        evidence=opened.digest,
        locator="#",
    )


def _captured(opened: Opened, context: ReadContext) -> TimeSpan | None:
    if context.captured_at is not None:
        return TimeSpan(
            context.captured_at, context.captured_at, 1, "instant", "", "stated", iso(context.captured_at) or "", "Z"
        )
    head = opened.head
    try:
        if head.startswith(_PNG):
            return _png(head)
        if head.startswith(b"\xff\xd8"):
            return _jpeg(head, context)
        if head.startswith(b"%PDF-"):
            return _pdf(opened, context)
    except (NaiveTimeError, BadTimeError, struct.error, IndexError, ValueError, OverflowError):
        return None
    return None


def _png(head: bytes) -> TimeSpan | None:
    """The tIME chunk, which is UTC by the specification."""
    at = len(_PNG)
    while at + 8 <= len(head):
        size, kind = struct.unpack_from(">I4s", head, at)
        if kind == b"tIME" and size == 7:
            year, month, day, hour, minute, second = struct.unpack_from(">HBBBBB", head, at + 8)
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            us = micros(moment)
            return TimeSpan(us, us, SECOND, "instant", "", "stated", moment.isoformat(), "UTC")
        at += 12 + size
    return None


def _jpeg(head: bytes, context: ReadContext) -> TimeSpan | None:
    """EXIF DateTimeOriginal with OffsetTimeOriginal, or with the zone a person stated."""
    start = head.find(b"Exif\x00\x00")
    if start < 0:
        return None
    tiff = head[start + 6 :]
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    main = _tags(tiff, first, order)
    inner = _tags(tiff, struct.unpack(order + "I", main[_EXIF_POINTER])[0], order) if _EXIF_POINTER in main else {}
    words = inner.get(_EXIF_TIME, b"").strip(b"\x00 ").decode("ascii", "replace")
    offset = inner.get(_EXIF_OFFSET, b"").strip(b"\x00 ").decode("ascii", "replace")
    if not words:
        return None
    return cell_time(words.replace(":", "-", 2) + (f" {offset}" if offset else ""), context.zone)


def _tags(tiff: bytes, at: int, order: str) -> dict[int, bytes]:
    """The tags of one directory whose values we use: text, and pointers."""
    (count,) = struct.unpack_from(order + "H", tiff, at)
    found: dict[int, bytes] = {}
    for number in range(min(count, 200)):
        tag, kind, size, value = struct.unpack_from(order + "HHI4s", tiff, at + 2 + 12 * number)
        if kind == 2 and size > 4:
            (place,) = struct.unpack(order + "I", value)
            found[tag] = tiff[place : place + min(size, 64)]
        else:
            found[tag] = value
    return found


def _pdf(opened: Opened, context: ReadContext) -> TimeSpan | None:
    """The document's CreationDate, in its head or its tail."""
    with opened.stream() as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _MAX_TAIL))
        tail = stream.read(_MAX_TAIL)
    m = _PDF_DATE.search(opened.head) or _PDF_DATE.search(tail)
    if m is None:
        return None
    digits = m[1].decode()
    words = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]} {digits[8:10]}:{digits[10:12]}:{digits[12:]}"
    if m[2] in {b"Z", b"z"}:
        words += "Z"
    elif m[2] and m[3]:
        words += f"{m[2].decode()}{m[3].decode()}:{(m[4] or b'00').decode()}"
    return cell_time(words, context.zone)


def _digest(opened: Opened) -> str:
    digest = blake2b(digest_size=32)
    with opened.stream() as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


SOURCE = Source(
    name="opaque",
    title=Text("A picture, PDF or other file as it is", "画像・PDF などのファイルそのもの"),
    view_rule=Text(
        "The item existed when it was captured. Who had it before their eyes is for people to tell.",
        "取得した時刻に存在したものとして扱います。誰が目にしていたかは、その人に語ってもらってください。",
    ),
    sniff=sniff,
    read=read,
)
