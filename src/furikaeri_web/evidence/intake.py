"""An upload on its way to becoming items: its pieces, their bytes kept, a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from furikaeri.bundle.names import media_type
from furikaeri.bundle.pieces import Piece, pieces
from furikaeri.bundle.walk import unreadable
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.evidence.keeping import destroy_bytes, keep, waiting
from furikaeri_web.evidence.models import Item, Run, Tombstone

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri.evidence.opened import Opened


def take_in(run: Run, beat: Callable[[str, int], None]) -> None:
    """Makes an item of every piece of an upload; one that a crash broke off goes on where it stood.

    What becomes of each piece is in `run.result`, saved after each; a piece that is refused costs no other its place.
    """
    path = waiting(run.place)
    if not path.is_file():
        raise FurikaeriError(
            Text(
                "The uploaded bytes of {name} are gone from the data folder. Please upload the file again.",
                "アップロードされた {name} の中身がデータフォルダにありません。もう一度アップロードしてください。",
            ).fill(name=run.name)
        )
    done = {row["name"] for row in run.result}
    for piece in pieces(path, run.name, source=run.source):
        if piece.name in done:
            continue
        beat(piece.name, 0)
        run.result.append(_taken(run, piece))
        run.save(update_fields=["result"])


def _taken(run: Run, piece: Piece) -> dict[str, Any]:
    if piece.opened is None:
        return _refused(piece.name, piece.refused)
    try:
        item, known = _item(run, piece.opened, piece.source or "opaque")  # kept as it is; its page asks what it is
    except FurikaeriError as trouble:
        return _refused(piece.name, trouble.message)
    except OSError as fault:
        return _refused(piece.name, unreadable(piece.name, fault))
    return {"name": piece.name, "digest": item.digest, "source": item.source, "known": known}


def _item(run: Run, opened: Opened, source: str) -> tuple[Item, bool]:
    """The item of these bytes, and whether it was there before."""
    digest, size = keep(run.incident_id, opened)
    if buried := Tombstone.objects.filter(incident=run.incident_id, digest=digest).first():
        destroy_bytes(run.incident_id, digest)
        raise FurikaeriError(
            Text(
                "{name} was expunged on {at} ({reason}) and is not taken in again.",
                "{name} は {at} に消去されています（{reason}）。再び取り込むことはできません。",
            ).fill(name=opened.name, at=f"{buried.at:%Y-%m-%d}", reason=buried.reason)
        )
    try:
        with transaction.atomic():
            item, made = Item.objects.get_or_create(
                incident_id=run.incident_id, digest=digest,
                defaults={
                    "name": opened.name[:400], "size": size, "media_type": media_type(opened), "source": source,
                    "added_at": run.at, "added_by": run.by, "added_as": run.by.name if run.by else "",
                    "chosen_by": run.by.name if run.source and run.by else "", "zone": run.zone,
                    "captured_at": run.captured_at, "mapping": run.mapping,
                },
            )  # fmt: skip
    except IntegrityError:  # the incident went meanwhile
        destroy_bytes(run.incident_id, digest)
        raise
    return item, not made


def _refused(name: str, why: Text | None) -> dict[str, Any]:
    return {"name": name, "refused": {"en": why.en, "ja": why.ja} if why else {}}
