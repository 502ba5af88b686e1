"""What is done in the background: reading, taking up what a crash broke off, retention."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time

from django.conf import settings
from django.db.models import Sum

from furikaeri_web.evidence import retention
from furikaeri_web.evidence.locks import removing
from furikaeri_web.evidence.models import Item, Run
from furikaeri_web.evidence.running import GOING, work
from furikaeri_web.parts.jobs import every, job
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.places import place

APART = 4 << 20  # bytes of records from which on they are read by a process of their own
_OLD = 3600  # seconds after which an uploaded file that nothing speaks of is nobody's
_log = logging.getLogger(__name__)


@job
def read_runs(incident: int) -> None:
    """Reads what waits for an incident; much of it in a process of its own, so that the site stays quick."""
    while _large(incident) and not getattr(settings, "JOBS_AT_ONCE", False):
        before = _tries(incident)
        code = subprocess.run(  # noqa: S603  # ourselves
            [sys.executable, "-m", "furikaeri_web.evidence.apart", str(incident)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}, check=False,
        ).returncode  # fmt: skip
        if code:
            _log.error("reading the records of incident %s broke off with code %s", incident, code)
        if not code or _tries(incident) == before:  # done, or somebody else is at it
            return
    work(incident)


@every(minutes=1)
def take_up() -> None:
    """Reads what a crash broke off, and whatever nobody was woken for."""
    for incident in Run.objects.filter(state__in=GOING).order_by().values_list("incident", flat=True).distinct():
        read_runs(incident)


@every(minutes=30)
def retain() -> None:
    """Announces and does what the retention policy asks."""
    retention.announce(now=now())
    retention.carry_out(now=now())


@every(minutes=20)
def tidy() -> None:
    """Removes uploads that no run waits for: their request died before it was answered."""
    wanted = set(Run.objects.exclude(state=Run.State.DONE).exclude(place="").values_list("place", flat=True))
    with removing() as free:
        for file in place("incoming").iterdir() if free else ():
            if file.name not in wanted and time.time() - file.stat().st_mtime > _OLD:
                file.unlink(missing_ok=True)


def _large(incident: int) -> bool:
    runs = Run.objects.filter(incident=incident, state__in=GOING)
    if not runs.exists():
        return False
    kept = Item.objects.filter(incident=incident).aggregate(n=Sum("size"))["n"] or 0
    return kept + (runs.aggregate(n=Sum("size"))["n"] or 0) > APART


def _tries(incident: int) -> int:
    return Run.objects.filter(incident=incident).aggregate(n=Sum("tries"))["n"] or 0
