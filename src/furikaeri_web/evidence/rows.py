"""Writing many rows of events at once, on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from furikaeri_web.evidence.models import EventRow

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE = EventRow._meta.db_table  # noqa: SLF001  # Django's way to ask for it
_COLUMNS = "id, incident_id, item_id, key, mark, lo, hi, source, lane, deleted, locator, body"
_CHANGED = "item_id, mark, lo, hi, source, lane, deleted, locator, body"


class Made(NamedTuple):
    """A row as it is to stand, in the order of its columns after `id` and `incident`."""

    item: int
    key: int
    mark: int
    lo: int
    hi: int | None
    source: str
    lane: str
    deleted: bool
    locator: str
    body: bytes


def insert(incident: int, rows: Sequence[Made]) -> range:
    """Writes new rows and gives their keys, in the same order; inside a transaction of the caller's."""
    if not rows:
        return range(0)
    numbers = _numbers(len(rows))
    numbered = ((n, incident, *row) for n, row in zip(numbers, rows, strict=True))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_TABLE} ({_COLUMNS}) FROM STDIN") as copy:
                for row in numbered:
                    copy.write_row(row)
        else:
            places = ",".join(["%s"] * 12)
            cursor.executemany(f"INSERT INTO {_TABLE} ({_COLUMNS}) VALUES ({places})", list(numbered))  # noqa: S608  # our own names
    return numbers


def update(rows: Sequence[tuple[int, Made]]) -> None:
    """Sets rows, by their keys, to what they are to say now."""
    sets = ",".join(f"{column.strip()}=%s" for column in _CHANGED.split(","))
    values = [
        (r.item, r.mark, r.lo, r.hi, r.source, r.lane, r.deleted, r.locator, r.body, number) for number, r in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {_TABLE} SET {sets} WHERE id=%s", values)  # noqa: S608  # our own names


def showing(incident: int, text: str) -> set[int]:
    """The items whose events hold this text, byte by byte."""
    found = "instr(body, %s) > 0" if connection.vendor == "sqlite" else "position(%s::bytea in body) > 0"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT item_id FROM {_TABLE} WHERE incident_id = %s AND {found}",  # noqa: S608  # our own name
            [incident, text.encode()],
        )
        return {row[0] for row in cursor.fetchall()}


def _numbers(count: int) -> range:
    """That many keys that no other row has or will get."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # one step for all of them, under a lock of its own so that they follow one another
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x65766E74])
            cursor.execute(
                "SELECT setval(s, nextval(s) + %s) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS s) AS q",
                [count - 1, _TABLE],
            )
            last = int(cursor.fetchone()[0])
        else:
            cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [_TABLE])
            last = int(cursor.fetchone()[0]) + count
    return range(last - count + 1, last + 1)
