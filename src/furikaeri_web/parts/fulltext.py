"""A full-text index beside a table, alike on SQLite (FTS5) and PostgreSQL (tsvector): rows by the key of what they index.

An app owns its index: it makes it in a migration with `IndexOperation`, and its services put and drop rows in the same
transaction as the rows that they write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.migrations.operations.base import Operation
from django.db.models.expressions import RawSQL

from furikaeri_web.parts.tokens import phrases, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FURTHEST = 16_383  # positions that PostgreSQL can tell apart in one text
_BATCH = 1_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Index:
    """The words of one kind of row; `name` is the name of its table. A row has a heading and a body."""

    name: str

    def put(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """(key, heading, body) of rows that are new or changed."""
        batch: list[tuple[int, str, str]] = []
        for row in rows:
            batch.append(row)
            if len(batch) >= _BATCH:
                self._write(batch)
                batch = []
        self._write(batch)

    def drop(self, keys: Iterable[int]) -> None:
        """Forgets rows, such as those that were expunged."""
        found = list(keys)
        with connection.cursor() as cursor:
            for start in range(0, len(found), _AT_ONCE):
                part = found[start : start + _AT_ONCE]
                places = ",".join(["%s"] * len(part))
                cursor.execute(f"DELETE FROM {self.name} WHERE {self._key} IN ({places})", part)  # noqa: S608  # our own names

    def keys(self, query: str, *, heading: bool = False) -> Iterator[int]:
        """The keys of rows that hold every word of the query, highest key (newest) first; `heading`: in the heading."""
        found = phrases(query)
        if not found:
            return
        before = 1 << 62
        match = _fts(query, heading=heading) if self._lite else _tsquery(query)
        where = f"{self.name} MATCH %s" if self._lite else ("heading" if heading else "words") + " @@ %s::tsquery"
        size = 100
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {self._key} FROM {self.name} WHERE {where} AND {self._key} < %s ORDER BY {self._key} DESC LIMIT %s",  # noqa: S608  # our own names
                    [match, before, size],
                )
                rows = [int(row[0]) for row in cursor.fetchall()]
            yield from rows
            if len(rows) < size:
                return
            before, size = rows[-1], min(size * 2, 4_000)

    def rows(self, query: str) -> RawSQL:
        """The same keys as a subquery, for `filter(pk__in=…)`; the query must hold a word (see `phrases`)."""
        found = _fts(query, heading=False) if self._lite else _tsquery(query)
        where = f"{self.name} MATCH %s" if self._lite else "words @@ %s::tsquery"
        return RawSQL(f"SELECT {self._key} FROM {self.name} WHERE {where}", [found])  # noqa: S611, S608  # our own names

    @property
    def _lite(self) -> bool:
        return connection.vendor == "sqlite"

    @property
    def _key(self) -> str:
        return "rowid" if self._lite else "id"

    def _write(self, batch: list[tuple[int, str, str]]) -> None:
        if not batch:
            return
        self.drop(key for key, _, _ in batch)
        rows: list[tuple[Any, ...]]
        if self._lite:
            rows = [(key, " ".join(tokens(heading)), " ".join(tokens(body))) for key, heading, body in batch]
            into = f"INSERT INTO {self.name} (rowid, heading, body) VALUES (%s,%s,%s)"  # noqa: S608  # our own name
        else:
            rows = [(key, _tsvector(heading), _tsvector(f"{heading}\n{body}")) for key, heading, body in batch]
            into = f"INSERT INTO {self.name} (id, heading, words) VALUES (%s,%s::tsvector,%s::tsvector)"  # noqa: S608  # our own name
        with connection.cursor() as cursor:
            cursor.executemany(into, rows)


class IndexOperation(Operation):
    """Makes the table of an index in a migration, and drops it backwards."""

    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The index is no model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  # Django's signature
        """Makes it."""
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {self.name} USING fts5(heading, body, tokenize='unicode61 remove_diacritics 0')"
            )
        else:
            schema_editor.execute(f"CREATE TABLE {self.name} (id bigint PRIMARY KEY, heading tsvector, words tsvector)")
            schema_editor.execute(f"CREATE INDEX {self.name}_words ON {self.name} USING gin (words)")
            schema_editor.execute(f"CREATE INDEX {self.name}_heading ON {self.name} USING gin (heading)")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  # Django's signature
        """Drops it."""
        schema_editor.execute(f"DROP TABLE {self.name}")

    def describe(self) -> str:
        """What it does."""
        return f"Full-text index {self.name}"


def _fts(query: str, *, heading: bool) -> str:
    """The query in FTS5's own language."""
    asked = " AND ".join(f'"{" ".join(p.tokens)}"{" *" if p.open else ""}' for p in phrases(query))
    return f"heading : ({asked})" if heading else asked


def _tsquery(query: str) -> str:
    """The query in PostgreSQL's own language."""
    return " & ".join(
        "(" + " <-> ".join(f"'{t}'" for t in p.tokens) + (":*" if p.open else "") + ")" for p in phrases(query)
    )


def _tsvector(text: str) -> str:
    """A text in PostgreSQL's own form: every token with the places where it stands (at most 255 of them)."""
    places: dict[str, list[int]] = {}
    for n, token in enumerate(tokens(text), 1):
        at = places.setdefault(token, [])
        if len(at) < 255:
            at.append(min(n, _FURTHEST))
    return " ".join(f"'{token}':{','.join(map(str, at))}" for token, at in places.items())
