"""Making sure that what was deleted is not left in the database's own files."""

from __future__ import annotations

from django.db import connection

_SMALL = 64 << 20  # bytes up to which a table of PostgreSQL is rewritten whole


def overwrite() -> None:
    """From here on this connection overwrites what it deletes (SQLite); call before deleting."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def scrub() -> None:
    """Rewrites what may still hold deleted text: full-text segments and the log (SQLite), dead rows (PostgreSQL).

    Inside a transaction only the first can be done.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE %s", ["%USING fts5%"])
            for (name,) in cursor.fetchall():
                cursor.execute(f'INSERT INTO "{name}"("{name}") VALUES (%s)', ["optimize"])  # noqa: S608  # our own names
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        if connection.in_atomic_block:
            return
        cursor.execute(
            "SELECT c.oid::regclass::text, pg_total_relation_size(c.oid) FROM pg_class c "
            "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
        )
        for name, size in cursor.fetchall():
            cursor.execute(f"VACUUM (FULL) {name}" if size < _SMALL else f"VACUUM {name}")
