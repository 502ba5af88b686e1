"""Rows of a table as events, whatever file the table came in."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from hashlib import blake2b
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, get_args

import msgspec

from furikaeri.evidence.cell_time import Cell, DateOrder, cell_time, date_order, zone_named
from furikaeri.evidence.columns import Columns, columns
from furikaeri.evidence.instants import lasting
from furikaeri.evidence.unread import bad_time, unknown_record
from furikaeri.model.event import LANES, Event, EventKind, InView, Reading, ReadWarning
from furikaeri.model.timespan import TimeSpan, iso
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from furikaeri.evidence.source import ReadContext

SAMPLE = 200  # rows looked at before the first is read
HEADER_ROWS = 20  # people put titles above the header
_KINDS = frozenset(get_args(EventKind))
_ALIKE = 32_768  # rows remembered to number identical ones


class Row(NamedTuple):
    """One row: where it stands, and its cells. `cut`: a cell was longer than we hold."""

    locator: str
    cells: Sequence[Cell]
    cut: bool = False


def read_table(rows: Iterable[Row], source: str, context: ReadContext, evidence: str) -> Iterator[Reading]:
    """A table with its header among the first rows, as events of `source`. FurikaeriError where no column has times."""
    rows = iter(rows)
    above: list[Row] = []
    for row in islice(rows, HEADER_ROWS):
        above.append(row)
        found = columns([words(c) for c in row.cells], context.mapping)
        if found is not None and (len(found.at) > 1 or context.mapping):
            for title in above[:-1]:
                if any(words(c).strip() for c in title.cells):
                    yield _title(title)
            yield from Table(found, source, context, evidence).read(rows)
            return
    if any(words(c).strip() for row in above for c in row.cells):
        raise _no_header(above)


class Table:
    """A table whose columns are known."""

    def __init__(
        self, found: Columns, source: str, context: ReadContext, evidence: str, alike: Alike | None = None
    ) -> None:
        self._columns = found
        self._source = source
        self._context = context
        self._evidence = evidence
        self._prefix = f"{source}:{context.instance}:"
        self._alike = alike or Alike()
        self._order: DateOrder = "?"
        at = found.at
        self._time = at["time"]
        self._day, self._end, self._text = at.get("date", -1), at.get("end", -1), at.get("text", -1)
        self._actor, self._channel, self._id = at.get("actor", -1), at.get("channel", -1), at.get("id", -1)
        self._lane, self._kind, self._link = at.get("lane", -1), at.get("kind", -1), at.get("link", -1)
        self._zone = at.get("zone", -1)
        self._talk = self._actor >= 0 and self._text >= 0 and not found.machine
        self._needed = max(self._time, self._text, self._actor) + 1
        self._width = len(found.header)
        self._stated_zone: tzinfo | None = found.zone or context.zone
        self._plain_time = not found.checks and max(self._day, self._end, self._zone) < 0

    def read(self, rows: Iterator[Row]) -> Iterator[Reading]:
        """Every row as an event, a warning, or both."""
        sample = list(islice(rows, SAMPLE))
        self.learn(sample)
        for row in chain(sample, rows):
            yield from self.row(row)

    def learn(self, sample: Sequence[Row]) -> None:
        """From the first rows: which comes first, day or month, and whether the id column tells rows apart."""
        dates = self._day if self._day >= 0 else self._time
        self._order = date_order(row.cells[dates] for row in sample if dates < len(row.cells))
        if self._id >= 0 and "id" not in {*self._context.mapping, *self._context.mapping.values()}:
            ids = [k for row in sample if self._id < len(row.cells) and (k := words(row.cells[self._id]).strip())]
            if len(set(ids)) < len(ids):  # a person's number or a type's, not the row's
                self._id = -1

    def row(self, row: Row) -> Sequence[Reading]:
        """What one row says. A blank one says nothing."""
        locator, cells, cut = row
        notes: list[Reading] = []
        count = len(cells)
        if count < self._width:
            if not any(words(c).strip() for c in cells):
                return ()
            if count <= self._time:
                return (unknown_record(locator, [words(c)[:80] for c in cells]),)
            if count < self._needed:
                notes.append(_noted(locator, cells, *_SHORT))
            cells = [*cells, *[""] * (self._width - count)]
        elif count > self._width and any(words(c).strip() for c in cells[self._width :]):
            notes.append(_noted(locator, cells, *_LONG))
        if cut:
            notes.append(_noted(locator, cells, *_CUT))
        try:
            if self._plain_time:
                span = cell_time(cells[self._time], self._stated_zone, self._order)
            else:
                span, contradicted = self._span(cells)
                if contradicted:
                    notes.append(contradicted_time(locator, cells, contradicted))
        except ValueError as fault:
            if not any(words(c).strip() for c in cells):
                return ()
            return (bad_time(locator, [words(c)[:80] for c in cells], fault),)
        event = self._event(locator, cells, span)
        if event is None:
            return (unknown_record(locator, [words(c)[:80] for c in cells]),)
        return (*notes, event) if notes else (event,)

    def _span(self, cells: Sequence[Cell]) -> tuple[TimeSpan, str]:
        zone = self._stated_zone
        if self._zone >= 0:
            zone = zone_named(words(cells[self._zone])) or zone
        day = cells[self._day] if self._day >= 0 else None
        contradicted = ""
        if not self._columns.checks:
            span = cell_time(cells[self._time], zone, self._order, day)
        else:
            spans = self._candidates(cells, zone, day)
            span = spans[0]
            lo, hi = min(s.lo for s in spans), max(s.lo for s in spans)
            if hi - lo > max(s.grain for s in spans):
                span = msgspec.structs.replace(span, lo=lo, hi=hi, stated=" / ".join(s.stated for s in spans))
                contradicted = f"{iso(lo)} / {iso(hi)}"
        if self._end >= 0 and (end := cells[self._end]) not in (None, ""):
            try:
                span = lasting(span, cell_time(end, zone, self._order, None))
            except ValueError:
                if day is not None:
                    span = lasting(span, cell_time(end, zone, self._order, day))
        return span, contradicted

    def _candidates(self, cells: Sequence[Cell], zone: tzinfo | None, day: Cell) -> list[TimeSpan]:
        """The moment as each column that states it says; one that can't be read doesn't count if another can."""
        found: list[TimeSpan] = []
        trouble: ValueError | None = None
        for place in (self._time, *self._columns.checks):
            try:
                found.append(cell_time(cells[place], zone, self._order, day if place == self._time else None))
            except ValueError as fault:
                trouble = trouble or fault
        if trouble is not None and not found:
            raise trouble
        return found

    def _event(self, locator: str, cells: Sequence[Cell], span: TimeSpan) -> Event | None:
        text = _said(cells[self._text]) if self._text >= 0 else ""
        if self._text == self._width - 1 and len(cells) > self._width:
            text = ",".join((text, *(words(c) for c in cells[self._width :])))
        actor = _said(cells[self._actor]) if self._actor >= 0 else ""
        channel = _said(cells[self._channel]) if self._channel >= 0 else ""
        facts = {}
        for place, name in self._columns.facts:
            said = _said(cells[place])
            if said:
                facts[name] = said
        if not text:
            text = ", ".join(f"{name}={value}" for name, value in facts.items())
            if not text and not actor:
                return None
        key = _said(cells[self._id]) if self._id >= 0 else ""
        if not key:
            key = self._alike.key(f"{span.lo}\x1f{actor}\x1f{channel}\x1f{text}")
        talk = self._talk
        lane = _said(cells[self._lane]) if self._lane >= 0 else ""
        kind = _said(cells[self._kind]) if self._kind >= 0 else ""
        if channel:
            facts["channel"] = channel
        group = f"#{channel.lstrip('#')}" if channel else "channel"
        return Event(
            id=self._prefix + key,
            source=self._source,
            span=span,
            lane=lane if lane in LANES else "people" if talk else "systems",
            kind=kind if kind in _KINDS else None if talk else "state",  # type: ignore[arg-type]  # just checked to be a kind
            actor=actor,
            text=text,
            in_view=(InView(group, span.lo, span.hi, "voiced"),) if talk else (),
            link=_said(cells[self._link]) if self._link >= 0 else "",
            facts=facts,
            evidence=self._evidence,
            locator=locator,
        )


class Alike:
    """Content as a key, identical rows numbered 0, 1, 2 …; of the last tens of thousands only, so memory stays flat."""

    def __init__(self) -> None:
        self._recent: dict[bytes, int] = {}
        self._older: dict[bytes, int] = {}

    def key(self, content: str) -> str:
        """`~digest:n` for the n-th row of this content."""
        digest = blake2b(content.encode("utf-8", "replace"), digest_size=12).digest()
        number = self._recent.get(digest)
        if number is None:
            number = self._older.get(digest)
        number = 0 if number is None else number + 1
        self._recent[digest] = number
        if len(self._recent) > _ALIKE:
            self._older, self._recent = self._recent, {}
        return f"~{digest.hex()}:{number}"


def _said(cell: Cell) -> str:
    return cell.strip() if type(cell) is str else words(cell).strip()


def words(cell: Cell) -> str:
    """A cell as text; numbers as they would be typed."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime | date) else str(cell)


_SHORT = (
    "short-row",
    Text("This row has fewer cells than the header.", "この行はセルが見出しより少なくなっています。"),
    Text("Check that nothing is missing from it.", "欠けているものがないか確かめてください。"),
)
_LONG = (
    "long-row",
    Text(
        "This row has more cells than the header; a delimiter inside a text may not have been quoted.",
        "この行はセルが見出しより多くなっています。本文中の区切り文字が引用符で囲まれていない可能性があります。",
    ),
    Text("Check its text.", "本文を確かめてください。"),
)
_CUT = (
    "cut-cell",
    Text(
        "A cell of this row is longer than 1 MB; the rest of it was cut.",
        "1 MB を超えるセルがあり、残りを切り捨てました。",
    ),
    Text("Look at the row in the original.", "元のファイルでこの行を確かめてください。"),
)


def _noted(locator: str, cells: Sequence[Cell], code: str, message: Text, ask: Text) -> ReadWarning:
    excerpt = " | ".join(words(c)[:40] for c in cells[:8])[:160]
    return ReadWarning(code=code, locator=locator, message=message, ask=ask, excerpt=excerpt, noted=True)


def contradicted_time(locator: str, cells: Sequence[Cell], times: str) -> ReadWarning:
    """Two columns of one row say different moments; the event keeps the interval of both."""
    return _noted(
        locator,
        cells,
        "contradicting-times",
        Text(
            "Two columns of this row state different times ({times}); both are kept, as an uncertain interval.",
            "この行の 2 つの列が異なる時刻を示しています（{times}）。両方を不確かな区間として残しました。",
        ).fill(times=times),
        Text("Say which one is right, or leave it open.", "どちらが正しいか決めるか、不明のまま残してください。"),
    )


def _title(row: Row) -> ReadWarning:
    return ReadWarning(
        code="above-header",
        locator=row.locator,
        message=Text(
            "This row stands above the header; it was taken as a title.", "見出しより上の行です。表題とみなしました。"
        ),
        ask=Text("Nothing to do, unless it is a record.", "記録でなければ、そのままで構いません。"),
        excerpt=" | ".join(words(c) for c in row.cells)[:160],
    )


def _no_header(above: Sequence[Row]) -> FurikaeriError:
    seen = ", ".join(words(c)[:40] for c in above[0].cells[:12])
    return FurikaeriError(
        Text(
            "No column here holds times as far as the header says ({seen}). Say which: --map time=COLUMN,text=COLUMN.",
            "見出し（{seen}）からは時刻の列が分かりません。--map time=列名,text=列名 で指定してください。",
        ).fill(seen=seen)
    )
