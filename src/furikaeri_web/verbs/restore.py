"""`furikaeri restore`: a backup in place of what is here; what was expunged since is expunged again."""

from __future__ import annotations

import os
import shutil
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put("file", type=Path, metavar="FILE", says=Text("the backup", "バックアップ"))
    options.put(
        "--force",
        action="store_true",
        says=Text(
            "in place of what is here; stop the site first", "いまあるものと置き換える（先にサイトを止めてください）"
        ),
    )


def _run(args: Namespace, console: Console) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "furikaeri_web.project.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from furikaeri_web.verbs.copies import broken, check

    about = check(args.file)
    if about["vendor"] != connection.vendor:
        raise broken(
            Text(
                "it is of another kind of database; take incidents over as bundles",
                "データベースの種類が違います。インシデントはバンドルで移してください",
            )
        )
    if not args.force and _holds_anything(settings.ENVIRONMENT.data):
        raise FurikaeriError(
            Text(
                "There is something here already; nothing was changed. Add --force to replace all of it.",
                "すでにデータがあります。何も変えていません。すべて置き換えるなら --force を付けてください。",
            )
        )
    again = _restore(args.file, settings.ENVIRONMENT.data, about)
    console.say(
        Text(
            "Restored. {n} earlier expunge{s} done again.",
            "復元しました。過去の消去を {n} 件、あらためて適用しました。",
        ).fill(n=again)
    )
    return 0


def _holds_anything(data: Path) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        if "accounts_user" not in connection.introspection.table_names(cursor):
            return any(data.glob("evidence/*/*"))
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is not None or any(data.glob("evidence/*/*"))


def _restore(source: Path, data: Path, about: dict[str, Any]) -> int:
    """The bytes beside, the database in one step, then the bytes in place; gives how many expunges were done again."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from furikaeri_web.evidence import ledger

    mine = ledger.ledger().read_bytes() if ledger.ledger().exists() else b""
    beside = data / "restoring"
    shutil.rmtree(beside, ignore_errors=True)
    with tarfile.open(source) as tar:  # every name was checked
        for member in tar:
            stream = tar.extractfile(member)
            if stream is not None and not member.name.endswith("s.json"):
                target = beside / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    shutil.copyfileobj(stream, out, 1 << 20)
                target.chmod(0o400 if member.name.startswith("evidence/") else 0o600)
    if connection.vendor == "sqlite":
        connection.close()
        for end in ("-wal", "-shm"):
            (data / f"furikaeri.sqlite3{end}").unlink(missing_ok=True)
        (beside / "database.sqlite3").replace(data / "furikaeri.sqlite3")
    else:
        with transaction.atomic():
            _load(beside / "tables", about)
    for name in ("evidence", "incoming"):
        _swap(data / name, beside / name)
    shutil.rmtree(data / "cache", ignore_errors=True)
    if (beside / "secret").exists():
        (beside / "secret").replace(data / "secret")
    theirs = (beside / "expunged.jsonl").read_bytes() if (beside / "expunged.jsonl").exists() else b""
    ledger.ledger().write_bytes(theirs + b"".join(x + b"\n" for x in mine.splitlines() if x not in theirs.splitlines()))
    shutil.rmtree(beside, ignore_errors=True)
    call_command("migrate", interactive=False, verbosity=0)
    return _expunge_again()


def _load(folder: Path, about: dict[str, Any]) -> None:
    """The tables as they were when the backup was made, filled with what it holds; within the caller's transaction."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from furikaeri_web.verbs.copies import TABLES

    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        if names:
            cursor.execute(f"DROP TABLE {names} CASCADE")
    executor = MigrationExecutor(connection)
    made = {(app, name) for app, name in about["migrations"]}
    leaves = executor.loader.graph.leaf_nodes()
    plan = [step for step in executor.migration_plan(leaves) if (step[0].app_label, step[0].name) in made]
    executor.migrate(leaves, plan=plan)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        filled = [f'"{path.name}"' for path in sorted(folder.iterdir())]
        cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        for path in sorted(folder.iterdir()):
            with path.open("rb") as stream, cursor.copy(f'COPY "{path.name}" FROM STDIN') as copy:
                while chunk := stream.read(1 << 20):
                    copy.write(chunk)
        cursor.execute(
            "SELECT table_name, column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) "
            "FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'"
        )
        for table, column, sequence in cursor.fetchall():
            cursor.execute(
                f'SELECT setval(%s, COALESCE(MAX("{column}"), 1), MAX("{column}") IS NOT NULL) FROM "{table}"',  # noqa: S608  # our own names
                [sequence],
            )


def _swap(here: Path, new: Path) -> None:
    """The new folder in the old one's place; masked copies that stand in the old one alone are kept for `reapply`."""
    old = here.with_name(f"{here.name}.before")
    shutil.rmtree(old, ignore_errors=True)
    if here.exists():
        here.rename(old)
    if new.exists():
        new.rename(here)
    from furikaeri_web.evidence import ledger

    for gone in ledger.lines():
        for copy in old.glob(f"*/{gone.replaced_by}") if gone.replaced_by else ():
            target = here / copy.parent.name / copy.name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                copy.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _expunge_again() -> int:
    from furikaeri_web.evidence import ledger
    from furikaeri_web.evidence.expunging import reapply
    from furikaeri_web.evidence.scrubbing import scrub
    from furikaeri_web.evidence.services import read_again
    from furikaeri_web.incidents.models import Incident
    from furikaeri_web.parts.moments import now

    again = 0
    for gone in ledger.lines():
        incident = Incident.objects.filter(number=gone.incident).first()
        if incident is not None and reapply(gone, incident):
            again += 1
            read_again(incident=incident, name="", by=None, now=now())
    scrub()
    return again


VERB = Verb(name="restore", step=4, says=Text("bring a backup back", "バックアップを戻す"), options=_options, run=_run)
