"""Reading and keeping batches in the background; what a crash broke off goes on where it was."""

from __future__ import annotations

from datetime import timedelta

from furikaeri.text import FurikaeriError
from furikaeri_web.archive import services
from furikaeri_web.archive.models import Batch
from furikaeri_web.parts.jobs import every, job
from furikaeri_web.parts.moments import now

_SILENT = timedelta(minutes=2)


@job
def work(batch: int) -> None:
    """Whatever the batch waits for."""
    found = Batch.objects.filter(pk=batch).first()
    if found is None:
        return
    try:
        if found.state == Batch.State.READING:
            services.read(batch=found, now=now())
        elif found.state == Batch.State.KEEPING:
            services.keep_all(batch=found, now=now())
    except (FurikaeriError, OSError) as trouble:
        text = trouble.message if isinstance(trouble, FurikaeriError) else None
        Batch.objects.filter(pk=batch).update(
            state=Batch.State.FAILED,
            trouble={"en": text.en if text else str(trouble), "ja": text.ja if text else str(trouble)},
        )


@every(minutes=1)
def take_up() -> None:
    """Batches that nobody has worked on for a while."""
    for batch in Batch.objects.filter(state__in=[Batch.State.READING, Batch.State.KEEPING]):
        if batch.beat is None or now() - batch.beat > _SILENT:
            work(batch.pk)
