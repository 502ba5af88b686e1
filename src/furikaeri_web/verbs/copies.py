"""A backup as one tar: about.json, the database, the bytes of the records, the ledger, the key; digests last.

SQLite goes in as a snapshot of its file (which leaves deleted text behind), PostgreSQL table by table out of one
transaction that sees a single moment.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
import tempfile
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1
_CHUNK = 1 << 20
# the queue may be lost: what is to be done stands in rows
TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace "
    "AND relname NOT LIKE 'huey%' ORDER BY 1"
)
_NAMES = re.compile(
    r"about\.json|digests\.json|secret|expunged\.jsonl|database\.sqlite3|tables/\w+|evidence/\d+/[0-9a-f]{64}|incoming/[0-9a-f]{32}",
    re.ASCII,
)


def write(target: Path) -> int:
    """Writes the backup beside and renames it; gives how many files of records it holds."""
    from django.conf import settings
    from django.db import connection

    from furikaeri_web.evidence.locks import copying

    data: Path = settings.ENVIRONMENT.data
    part = target.with_name(f".{target.name}.part")
    digests: dict[str, str] = {}
    files = 0
    try:
        with copying(), part.open("xb") as out, tarfile.open(fileobj=out, mode="w") as tar:
            part.chmod(0o600)  # it holds everything, the key among it
            _add(
                tar,
                digests,
                "about.json",
                json.dumps({"furikaeri": VERSION, "vendor": connection.vendor, "migrations": _migrations()}).encode(),
            )
            for name, stream in _database(data):
                _add_stream(tar, digests, name, stream)
            for path in sorted(
                [*data.glob("evidence/*/*"), *data.glob("incoming/*"), data / "secret", data / "expunged.jsonl"]
            ):
                name = path.relative_to(data).as_posix()
                if path.is_file() and _NAMES.fullmatch(name):
                    with path.open("rb") as stream:
                        _add_stream(tar, digests, name, stream)
                    files += name.startswith("evidence/")
            _add(tar, {}, "digests.json", json.dumps(digests).encode())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return files


def check(source: Path) -> dict[str, Any]:
    """What a backup says of itself, once every byte of it was compared; FurikaeriError where it can't be relied on."""
    seen: dict[str, str] = {}
    about: dict[str, Any] = {}
    stated: dict[str, str] = {}
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() else None
                if stream is None or not _NAMES.fullmatch(member.name):
                    raise broken(
                        Text("{name} does not belong in it", "{name} は含まれないはずです").fill(name=member.name)
                    )
                if member.name in {"about.json", "digests.json"}:
                    content = json.loads(stream.read())
                    if member.name == "about.json":
                        about = content
                    else:
                        stated = content
                    continue
                mark = blake2b(digest_size=32)
                while chunk := stream.read(_CHUNK):
                    mark.update(chunk)
                seen[member.name] = mark.hexdigest()
    except (tarfile.TarError, OSError, ValueError, EOFError) as fault:
        raise broken(Text(str(fault)[:200], str(fault)[:200])) from fault
    stated.pop("about.json", None)
    if not about or seen != stated:
        raise broken(Text("its files are not those that were written", "書き込まれたときの内容と一致しません"))
    if about.get("furikaeri") != VERSION:
        raise broken(Text("another version of furikaeri made it", "別の版の furikaeri で作られています"))
    return about


def broken(why: Text) -> FurikaeriError:
    """Why a backup is of no use; nothing was changed."""
    return FurikaeriError(
        Text(
            "This backup can't be restored: {why}. Nothing was changed.",
            "このバックアップは復元できません（{why}）。何も変えていません。",
        ).fill(why=why)
    )


def _migrations() -> list[list[str]]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _database(data: Path) -> Iterator[tuple[str, IO[bytes]]]:
    from django.db import connection, transaction

    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(dir=data) as folder:
            file = Path(folder) / "snapshot"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(file)])
            with file.open("rb") as stream:
                yield "database.sqlite3", stream
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            with tempfile.TemporaryFile(dir=data) as stream:
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    for chunk in copy:
                        stream.write(chunk)
                stream.seek(0)
                yield f"tables/{table}", stream


def _add(tar: tarfile.TarFile, digests: dict[str, str], name: str, content: bytes) -> None:
    _add_stream(tar, digests, name, io.BytesIO(content))


def _add_stream(tar: tarfile.TarFile, digests: dict[str, str], name: str, stream: IO[bytes]) -> None:
    mark = blake2b(digest_size=32)
    size = 0
    while chunk := stream.read(_CHUNK):
        mark.update(chunk)
        size += len(chunk)
    stream.seek(0)
    info = tarfile.TarInfo(name)
    info.size = size
    tar.addfile(info, stream)
    digests[name] = mark.hexdigest()
