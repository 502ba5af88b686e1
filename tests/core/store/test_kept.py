from __future__ import annotations

import sqlite3
from pathlib import Path

from furikaeri.store.kept import keep, kept
from furikaeri.store.store import Store


def test_what_is_kept_comes_back_for_its_fingerprint_alone(tmp_path: Path) -> None:
    with Store(tmp_path / "events.sqlite") as store:
        assert kept(store.db, "proposals", b"one") is None
        assert keep(store.db, "proposals", b"one", b"body")
        assert kept(store.db, "proposals", b"one") == b"body"
        assert kept(store.db, "proposals", b"two") is None
        assert kept(store.db, "others", b"one") is None
    with Store(tmp_path / "events.sqlite") as store:
        assert kept(store.db, "proposals", b"one") == b"body"
        assert keep(store.db, "proposals", b"two", b"later")
        assert kept(store.db, "proposals", b"one") is None
        assert kept(store.db, "proposals", b"two") == b"later"


def test_a_file_that_cannot_be_written_just_now_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "events.sqlite"
    with Store(file) as store:
        keep(store.db, "proposals", b"one", b"body")
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
    try:
        assert kept(db, "proposals", b"one") == b"body"
        assert not keep(db, "proposals", b"two", b"later")
        assert kept(db, "proposals", b"one") == b"body"
    finally:
        db.close()
