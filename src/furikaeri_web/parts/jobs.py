"""Waking the background workers. The truth of every job is a row; waking is only a knock on the door.

A job looks for its row, does it, and finds nothing when it is woken twice; one that a crash broke off is found again by
its sweep. An app's `jobs.py` holds its jobs as plain functions and marks them: `@job` for those that are woken with the
keys of their rows, `@every(minutes=…)` for sweeps. Each `jobs.py` is imported when a worker starts.
"""

from __future__ import annotations

import logging
from functools import cache, wraps
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, ParamSpec

from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from huey import PostgresHuey, SqliteHuey, crontab

if TYPE_CHECKING:
    from collections.abc import Callable

    from huey.api import Huey
    from huey.consumer import Consumer

P = ParamSpec("P")
_log = logging.getLogger(__name__)
_tasks: dict[str, Any] = {}


@cache
def queue() -> Huey:
    """The queue: a file beside the SQLite database, or tables in PostgreSQL. It may be lost; rows are the truth."""
    if connection.vendor == "sqlite":
        settings.ENVIRONMENT.data.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("furikaeri", filename=str(settings.ENVIRONMENT.data / "queue.sqlite3"), results=False)
    return PostgresHuey("furikaeri", dsn=settings.ENVIRONMENT.database, results=False)


def job(function: Callable[P, None]) -> Callable[P, None]:
    """Marks a function of an app's `jobs.py` as one that `wake` may knock for."""
    name = _name(function)
    _tasks[name] = queue().task(name=name)(_tidy(function))
    return function


def every(*, minutes: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Marks a sweep: every so many minutes (1 to 59) in one worker, and when a worker starts."""

    def mark(function: Callable[[], None]) -> Callable[[], None]:
        name = _name(function)
        when = crontab(minute=f"*/{minutes}" if minutes > 1 else "*")
        _tasks[name] = queue().periodic_task(when, name=name)(_tidy(function))
        _sweeps.append(function)
        return function

    return mark


_sweeps: list[Callable[[], None]] = []


def wake(function: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Has a job done soon, once what is being written now is written; right then where JOBS_AT_ONCE is set (tests)."""

    def knock() -> None:
        if getattr(settings, "JOBS_AT_ONCE", False):
            function(*args, **kwargs)
        else:
            _tasks[_name(function)](*args, **kwargs)

    transaction.on_commit(knock)


def workers(threads: int, *, periodic: bool = True) -> Consumer:
    """A consumer that is not started yet; exactly one process of an installation runs the sweeps (`periodic`)."""
    for app in apps.get_app_configs():
        if app.name.startswith("furikaeri_web.") and find_spec(f"{app.name}.jobs"):
            import_module(f"{app.name}.jobs")
    return queue().create_consumer(workers=threads, periodic=periodic, check_worker_health=True, initial_delay=0.1)


def sweep() -> None:
    """Every sweep once: when a server starts, what a crash broke off is taken up again."""
    for function in _sweeps:
        _tidy(function)()


def _name(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _tidy(function: Callable[P, None]) -> Callable[P, None]:
    """The same, with its database connections given back and its failures told in the log, not in the queue."""

    @wraps(function)
    def work(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except Exception:  # noqa: BLE001  # a worker outlives whatever a job does; its row says what is left to do
            _log.exception("%s failed", _name(function))
        finally:
            connections.close_all()

    return work
