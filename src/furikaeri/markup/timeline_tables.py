"""Timeline rows that stand in a table: which column holds the time, which the event, which a link to the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.markup.plain import plain
from furikaeri.markup.written_times import leading
from furikaeri.markup.zones import WrittenZone, zones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.markup.blocks import Block
    from furikaeri.text import Span

_TIME = re.compile(
    r"\btime(?:stamp)?s?\b|\bwhen\b|\bdate\b|\bat\b|\bstart(?:ed)?\b|時刻|時間|日時|日付|いつ|^(?:utc|jst|[ecmp][sd]?t)\b",
    re.IGNORECASE,
)
_NOT_TIME = re.compile(r"duration|elapsed|time to|time zone|所要|経過時間|期限|due|deadline", re.IGNORECASE)
_EVENT = re.compile(
    r"\bevents?\b|descri|\bwhat\b|\bdetails?\b|happen|\bactivity\b|\bentry\b|\bnotes?\b|イベント|内容|事象|出来事|できごと|概要|説明|状況|対応",
    re.IGNORECASE,
)
_LINK = re.compile(r"\blinks?\b|\bdata\b|evidence|source|リンク|根拠|データ", re.IGNORECASE)
_END = re.compile(r"\bend(?:ed)?\b|終了", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of a timeline table's columns; None where it has none of that kind. `zone`: stated in the header."""

    time: int
    event: int
    date: int | None = None
    link: int | None = None
    zone: WrittenZone | None = None


def columns(source: str, rows: Sequence[Block], context: str) -> Columns | None:
    """What the columns of these table rows (header included) hold; None where no column tells times."""
    header = [plain(source, (c,)).text for c in rows[0].cells] if rows and rows[0].header else []
    body = [r for r in rows if not r.header]
    if not body:
        return None
    width = max(len(r.cells) for r in body)
    shares = [_shares(source, body, n, context) for n in range(width)]
    share, clocked = [s[0] for s in shares], [s[1] for s in shares]
    named = [
        n
        for n, title in enumerate(header)
        if n < width and _TIME.search(title) and not _NOT_TIME.search(title) and not _END.search(title)
    ]
    day = next((n for n in named if share[n] > 0 and not clocked[n]), None)
    time = next((n for n in named if clocked[n]), day)
    if time is None or share[time] < 0.2:
        time = next((n for n in range(min(width, 3)) if share[n] >= 0.5), next(iter(named), None))
    if time is None:
        return None
    date = day if day is not None and day != time else None
    others = [n for n in range(width) if n not in {time, date} and n not in named and share[n] < 0.5] or [
        n for n in range(width) if n not in {time, date}
    ]
    link = next(
        (n for n in others if n < len(header) and _LINK.search(header[n]) and not _EVENT.search(header[n])), None
    )
    texts = [n for n in others if n != link]
    event = next((n for n in texts if n < len(header) and _EVENT.search(header[n])), None)
    if event is None:
        event = max(texts, key=lambda n: _length(body, n), default=time)
    stated = zones(header[time], context) if time < len(header) else []
    return Columns(time, event, date, link, stated[0] if stated else None)


def cell(row: Block, n: int | None) -> Span | None:
    """The range of a row's nth cell; None where the row is shorter or the cell empty."""
    if n is None or n >= len(row.cells):
        return None
    span = row.cells[n]
    return span if span.end > span.start else None


def _shares(source: str, body: Sequence[Block], n: int, context: str) -> tuple[float, float]:
    """Of the nth column's cells, which share tells times, and which share clock readings."""
    told = [leading(plain(source, (c,)).text, context=context) for r in body[:50] if (c := cell(r, n))]
    if not told:
        return 0.0, 0.0
    clocks = sum(t is not None and (t.clock is not None or t.relative is not None) for t in told)
    return sum(t is not None for t in told) / len(told), clocks / len(told)


def _length(body: Sequence[Block], n: int) -> int:
    return sum(c.end - c.start for r in body[:50] if (c := cell(r, n)))
