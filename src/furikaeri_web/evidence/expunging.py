"""The one exception to append-only: destroying an item, or a text wherever an incident holds it, with a tombstone.

The order of the steps is what makes it safe: the ledger first, then rows, then bytes; broken off anywhere, a sweep or
doing it again finishes it. Whoever keeps texts of an incident that don't hang on it by an `incident` of their own
registers a function here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, file_digest
from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.bundle.masking import Needles, masked_copy
from furikaeri.bundle.reading import context
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import read, sources
from furikaeri.model.event import Event
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import audit, note
from furikaeri_web.evidence import ledger
from furikaeri_web.evidence.finding import WORDS
from furikaeri_web.evidence.keeping import destroy_bytes, settle, waiting, where
from furikaeri_web.evidence.locks import removing, writing
from furikaeri_web.evidence.mapping import item_of
from furikaeri_web.evidence.models import EventRow, Item, Run, Tombstone
from furikaeri_web.evidence.reading import drop_cache
from furikaeri_web.evidence.rows import showing
from furikaeri_web.evidence.running import GOING
from furikaeri_web.evidence.scrubbing import overwrite, scrub
from furikaeri_web.evidence.texts import mask_texts
from furikaeri_web.incidents.finding import put_words
from furikaeri_web.notices import services as notices

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident

Expunger = Callable[["Incident", Callable[[str], str]], int]
_PATIENCE = 10.0  # seconds to wait for somebody who reads
_BATCH = 2_000
_registered: list[Expunger] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Expunged:
    """What was destroyed: items by name, how many other texts were masked, and items that still show it otherwise."""

    items: tuple[str, ...]
    texts: int = 0
    still: tuple[str, ...] = ()


def register(function: Expunger) -> None:
    """Has a function told of every expunge: it masks its texts of the incident, forgets what it derived, and counts.

    It is given the incident and what masks a text (for the destruction of an item: what leaves texts as they are).
    """
    if function not in _registered:
        _registered.append(function)


def expunge_item(*, item: Item, reason: str, by: User | None, now: datetime) -> Expunged:
    """Destroys the bytes of an item and everything that was read from it. FurikaeriError where a legal hold forbids it."""
    incident = item.incident
    _allowed(incident, reason)
    with _alone(incident):
        _write(item, reason, by, now)
        _bury(item, reason=reason, by=by, now=now)
        drop_cache(incident.pk)
        texts = sum(function(incident, str) for function in _registered)
        note(
            what="evidence-expunged",
            by=by,
            now=now,
            about=item.digest[:16],
            incident=incident.number,
            detail={"items": 1},
        )
    _afterwards(incident, by, now)
    return Expunged(items=(item.name,), texts=texts)


def expunge_text(*, incident: Incident, secret: str, reason: str, by: User, now: datetime) -> Expunged:
    """Destroys a text wherever the incident holds it: records, statements, reviews, notices, log, search.

    Each item that holds it is replaced by a copy with the text masked. FurikaeriError, with nothing changed, where it is
    too short, a legal hold forbids it, or records are still being read.
    """
    needles = Needles(secret)
    _allowed(incident, needles.masked_text(reason))
    with _alone(incident):
        if Run.objects.filter(incident=incident, state__in=GOING).exists():
            raise _busy()
        salt = os.urandom(16).hex()
        ledger.write(
            ledger.Gone(
                incident=incident.number, at=now.isoformat(), by=by.name, reason=needles.masked_text(reason), salt=salt,
                windows=ledger.windows(needles.spellings, salt),
            )
        )  # fmt: skip
        items, still = [], _still_shown(incident, secret, needles)
        for item in Item.objects.filter(incident=incident).order_by("id"):
            copy = _masked(item, needles, reason=reason, by=by, now=now)
            if copy is not None:
                items.append(needles.masked_text(item.name))
                still += [copy.name] if _shows(copy, secret) else []
        _drop_uploads(incident, needles)
        drop_cache(incident.pk)
        texts = _mask_rows(incident, needles.masked_text)
        note(
            what="evidence-expunged", by=by, now=now, about=incident.code, incident=incident.number,
            detail={"items": len(items), "texts": texts},
        )  # fmt: skip
    _afterwards(incident, by, now)
    return Expunged(items=tuple(items), texts=texts, still=tuple(dict.fromkeys(still)))


def reapply(gone: ledger.Gone, incident: Incident) -> bool:
    """Does again what a line of the ledger says, in a database that came from a backup; True where it changed anything.

    The masked copy takes the place of the item where its bytes are at hand; else the item goes whole.
    """
    when = datetime.fromisoformat(gone.at)
    overwrite()
    if gone.windows:
        return bool(_mask_rows(incident, ledger.Windows(gone)))
    item = Item.objects.filter(incident=incident, digest=gone.digest).first()
    destroy_bytes(incident.pk, gone.digest)
    if item is None:
        return False
    at_hand = bool(gone.replaced_by) and where(incident.pk, gone.replaced_by).is_file()
    if at_hand:
        _copied(item, gone.replaced_by, where(incident.pk, gone.replaced_by).stat().st_size, item.name)
    _bury(item, reason=gone.reason, by=None, now=when, by_name=gone.by, replaced_by=gone.replaced_by if at_hand else "")
    drop_cache(incident.pk)
    return True


@contextmanager
def _alone(incident: Incident) -> Iterator[None]:
    with writing(incident.pk, _PATIENCE) as ours, removing() as free:
        if not ours:
            raise _busy()
        if not free:
            raise FurikaeriError(
                Text(
                    "A backup is being made; nothing was destroyed. Please try again in a few minutes.",
                    "いまバックアップを取っています。何も消去していません。数分後にもう一度お試しください。",
                )
            )
        overwrite()
        yield


def _afterwards(incident: Incident, by: User | None, now: datetime) -> None:
    """What remains is read anew: another record may hold the same events. Then the files of the database are cleaned."""
    from furikaeri_web.evidence.services import read_again  # noqa: PLC0415  # services wake jobs, which do retention

    incident.touch()
    scrub()
    read_again(incident=incident, name="", by=by, now=now)


def _allowed(incident: Incident, reason: str) -> None:
    incident.refresh_from_db(fields=["legal_hold"])
    if incident.legal_hold:
        raise FurikaeriError(
            Text(
                "This incident is under a legal hold: nothing of it may be destroyed until an administrator lifts it.",
                "このインシデントは法的保全の対象です。管理者が解除するまで、何も消去できません。",
            )
        )
    if not reason.strip():
        raise FurikaeriError(
            Text("State a reason; it stays in the tombstone.", "理由を書いてください。墓標に残ります。")
        )


def _busy() -> FurikaeriError:
    return FurikaeriError(
        Text(
            "Records are being read right now; nothing was destroyed. Try again once they are read.",
            "いま記録を読み込んでいます。何も消去していません。読み終わってからもう一度お試しください。",
        )
    )


def _write(item: Item, reason: str, by: User | None, now: datetime, replaced_by: str = "") -> None:
    ledger.write(
        ledger.Gone(
            incident=item.incident.number, at=now.isoformat(), by=by.name if by else "", reason=reason[:300], digest=item.digest,
            replaced_by=replaced_by,
        )
    )  # fmt: skip


def _bury(item: Item, *, reason: str, by: User | None, now: datetime, by_name: str = "", replaced_by: str = "") -> None:
    """The tombstone and the item's row change places in one step; its events go before, its bytes after."""
    while keys := list(EventRow.objects.filter(item=item).values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            WORDS.drop(keys)
            EventRow.objects.filter(pk__in=keys).delete()
    with transaction.atomic():
        Tombstone.objects.create(
            incident_id=item.incident_id, digest=item.digest, at=now, by=by, by_name=by_name or (by.name if by else ""),
            reason=reason[:300], replaced_by=replaced_by,
        )  # fmt: skip
        Item.objects.filter(pk=item.pk).delete()
    destroy_bytes(item.incident_id, item.digest)


def _masked(item: Item, needles: Needles, *, reason: str, by: User, now: datetime) -> Item | None:
    """The item that takes this one's place, with the text masked; None where it does not hold it."""
    path = where(item.incident_id, item.digest)
    if not path.is_file():
        return None
    part = path.with_name(f".{os.getpid()}-{os.urandom(6).hex()}.part")
    try:
        if not masked_copy(Opened(name=item.name, path=path), needles, part):
            return None
        with part.open("rb") as stream:
            digest = file_digest(stream, lambda: blake2b(digest_size=32)).hexdigest()
            os.fsync(stream.fileno())
        size = part.stat().st_size
        part.chmod(0o400)
        part.replace(where(item.incident_id, digest))
        settle(path.parent)
    finally:
        part.unlink(missing_ok=True)
    _write(item, needles.masked_text(reason), by, now, digest)
    copy = _copied(item, digest, size, needles.masked_text(item.name)[:400])
    _bury(item, reason=needles.masked_text(reason), by=by, now=now, replaced_by=digest)
    return copy


def _copied(item: Item, digest: str, size: int, name: str) -> Item:
    copy, _ = Item.objects.get_or_create(
        incident_id=item.incident_id, digest=digest,
        defaults={
            "name": name, "size": size, "media_type": item.media_type, "source": item.source, "added_at": item.added_at,
            "added_by": item.added_by, "added_as": item.added_as, "chosen_by": item.chosen_by, "origin": item.digest,
            "zone": item.zone, "captured_at": item.captured_at, "mapping": item.mapping,
        },
    )  # fmt: skip
    return copy


def _mask_rows(incident: Incident, mask: Callable[[str], str]) -> int:
    texts = mask_texts(incident, mask)
    incident.refresh_from_db()
    put_words(incident)
    texts += audit.expunge(incident=incident.number, mask=mask) + notices.expunge(incident=incident.number, mask=mask)
    return texts + sum(function(incident, mask) for function in _registered)


def _drop_uploads(incident: Incident, needles: Needles) -> None:
    """Uploads that failed and still wait go, if they hold the text."""
    for run in Run.objects.filter(incident=incident).exclude(place=""):
        path = waiting(run.place)
        if path.is_file():
            with path.open("rb") as stream:
                holds = needles.stands_in(stream)
            if holds or Opened(name=run.name, path=path).is_zip:
                path.unlink()


def _still_shown(incident: Incident, secret: str, needles: Needles) -> list[str]:
    """Items whose bytes spell the text in a way that can't be masked, while their events show it."""
    found = []
    for item in Item.objects.filter(pk__in=showing(incident.pk, secret)):
        opened = Opened(name=item.name, path=where(item.incident_id, item.digest))
        if opened.path is not None and opened.path.is_file() and not opened.is_zip:
            with opened.stream() as stream:
                found += [] if needles.stands_in(stream) else [item.name]
    return found


def _shows(item: Item, secret: str) -> bool:
    """Whether what is read from an item still holds the text."""
    core = item_of(item)
    opened = Opened(name=item.name, path=where(item.incident_id, item.digest), digest=item.digest)
    return any(
        secret in reading.text or secret in reading.actor or any(secret in value for value in reading.facts.values())
        for reading in read(opened, sources()[core.source], context(core))
        if isinstance(reading, Event)
    )
