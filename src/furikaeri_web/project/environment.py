"""What the person who runs furikaeri says by environment variables, with defaults that are safe on one machine."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from furikaeri.text import FurikaeriError, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Everything that can be said.

    - `data`: the folder that holds the database (where it is SQLite), the bytes of the records and the secret key.
    - `database`: "" for SQLite in `data`, or `postgres://user:password@host:port/name`.
    - `url`: the address people type; `mail`: `smtp://user:password@host:port` or "" for no mail.
    - `workers`: how many background threads this process runs; 0 where workers run on their own.
    - `demo`: sample incidents and people whose password is written on the sign-in page.
    """

    data: Path
    database: str = ""
    url: str = "http://127.0.0.1:8000"
    mail: str = ""
    mail_from: str = "furikaeri@localhost"
    workers: int = 2
    demo: bool = False
    debug: bool = False

    @property
    def address(self) -> SplitResult:
        """The parts of `url`."""
        return urlsplit(self.url)

    def secret(self) -> str:
        """The secret key: made once, kept in `data`, readable by its owner alone."""
        if given := os.environ.get("FURIKAERI_SECRET", ""):
            return given
        place = self.data / "secret"
        if not place.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                    file.write(secrets.token_urlsafe(50))
            except FileExistsError:  # another process made it in between
                pass
        return place.read_text("ascii").strip()


def read_environment(given: Mapping[str, str]) -> Environment:
    """The environment that these variables describe; FurikaeriError names the one that can't be used."""

    def word(name: str, default: str = "") -> str:
        return given.get(f"FURIKAERI_{name}", "") or default

    workers = word("WORKERS", "2")
    if not workers.isdigit():
        raise FurikaeriError(
            Text(
                "FURIKAERI_WORKERS is “{value}”; give a number of threads such as 2.",
                "FURIKAERI_WORKERS の値「{value}」は使えません。2 のようにスレッド数を指定してください。",
            ).fill(value=workers)
        )
    url = word("URL", "http://127.0.0.1:8000").rstrip("/")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise FurikaeriError(
            Text(
                "FURIKAERI_URL is “{value}”; give the address people type, as in https://furikaeri.example.com.",
                "FURIKAERI_URL の値「{value}」は使えません。https://furikaeri.example.com のように指定してください。",
            ).fill(value=url)
        )
    return Environment(
        data=Path(word("DATA", "furikaeri-data")).resolve(),
        database=word("DATABASE"),
        url=url,
        mail=word("MAIL"),
        mail_from=word("MAIL_FROM", "furikaeri@localhost"),
        workers=int(workers),
        demo=word("DEMO") == "1",
        debug=word("DEVELOP") == "1",
    )


def database(environment: Environment) -> dict[str, object]:
    """Django's settings of the one database; FurikaeriError for an address that is neither SQLite nor PostgreSQL."""
    if not environment.database:
        environment.data.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": environment.data / "furikaeri.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # a reader that becomes a writer half-way would fail instead of waiting
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY",
            },
        }
    parts = urlsplit(environment.database)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise FurikaeriError(
            Text(
                "FURIKAERI_DATABASE must begin with postgres:// (or be left out for SQLite).",
                "FURIKAERI_DATABASE は postgres:// で始めてください（SQLite なら指定しません）。",
            )
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}},
    }
