"""What can be understood of one document of the past, before anything is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b

from furikaeri.documents.fields import fields
from furikaeri.documents.parse import parse
from furikaeri.evidence.decode import decode
from furikaeri.markup.blocks import blocks
from furikaeri.text import FurikaeriError, Lang, Text

MOST = 4 << 20  # bytes of one document
_AUTHOR = re.compile(r"(?:incident |document |postmortem |review )?(?:owner|authors?|written by)|(?:文書)?(?:作成者|執筆者|記入者|著者|オーナー)", re.IGNORECASE)  # fmt: skip
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(\d\d)[-_/.]?(\d\d)(?!\d)")
_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_NO_TEXT = Text(
    "This is no text document. Markdown and plain text can be brought along; convert it first.",
    "文書として読めません。Markdown かプレーンテキストに変換してから取り込んでください。",
)
_EMPTY = Text("There is nothing in it.", "中身がありません。")
_LONG = Text("It is longer than 4 MB, which no review is.", "4 MB を超えています。振り返りの文書ではなさそうです。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a document says of itself; "" and None for what it does not say.

    `day`: about when it was, where the text or its file name tells only that; never shown as a time.
    """

    text: str
    digest: str
    title: str
    lang: Lang
    severity: str
    author: str
    began: datetime | None
    ended: datetime | None
    day: datetime | None
    rows: int
    actions: int
    sections: int


def understand(path: str, data: bytes) -> Understood:
    """What the document at `path` says; FurikaeriError for bytes that are no text document."""
    if len(data) > MOST:
        raise FurikaeriError(_LONG)
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FurikaeriError(_NO_TEXT)
    text = decode(data).text.replace("\r\n", "\n")
    if not text.strip():
        raise FurikaeriError(_EMPTY)
    parsed = parse(text, file=path)
    moments = [at for row in parsed.timeline if (at := row.instant(row.lo)) is not None]
    first = min(moments, default=None)
    return Understood(
        text=text,
        digest=blake2b(text.encode("utf-8", "replace"), digest_size=32).hexdigest(),
        title=(parsed.title or _named(path))[:300],
        lang="ja" if len(_JAPANESE.findall(text)) * 20 > len(text) else "en",
        severity=(parsed.severity or "")[:40],
        author=_author(text),
        began=parsed.incident_start or first,
        ended=parsed.incident_end,
        day=parsed.incident_start or first or _day(path, min((r.lo for r in parsed.timeline if r.lo), default=None)),
        rows=len(parsed.timeline),
        actions=len(parsed.actions),
        sections=sum(1 for s in parsed.sections if s.line),
    )


def _author(text: str) -> str:
    """The first author or owner that the head of the document names."""
    for field in fields(text, blocks(text)):
        if _AUTHOR.fullmatch(field.label.strip()) and field.value.strip(" ?-—"):
            return re.split(r"[,、;/&]| and ", field.value)[0].strip(" @*_")[:120]
    return ""


def _day(path: str, wall: datetime | None) -> datetime | None:
    """The day of the first entry, else the day in the path."""
    if wall is not None:
        return datetime(wall.year, wall.month, wall.day, tzinfo=UTC)
    found = _DATE.search(path)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC) if found else None
    except ValueError:
        return None


def _named(path: str) -> str:
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return re.sub(r"[-_]+", " ", stem).strip() or path
