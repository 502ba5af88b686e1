"""One entry of a timeline as it stands, and what entries are to each other: dates over rows, steps, quoted lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from furikaeri.markup.titles import role_of
from furikaeri.text import Span

if TYPE_CHECKING:
    from furikaeri.markup.written_times import WrittenTime
    from furikaeri.markup.zones import WrittenZone

_NOWHERE = Span(0, 0)
# What stands at the end of a list of events and is none: "Total impact duration: 5 hours".
_MEASURE = re.compile(
    r"(?:total |overall |impact |outage )*(?:duration|downtime|time to \w+|TT[DMR])\b[^:：\n]{0,20}[:：]"
    r"|(?:影響|障害|停止|所要)(?:時間|期間)[^:：\n]{0,10}[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it stands: nothing is resolved yet.

    `kind` "date": a heading, item or line that dates the entries under it. `local`: the time's words, "" for none.
    `text`: the words after it; empty text is taken from the next block. `level`: nesting of an item, 0 else; `run`
    counts the lists, `layout` names the form. `day`: a date from another column.
    """

    kind: str
    line: int
    layout: str
    level: int = 0
    run: int = 0
    time: WrittenTime | None = None
    day: WrittenTime | None = None
    local: str = ""
    text: str = ""
    text_line: int = 0
    span: Span = _NOWHERE
    zone: WrittenZone | None = None
    link: str | None = None


def headed(entries: list[Entry]) -> list[Entry]:
    """Which date-only entries head others, and which are rows themselves: those with no clock reading under them."""
    done = []
    for n, entry in enumerate(entries):
        if entry.time is None:
            done.append(entry)
            continue
        clocks = entered = 0
        if entry.kind == "date" or entry.layout == "heading":
            timed = [e for e in _under(entries, n) if e.time is not None and e.time.clock is not None]
            clocks, entered = len(timed), sum(e.layout != "heading" for e in timed)
        if entry.kind == "date" and not clocks and not _names_the_timeline(entry):
            done.append(replace(entry, kind="row"))
        elif entry.layout == "heading" and entry.kind == "row" and entry.time.clock is not None and entered >= 2:
            done.append(replace(entry, kind="date"))
        else:
            done.append(entry)
    return done


def _names_the_timeline(entry: Entry) -> bool:
    """Whether a heading is a date with the word for a timeline ("March 5, 2025: Timeline"), no event of that day."""
    return entry.layout == "heading" and role_of(entry.text) == "timeline"


def _under(entries: list[Entry], n: int) -> list[Entry]:
    """The entries that entry `n` dates: up to the next that dates others in the same form."""
    head = entries[n]
    under = []
    for entry in entries[n + 1 :]:
        if (
            entry.layout == head.layout
            and entry.level <= head.level
            and (head.layout != "line" or entry.kind == "date")
        ):
            break
        if head.layout != "heading" and entry.layout == "heading":
            break
        under.append(entry)
        if len(under) >= 200:
            break
    return under


def untimed_steps(entries: list[Entry]) -> list[Entry]:
    """The steps of a timeline that tells no times at all: the rows of its tables, the outermost items of its lists."""
    outermost = {e.run: 99 for e in entries}
    for e in entries:
        outermost[e.run] = min(outermost[e.run], e.level)
    return [e for e in entries if e.layout == "table" or (e.layout == "item" and e.level == outermost[e.run])]


def among_timed(entries: list[Entry]) -> list[Entry]:
    """The timed entries, rows of tables, and the untimed items that stand in one list with timed ones."""
    lists = {(e.run, e.level) for e in entries if e.time is not None and e.layout == "item"}
    if any(e.layout == "heading" and e.time is not None and e.kind == "row" for e in entries):
        lists = set()  # under a heading a time, lists tell what happened then
    return [
        e for e in entries
        if e.time is not None
        or e.layout == "table"
        or (e.layout == "item" and (e.run, e.level) in lists and not _MEASURE.match(e.text))
    ]  # fmt: skip


def one_form(entries: list[Entry]) -> list[Entry]:
    """Plain lines: log lines quoted among entries have another form of time than the entries and go.

    Another form: no am or pm, or a date where dates stand over the entries.
    """
    lines = [e for e in entries if e.layout == "line" and e.kind == "row" and e.time is not None]
    dated = {e.line for e in lines if e.time is not None and e.time.date is not None}
    if any(e.layout == "line" and e.kind == "date" for e in entries) and len(dated) * 2 < len(lines):
        entries = [e for e in entries if e.line not in dated]
    clocks = [e.time.clock if e.layout == "line" and e.kind == "row" and e.time is not None else None for e in entries]
    halves = sum(c is not None and c.half for c in clocks)
    if halves * 2 <= sum(c is not None for c in clocks):
        return entries
    return [e for e, clock in zip(entries, clocks, strict=True) if clock is None or clock.half]
