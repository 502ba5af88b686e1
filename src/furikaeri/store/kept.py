"""What was derived from events and can be derived again, kept beside them so that opening an incident only loads."""

from __future__ import annotations

import sqlite3

_TABLE = "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, body BLOB NOT NULL)"


def kept(db: sqlite3.Connection, name: str, fingerprint: bytes) -> bytes | None:
    """What `keep` was given last under this name, if it was made from what `fingerprint` stands for; else None."""
    try:
        row = db.execute("SELECT body FROM kept WHERE name = ? AND fingerprint = ?", (name, fingerprint)).fetchone()
    except sqlite3.OperationalError:  # nothing was kept yet, so there is no table
        return None
    return None if row is None else bytes(row[0])


def keep(db: sqlite3.Connection, name: str, fingerprint: bytes, body: bytes) -> bool:
    """Keeps one body under a name in place of the last; False where the file can't be written just now.

    That is no failure: what is kept is only ever a saving of time.
    """
    try:
        db.execute(_TABLE)
        db.execute("INSERT OR REPLACE INTO kept (name, fingerprint, body) VALUES (?,?,?)", (name, fingerprint, body))
    except sqlite3.OperationalError:
        return False
    return True
