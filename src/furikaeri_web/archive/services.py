"""Bringing a batch of documents along: looked at first, kept when a person says so, undone as a whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction
from django.db.models import ProtectedError

from furikaeri.evidence.opened import Opened
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import User
from furikaeri_web.accounts.services import note
from furikaeri_web.archive.keeping import kept_as
from furikaeri_web.archive.models import Batch, Paper
from furikaeri_web.archive.reading import Understood, understand
from furikaeri_web.evidence.keeping import receive, waiting
from furikaeri_web.reviews.models import Review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

_SKIPPED = {"__MACOSX", ".git", ".github", "node_modules", ".DS_Store"}
_BUSY = Text(
    "This batch is being worked on; wait until it is done.", "この取り込みは処理中です。終わるまでお待ちください。"
)


def bring(*, files: Iterable[tuple[str, BinaryIO]], by: User, now: datetime, private: bool = False) -> Batch:
    """Writes what was uploaded down, to be read in the background: single documents, or zips of a folder."""
    token = os.urandom(8).hex()
    waits: list[tuple[str, str]] = []
    for name, stream in files:
        spot = f"archive-{token}-{len(waits)}"
        receive(stream, spot)
        waits.append((name, spot))
    if not waits:
        raise FurikaeriError(Text("Choose a zip or some documents first.", "zip か文書を選んでください。"))
    label = waits[0][0] if len(waits) == 1 else f"{waits[0][0]} + {len(waits) - 1}"
    batch = Batch.objects.create(name=label[:400], files=waits, by=by, at=now, private=private)
    note(what="archive-brought", by=by, now=now, about=f"batch {batch.pk}", detail={"files": len(waits)})
    return batch


def read(*, batch: Batch, now: datetime) -> None:
    """Reads every document of a batch that was not read yet: nothing is kept as a review. May be called again."""
    done = set(batch.papers.values_list("path", flat=True))
    seen = set(batch.papers.values_list("digest", flat=True))
    for path, data in _documents(batch):
        if path in done:
            continue
        done.add(path)
        paper = _paper(batch, path, data)
        paper.wanted = not paper.problem and not paper.known and paper.digest not in seen
        paper.known = paper.known or (not paper.problem and paper.digest in seen)
        seen.add(paper.digest)
        paper.save()
        Batch.objects.filter(pk=batch.pk).update(beat=now)
    Batch.objects.filter(pk=batch.pk, state=Batch.State.READING).update(state=Batch.State.READ)


def keep(*, batch: Batch, wanted: Iterable[int], people: Mapping[str, int], by: User, now: datetime) -> None:
    """Says which papers become reviews and who their authors are; they are kept in the background."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state != Batch.State.READ:
            raise FurikaeriError(_BUSY)
        held.papers.update(wanted=False)
        held.papers.filter(pk__in=list(wanted), problem={}).update(wanted=True)
        held.people, held.state = dict(people), Batch.State.KEEPING
        held.save()
        note(what="archive-kept", by=by, now=now, about=f"batch {held.pk}")


def keep_all(*, batch: Batch, now: datetime) -> None:
    """Makes a review (and its incident) of every wanted paper that has none yet, oldest first. May be called again."""
    people = User.objects.in_bulk([int(pk) for pk in batch.people.values() if pk])
    waiting = batch.papers.filter(wanted=True, review=None)
    for pk in waiting.order_by("day", "path").values_list("pk", flat=True):
        with transaction.atomic():
            paper = Paper.objects.select_for_update().get(pk=pk)
            if paper.review_id is None and batch.by is not None:
                author = people.get(int(batch.people.get(paper.author) or 0))
                paper.review = kept_as(paper, by=batch.by, author=author, now=now, private=batch.private)
                paper.save(update_fields=["review"])
        Batch.objects.filter(pk=batch.pk).update(beat=now)
    Batch.objects.filter(pk=batch.pk, state=Batch.State.KEEPING).update(state=Batch.State.KEPT)
    _forget(batch)


def undo(*, batch: Batch, by: User, now: datetime) -> int:
    """Takes back what a batch brought, save reviews that somebody has worked on since; gives how many stay."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state not in {Batch.State.KEPT, Batch.State.READ}:
            raise FurikaeriError(_BUSY)
        stay = 0
        for paper in held.papers.exclude(review=None).select_related("review"):
            review = paper.review
            if review is None:
                continue
            if _worked_on(review):
                stay += 1
                continue
            incidents = list(review.incidents.all())
            review.delete()
            for incident in incidents:
                try:
                    with transaction.atomic():
                        incident.delete()
                except ProtectedError:  # another review tells of it by now
                    continue
        held.state = Batch.State.UNDONE
        held.papers.filter(review=None).update(text="")
        held.save(update_fields=["state"])
        _forget(held)
        note(what="archive-undone", by=by, now=now, about=f"batch {held.pk}", detail={"stay": stay})
    return stay


def _worked_on(review: Review) -> bool:
    return review.version > 1 or review.threads.exists() or review.incidents.filter(version__gt=0).exists()


def _paper(batch: Batch, path: str, data: bytes | FurikaeriError) -> Paper:
    try:
        if isinstance(data, FurikaeriError):
            raise data
        found: Understood = understand(path, data)
    except FurikaeriError as trouble:
        return Paper(batch=batch, path=path[:600], problem={"en": trouble.message.en, "ja": trouble.message.ja})
    known = (
        Review.objects.visible_to(batch.by).filter(origin__digest=found.digest).exists()
    )  # what they may see, no more
    return Paper(
        batch=batch, path=path[:600], digest=found.digest, known=known, title=found.title, lang=found.lang,
        severity=found.severity, author=found.author, began=found.began, ended=found.ended, day=found.day, rows=found.rows,
        actions=found.actions, sections=found.sections, text=found.text,
    )  # fmt: skip


def _documents(batch: Batch) -> Iterator[tuple[str, bytes | FurikaeriError]]:
    """(path, bytes or what is wrong) of every document that was brought, members of zips one by one."""
    for name, spot in batch.files:
        opened = Opened(name=name, path=waiting(spot))
        try:
            members = opened.members
        except FurikaeriError as trouble:
            yield name, trouble
            continue
        if members:
            yield from opened.unpack(
                m for m in members if not _SKIPPED & set(m.split("/")) and m.split("/")[-1][0] != "."
            )
        else:
            yield name, opened.bytes()


def _forget(batch: Batch) -> None:
    """The uploaded bytes have done their service once their texts are kept or undone."""
    for _, spot in batch.files:
        waiting(spot).unlink(missing_ok=True)
