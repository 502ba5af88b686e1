"""Backup and restore by the commands themselves, each step in a process of its own, on the database of the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BEGIN = """
import io, os, sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)
"""
FILL = """
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from furikaeri_web.accounts.models import User
from furikaeri_web.evidence import services
from furikaeri_web.evidence.running import work
from furikaeri_web.incidents.services import declare
alice = User.objects.create_user("alice@example.test", None, name="Alice")
incident = declare(title="Shelves", by=alice, now=NOW, summary="the key is hunter2swordfish")
for n, data in enumerate((b"time,text\\n2026-10-14T14:00Z,the key is hunter2swordfish\\n", b"time,text\\n2026-10-14T15:00Z,clean\\n")):
    services.upload(incident=incident, stream=io.BytesIO(data), name=f"{n}.csv", size=len(data), said=services.Said(), by=alice, now=NOW)
work(incident.pk)
"""
EXPUNGE = """
from furikaeri_web.accounts.models import User
from furikaeri_web.evidence.expunging import expunge_text
from furikaeri_web.incidents.models import Incident
expunge_text(incident=Incident.objects.get(), secret="hunter2swordfish", reason="leaked", by=User.objects.get(), now=NOW)
"""
LOOK = """
from furikaeri_web.evidence.models import EventRow, Item, Tombstone
from furikaeri_web.evidence.running import work
from furikaeri_web.incidents.models import Incident
incident = Incident.objects.get()
work(incident.pk)
print(incident.summary, Item.objects.count(), EventRow.objects.count(), Tombstone.objects.count(), sep="|")
"""


@pytest.fixture
def run(tmp_path: Path):
    environment = {
        **os.environ,
        "FURIKAERI_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "furikaeri_web.project.settings",
    }
    address = os.environ.get("FURIKAERI_DATABASE", "")
    if address:
        import psycopg

        before, question, after = address.partition("?")
        name = f"copies_{os.getpid()}"
        with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as db:
            db.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            db.execute(f'CREATE DATABASE "{name}"')
        environment["FURIKAERI_DATABASE"] = before.rpartition("/")[0] + f"/{name}{question}{after}"

    def running(code: str, expect: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + code], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == expect, done.stderr
        return done.stdout + done.stderr

    return running


def verb(name: str, path: Path, force: bool = False) -> str:  # noqa: FBT001, FBT002  # as on the command line
    return f"""
from furikaeri.cli.console import Console
from furikaeri.text import FurikaeriError
from furikaeri_web.verbs.{name} import VERB
class Said:
    def say(self, *words): print(*words)
try:
    sys.exit(VERB.run(Namespace(file=Path({str(path)!r}), force={force}), Said()))
except FurikaeriError as trouble:
    print(trouble); sys.exit(3)
"""


def holds(tmp_path: Path, words: bytes) -> bool:
    return any(words in p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file())


def test_a_backup_comes_back_and_what_was_expunged_since_does_not(run, tmp_path):
    file = tmp_path / "monday.tar"
    run(FILL)
    before = run(LOOK)
    assert "the key is hunter2swordfish|2|2|0" in before
    run(verb("backup", file))
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    run(verb("backup", file), expect=3)
    run(verb("restore", file), expect=3)
    run(verb("restore", file, force=True))
    assert run(LOOK) == before
    run(EXPUNGE)
    after = run(LOOK)
    assert "the key is [expunged]|2|2|1" in after
    assert not holds(tmp_path, b"swordfish")
    run(verb("restore", file, force=True))
    assert run(LOOK) == after
    assert not holds(tmp_path, b"swordfish")


def test_a_damaged_backup_changes_nothing(run, tmp_path):
    file = tmp_path / "monday.tar"
    run(FILL)
    run(verb("backup", file))
    data = bytearray(file.read_bytes())
    for at, what in ((len(data) // 3, "flipped"), (None, "cut")):
        file.write_bytes(data[: len(data) // 2] if at is None else data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
        assert "Nothing was changed" in run(verb("restore", file, force=True), expect=3), what
    assert "hunter2swordfish|2|2|0" in run(LOOK)
