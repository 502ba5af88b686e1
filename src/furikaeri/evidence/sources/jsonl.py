"""JSON Lines, concatenated objects or one array of objects that each hold a time: logs, exports, Timesketch."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec

from furikaeri.evidence.cell_time import Cell, cell_time
from furikaeri.evidence.columns import Columns, columns
from furikaeri.evidence.instants import NaiveTimeError
from furikaeri.evidence.json_records import MAX_RECORD_BYTES, Flaw, select
from furikaeri.evidence.payload import value_of
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.table import SAMPLE, Alike, Row, Table
from furikaeri.evidence.unread import unknown_record
from furikaeri.evidence.utf8 import encoding_warning, lines, utf8, utf8_head
from furikaeri.model.event import Reading, ReadWarning
from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.evidence.opened import Opened

MAX_SHAPES = 256  # sets of keys remembered; a stranger one is looked at anew each time
MAX_DEPTH = 4
MAX_NESTED = 200  # characters kept of a list of objects
_PLAIN = frozenset([str, int, float, type(None)])
_decode = msgspec.json.Decoder(dict[str, Any]).decode


def sniff(opened: Opened) -> float:
    """A little (0.35) where several records are rows: a time and a text at the top, and in an array nothing nested.

    Nested payloads belong to vendors whose form a generic reader would misread; they are refused.
    """
    head = utf8_head(opened).lstrip()
    if head[:1] not in {b"{", b"["}:
        return 0.0
    rows, by_line = _few(head)
    if not rows or (len(rows) < 2 and head[:1] == b"{" and not opened.name.lower().endswith((".jsonl", ".ndjson"))):
        return 0.0
    return 0.35 if all(_is_row(row, nested=by_line) for row in rows[:20]) else 0.1


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every object as an event or a warning."""
    with utf8(opened) as stream:
        note = encoding_warning(stream.encoding)
        if note is not None:
            yield note
        head = utf8_head(opened).lstrip()
        if head[:1] == b"[":
            found = _elements(select(stream, "/*"))
        elif _by_line(head):
            found = _by_lines(lines(stream, MAX_RECORD_BYTES))
        else:
            found = _elements(select(stream, ""))
        yield from _events(found, _Shapes(context, opened.digest))


class _Shapes:
    """The columns of each set of keys met, with one table a set."""

    def __init__(self, context: ReadContext, evidence: str) -> None:
        self._context = context
        self._evidence = evidence
        self._tables: dict[tuple[str, ...], Table | None] = {}
        self._alike = Alike()

    def table(self, keys: tuple[str, ...]) -> Table | None:
        """The table of these keys; None where none of them is a time."""
        try:
            return self._tables[keys]
        except KeyError:
            found: Columns | None = columns(keys, self._context.mapping)
            table = None if found is None else Table(found, SOURCE.name, self._context, self._evidence, self._alike)
            if len(self._tables) < MAX_SHAPES:
                self._tables[keys] = table
            return table


_Record = tuple[str, tuple[str, ...], Sequence[Cell]]


def _events(found: Iterator[_Record | ReadWarning], shapes: _Shapes) -> Iterator[Reading]:
    sample = list(islice(found, SAMPLE))
    alike: dict[tuple[str, ...], list[Row]] = {}
    for record in sample:
        if isinstance(record, tuple):
            alike.setdefault(record[1], []).append(Row(record[0], record[2]))
    for keys, rows in alike.items():
        table = shapes.table(keys)
        if table is not None:
            table.learn(rows)
    for record in chain(sample, found):
        if isinstance(record, ReadWarning):
            yield record
            continue
        locator, keys, cells = record
        table = shapes.table(keys)
        if table is None:
            yield unknown_record(locator, dict(zip(keys, map(str, cells), strict=True)))
        else:
            yield from table.row(Row(locator, cells))


def _by_lines(found: Iterator[tuple[bytes, bool]]) -> Iterator[_Record | ReadWarning]:
    for number, (line, cut) in enumerate(found, 1):
        locator = f"#line={number}"
        if cut:
            yield Flaw("too-large", "", 0, number, number).warning()
        elif line.strip():
            yield _record(locator, line)


def _elements(found: Iterator[Any]) -> Iterator[_Record | ReadWarning]:
    for element in found:
        yield element.warning() if isinstance(element, Flaw) else _record(element.locator, element.data)


def _record(locator: str, data: bytes) -> _Record | ReadWarning:
    try:
        value = _decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        try:
            value = value_of(data)
        except (ValueError, RecursionError):
            return unknown_record(locator, data[:160].decode("utf-8", "replace"))
        if not isinstance(value, dict):
            return unknown_record(locator, value)
    if not _PLAIN.issuperset(map(type, value.values())):
        value = dict(_flat(value))
    return locator, tuple(value), tuple(value.values())


def _flat(value: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Cell]]:
    """`{"host": {"name": "a"}}` as `host.name`; lists of words joined; deeper things as JSON, shortened."""
    for key, inner in value.items():
        if isinstance(inner, dict) and depth < MAX_DEPTH:
            yield from _flat(inner, f"{prefix}{key}.", depth + 1)
        elif isinstance(inner, list) and all(isinstance(x, str | int) for x in inner):
            yield prefix + key, ", ".join(map(str, inner))
        elif isinstance(inner, dict | list):
            yield prefix + key, json.dumps(inner, ensure_ascii=False)[:MAX_NESTED]
        else:
            yield prefix + key, str(inner).lower() if isinstance(inner, bool) else inner


def _by_line(head: bytes) -> bool:
    """Whether the first line is a whole object."""
    try:
        _decode(head.split(b"\n", 1)[0])
    except (msgspec.MsgspecError, RecursionError):
        return b"\n" not in head and len(head) > 60_000
    return True


def _few(head: bytes) -> tuple[list[Any], bool]:
    """The first records, and whether they stand one a line."""
    if head[:1] == b"{":
        some = []
        for line in head.split(b"\n")[:20]:
            try:
                some.append(_decode(line))
            except (msgspec.MsgspecError, RecursionError):
                continue
        if _by_line(head):
            return some, True
    values: list[Any] = []
    for element in islice(select(io.BytesIO(head), "/*" if head[:1] == b"[" else ""), 20):
        if isinstance(element, Flaw):
            break
        try:
            values.append(value_of(element.data))
        except (ValueError, RecursionError):
            return [], False
    return values, False


def _is_row(value: Any, *, nested: bool) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    if not nested and any(
        isinstance(x, dict) or (isinstance(x, list) and any(isinstance(y, dict | list) for y in x))
        for x in value.values()
    ):
        return False
    keys = [k for k, x in value.items() if not isinstance(x, dict | list)]
    found = columns(keys, {})
    if found is None or "text" not in found.at:
        return False
    try:
        cell_time(value[keys[found.at["time"]]], None)
    except NaiveTimeError:
        return True
    except ValueError:
        return False
    return True


SOURCE = Source(
    name="jsonl",
    title=Text("JSON Lines or an array of flat records", "JSON Lines・平らなレコードの配列"),
    view_rule=Text(
        "A record with a speaker was said in its channel: in view of that channel from its time on. "
        "A record without one existed in a system; who saw it has to come from elsewhere.",
        "発言者のある記録は、その時刻からそのチャンネルの人に見えていたものとして扱います。"
        "発言者のない記録はシステムに存在したもので、誰に見えていたかはほかの記録によります。",
    ),
    sniff=sniff,
    read=read,
)
