"""Excel workbooks: every sheet with a time column, real dates, merged cells. Needs the `xlsx` extra."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

from furikaeri.evidence.opened import MAX_MEMBER_BYTES, MAX_RATIO, Opened
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.table import Row, read_table
from furikaeri.model.event import Reading, ReadWarning
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook

    from furikaeri.evidence.cell_time import Cell

SMALL = 20_000_000  # unpacked bytes up to which a workbook is read whole, which merged cells need
MAX_CELL = 1 << 20


def sniff(opened: Opened) -> float:
    """Sure where the zip holds a workbook."""
    if not opened.is_zip:
        return 0.0
    try:
        return 0.9 if "xl/workbook.xml" in opened.members else 0.0
    except FurikaeriError:
        return 0.3 if b"xl/" in opened.head else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every row of every sheet as an event or a warning; a sheet without times is one warning."""
    size = _safe_size(opened)
    with opened.stream() as stream:
        book = _workbook(stream, opened.name, whole=size <= SMALL)
        try:
            for sheet in book.worksheets:
                try:
                    yield from read_table(_rows(sheet), SOURCE.name, context, opened.digest)
                except FurikaeriError as trouble:
                    yield _no_table(sheet.title, trouble)
        except (
            zipfile.BadZipFile,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            IndexError,
            OSError,
            SyntaxError,
        ) as fault:
            raise _broken(opened.name, fault) from fault
        finally:
            book.close()


def _safe_size(opened: Opened) -> int:
    """Bytes the workbook unpacks to; FurikaeriError for a bomb."""
    if not opened.members:
        raise _broken(opened.name, "no workbook in it")
    with opened.stream() as stream, zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
    for info in infos:
        bomb = info.file_size > 10_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if bomb or info.file_size > MAX_MEMBER_BYTES:
            raise FurikaeriError(
                Text(
                    "{name}: {member} would unpack to {size} bytes, far more than it holds; it was not read.",
                    "{name}: {member} は展開すると {size} バイトになります。異常に大きいため読みませんでした。",
                ).fill(name=opened.name, member=info.filename, size=info.file_size)
            )
    return sum(info.file_size for info in infos)


def _workbook(stream: Any, name: str, *, whole: bool) -> Workbook:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  # an extra, not always installed
    except ImportError as absent:
        raise FurikaeriError(
            Text(
                "Reading .xlsx needs one more package: pip install 'furikaeri[xlsx]'",
                ".xlsx を読むには追加のパッケージが必要です: pip install 'furikaeri[xlsx]'",
            )
        ) from absent
    try:
        return load_workbook(stream, read_only=not whole, data_only=False, keep_links=False)
    except Exception as fault:  # openpyxl lets any fault of a foreign XML through
        raise _broken(name, fault) from fault


def _rows(sheet: Any) -> Iterator[Row]:
    filled = _merged(sheet)
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_cell(value) for value in row]
        for column, value in filled.get(number, ()):
            if column < len(cells) and cells[column] in (None, ""):
                cells[column] = value
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if cells:
            cut = any(isinstance(c, str) and len(c) >= MAX_CELL for c in cells)
            yield Row(f"{sheet.title}#row={number}", cells, cut)


def _merged(sheet: Any) -> dict[int, list[tuple[int, Cell]]]:
    """What cells merged downwards leave blank: row -> (column from 0, the value at their top). Sideways stays blank."""
    filled: dict[int, list[tuple[int, Cell]]] = {}
    for area in getattr(getattr(sheet, "merged_cells", None), "ranges", ()):
        value = _cell(sheet.cell(area.min_row, area.min_col).value)
        for number in range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1):
            filled.setdefault(number, []).append((area.min_col - 1, value))
    return filled


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value[:MAX_CELL]
    if value is None or isinstance(value, bool | int | float | dt.datetime | dt.date):
        return value
    if isinstance(value, dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(getattr(value, "text", value))  # array formulas hold their words in `text`


def _no_table(sheet: str, trouble: FurikaeriError) -> ReadWarning:
    return ReadWarning(
        code="no-time-column",
        locator=f"{sheet}#",
        message=trouble.message,
        ask=Text("Name its columns, if this sheet holds records.", "このシートに記録があれば、列を指定してください。"),
    )


def _broken(name: str, fault: object) -> FurikaeriError:
    return FurikaeriError(
        Text(
            "{name}: this workbook can't be read ({fault}). Save it again as .xlsx, or as CSV.",
            "{name}: このブックを読めません（{fault}）。.xlsx か CSV で保存し直してください。",
        ).fill(name=name, fault=str(fault)[:160])
    )


SOURCE = Source(
    name="xlsx",
    title=Text("Excel workbook", "Excel ブック"),
    view_rule=Text(
        "A row with a speaker was said in its channel: in view of that channel from its time on. "
        "A row without one existed in a record; who saw it has to come from elsewhere.",
        "発言者のある行は、その時刻からそのチャンネルの人に見えていたものとして扱います。"
        "発言者のない行は記録として存在したもので、誰に見えていたかはほかの記録によります。",
    ),
    sniff=sniff,
    read=read,
)
