"""Working through what waits for an incident: uploads become items, items are read, the tables follow.

Every step can be broken off anywhere and begun again: bytes are kept before rows, rows before they are read, and a run
counts as done only when all of it stands. A run that breaks its process off three times stops, and says where.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.evidence.intake import take_in
from furikaeri_web.evidence.keeping import waiting
from furikaeri_web.evidence.locks import removing, writing
from furikaeri_web.evidence.mirror import mirror
from furikaeri_web.evidence.models import Item, Run
from furikaeri_web.evidence.reading import in_step
from furikaeri_web.incidents.models import Incident
from furikaeri_web.parts.moments import now

if TYPE_CHECKING:
    from furikaeri.store.adding import Added

GOING = (Run.State.WAITING, Run.State.READING)
TRIES = 3
_BEAT = 0.5  # seconds between two lines of progress


def work(incident: int, pause: float = 0) -> None:
    """Everything that waits for an incident, if nobody else is at it already; what comes meanwhile as well."""
    while Run.objects.filter(incident=incident, state__in=GOING).exists():
        with writing(incident) as ours:
            if not ours:
                return  # whoever is at it looks again before they leave
            _work_off(incident, pause)


def _work_off(incident: int, pause: float) -> None:
    runs = [run for run in Run.objects.filter(incident=incident, state__in=GOING).order_by("id") if _begun(run)]
    try:
        taken = [run for run in runs if _taken(run)]
        _read(incident, taken, pause)
    except (OSError, sqlite3.Error) as fault:  # a full disk, a folder that can't be written
        for run in runs:
            if run.going:
                fail(run, _FAULT.fill(fault=fault))


def _begun(run: Run) -> bool:
    """Begins a run, for the first time or again; False where it broke off too often."""
    if run.tries >= TRIES:
        Item.objects.filter(incident=run.incident_id, name=run.reading, read_as="").update(halted=True)
        run.state = Run.State.STOPPED
        words = _STOPPED.fill(n=run.tries, name=run.reading or run.name, records=f"{run.records:,}")
        run.trouble = {"en": words.en, "ja": words.ja}
        run.save(update_fields=["state", "trouble"])
        _tidy(run)
        return False
    run.tries += 1
    run.state, run.beat = Run.State.READING, now()
    run.save(update_fields=["state", "beat", "tries"])
    return True


def _taken(run: Run) -> bool:
    if not run.place:
        return True
    beat = _Beat([run])
    try:
        take_in(run, beat)
    except FurikaeriError as trouble:
        fail(run, trouble.message)
        return False
    return True


def _read(incident: int, runs: list[Run], pause: float) -> None:
    beat = _Beat(runs)
    with in_step(incident, beat) as (store, added):
        _record(runs, added)
        beat("", 0)
        changed = mirror(incident, store, lambda n: beat("", n), pause)
    with transaction.atomic():
        for run in runs:
            run.state, run.reading, run.records = Run.State.DONE, "", 0
            run.save(update_fields=["state", "reading", "records"])
        if changed:
            Incident.objects.get(pk=incident).touch()
    for run in runs:
        _tidy(run)


def _record(runs: list[Run], added: dict[str, Added]) -> None:
    """Writes into each run what its files brought."""
    for run in runs:
        for row in run.result:
            if (brought := added.get(row.get("digest", ""))) is not None:
                row |= {
                    name: getattr(brought, name) for name in ("events", "revisions", "repeats", "deletions", "warnings")
                }
        run.save(update_fields=["result"])


def fail(run: Run, why: Text) -> None:
    """Ends a run with a sentence; its uploaded bytes are kept until somebody lets it try again or gives up."""
    run.state, run.trouble = Run.State.FAILED, {"en": why.en, "ja": why.ja}
    run.save(update_fields=["state", "trouble"])


def _tidy(run: Run) -> None:
    """Lets the uploaded bytes go, unless a backup is reading them: then a sweep does."""
    if run.place:
        with removing() as free:
            if free:
                waiting(run.place).unlink(missing_ok=True)


class _Beat:
    """Writes down how far the runs are, at most twice a second."""

    def __init__(self, runs: list[Run]) -> None:
        self._runs, self._last, self._name = [run.pk for run in runs], 0.0, None

    def __call__(self, name: str, records: int) -> None:
        if name == self._name and time.monotonic() - self._last < _BEAT:
            return
        self._name, self._last = name, time.monotonic()  # type: ignore[assignment]  # None before the first
        Run.objects.filter(pk__in=self._runs).update(reading=name[:400], records=records, beat=now())


_STOPPED = Text(
    "Reading broke off {n} times at {name}, after {records} records. Everything before it is kept. Look at that file, "
    "name another source for it, or ask whoever runs furikaeri to look at the log.",
    "{name} の {records} 件目付近で、読み込みが {n} 回中断しました。それ以前のものはすべて保存されています。"
    "ファイルを確かめるか、別の取り込み元を指定してください。管理者にログの確認を頼むこともできます。",
)
_FAULT = Text(
    "The data folder could not be written ({fault}). What was uploaded is safe; make room, then let it try again.",
    "データフォルダに書き込めませんでした（{fault}）。アップロードされたものは無事です。空きを作ってから、もう一度試してください。",
)
