"""Bringing evidence in: files, folders, archives, standard input. Bytes are copied once and never changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from furikaeri.bundle.folder import Bundle, Progress
from furikaeri.bundle.incident import zone as checked_zone
from furikaeri.bundle.index import append_index
from furikaeri.bundle.lock import writing
from furikaeri.bundle.names import media_type, plain_name, safe_name
from furikaeri.bundle.pieces import known, pieces
from furikaeri.bundle.recovery import recover
from furikaeri.bundle.walk import unreadable
from furikaeri.evidence.instants import BadTimeError, NaiveTimeError, instant
from furikaeri.evidence.opened import Opened
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.timespan import iso
from furikaeri.store.adding import Added
from furikaeri.text import FurikaeriError, Text

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a person says about what they bring in; "" leaves it to the bytes. `now`: when they bring it."""

    now: datetime
    by: str = ""
    source: str = ""
    zone: str = ""
    captured_at: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one file: `item` and `added`, or the `refused` sentence. `known`: its bytes were there already."""

    name: str
    item: EvidenceItem | None = None
    added: Added | None = None
    known: bool = False
    refused: Text | None = None


def bring(bundle: Bundle, path: Path, intake: Intake, progress: Progress | None = None) -> Iterator[Brought]:
    """Adds a file, an archive or a folder, one answer a file.

    A file that no source reads is refused by a sentence; the others are added all the same.
    """
    yield from _bring(bundle, path, "", intake, progress)


def bring_stream(
    bundle: Bundle, stream: BinaryIO, name: str, intake: Intake, progress: Progress | None = None
) -> Iterator[Brought]:
    """Adds what a stream holds, such as standard input."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stream"
        try:
            with file.open("wb") as out:
                shutil.copyfileobj(stream, out, _CHUNK)
        except OSError as fault:
            raise FurikaeriError(
                Text(
                    "{name} can't be set down in {folder} to read it: {fault}.",
                    "{name} を {folder} に書き出せません（{fault}）。",
                ).fill(name=plain_name(name), folder=folder, fault=fault.strerror)
            ) from fault
        yield from _bring(bundle, file, name, intake, progress)


def checked(intake: Intake) -> Intake:
    """The same with zone and capture time in their one form; FurikaeriError names what can't be used."""
    return replace(intake, source=known(intake.source), zone=_named_zone(intake), captured_at=_captured(intake))


def reread(bundle: Bundle, digest: str, intake: Intake) -> EvidenceItem:
    """States another zone, source, mapping or capture time for an item that is there; the bytes stay as they are."""
    found = [item for item in bundle.index().items.values() if item.digest.startswith(digest) or item.name == digest]
    if len(found) != 1:
        raise FurikaeriError(
            Text("{n} items are named {digest}.", "{digest} にあたる記録は {n} 件です。").fill(
                n=len(found), digest=digest
            )
        )
    old = found[0]
    item = EvidenceItem(
        digest=old.digest, name=old.name, size=old.size, media_type=old.media_type, added_at=old.added_at, added_by=old.added_by,
        source=known(intake.source) or old.source, chosen_by=intake.by if intake.source else old.chosen_by, origin=old.origin,
        zone=_named_zone(intake) or old.zone, captured_at=_captured(intake) or old.captured_at,
        mapping=dict(intake.mapping) or old.mapping,
    )  # fmt: skip
    with writing(bundle.path):
        append_index(bundle.index_path, item)
    return item


def _bring(bundle: Bundle, path: Path, name: str, intake: Intake, progress: Progress | None) -> Iterator[Brought]:
    found = pieces(path, name, source=intake.source)
    for n, piece in enumerate(found):
        if not n:  # only once there is something to bring
            with writing(bundle.path):
                recover(bundle)
        if piece.opened is None or piece.refused is not None:
            yield Brought(name=piece.name, refused=piece.refused)
            continue
        try:
            yield _keep(bundle, piece.opened, piece.source, intake, progress)
        except FurikaeriError as trouble:
            yield Brought(name=piece.name, refused=trouble.message)
        except OSError as fault:
            yield Brought(name=piece.name, refused=unreadable(piece.name, fault))


def _keep(bundle: Bundle, opened: Opened, source: str, intake: Intake, progress: Progress | None) -> Brought:
    digest, size = _digest(opened)
    with writing(bundle.path):
        index = bundle.index()
        if digest in index.tombstones:
            tombstone = index.tombstones[digest]
            raise FurikaeriError(
                Text(
                    "{name} was expunged on {at} ({reason}) and is not taken in again.",
                    "{name} は {at} に消去されています（{reason}）。再び取り込むことはできません。",
                ).fill(name=opened.name, at=tombstone.at[:10], reason=tombstone.reason)
            )
        target = bundle.path / "evidence" / f"{digest[:16]}-{safe_name(opened.name)}"
        there = index.items.get(digest)
        item = there or EvidenceItem(
            digest=digest, name=opened.name, size=size, media_type=media_type(opened), source=source,
            added_at=iso(round(intake.now.timestamp() * 1e6)) or "", added_by=intake.by,
            chosen_by=intake.by if intake.source else "", zone=_named_zone(intake), captured_at=_captured(intake),
            mapping=dict(intake.mapping),
        )  # fmt: skip
        try:
            if there is None or not bundle.holds(there):
                _copy(opened, digest, target)
            if there is None:
                append_index(bundle.index_path, item)
        except OSError as fault:
            raise FurikaeriError(
                Text(
                    "{name} can't be kept in {folder}: {fault}. Nothing of it was taken in.",
                    "{name} を {folder} に保存できません（{fault}）。何も取り込んでいません。",
                ).fill(name=opened.name, folder=bundle.path, fault=fault.strerror or fault)
            ) from fault
        with bundle.store(progress, () if there else (digest,)) as store:
            added = Added() if there is not None else bundle.read_into(store, item, progress)
    return Brought(name=opened.name, item=item, added=added, known=there is not None)


def _digest(opened: Opened) -> tuple[str, int]:
    hasher, size = blake2b(digest_size=32), 0
    with opened.stream() as stream:
        while chunk := stream.read(_CHUNK):
            hasher.update(chunk)
            size += len(chunk)
    return hasher.hexdigest(), size


def _copy(opened: Opened, digest: str, target: Path) -> None:
    """Writes beside and renames, so that a half copy never looks like evidence; then takes away the right to write."""
    part = target.with_name(f".{target.name}.part")
    hasher = blake2b(digest_size=32)
    try:
        with opened.stream() as stream, part.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                hasher.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if hasher.hexdigest() != digest:
            raise FurikaeriError(
                Text(
                    "{name} changed while it was read. Add it again once it is written to its end.",
                    "{name} は読み込み中に変わりました。書き込みが終わってから、もう一度追加してください。",
                ).fill(name=opened.name)
            )
        part.chmod(0o444)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _named_zone(intake: Intake) -> str:
    return str(checked_zone(intake.zone)) if intake.zone else ""


def _captured(intake: Intake) -> str:
    if not intake.captured_at:
        return ""
    try:
        span = instant(intake.captured_at, checked_zone(intake.zone) if intake.zone else None)
    except NaiveTimeError as fault:
        raise FurikaeriError(
            Text(
                "{time} states no zone: write it as 2026-03-02T14:10+09:00, or add --zone.",
                "{time} にタイムゾーンがありません。2026-03-02T14:10+09:00 のように書くか、--zone を付けてください。",
            ).fill(time=intake.captured_at)
        ) from fault
    except BadTimeError as fault:
        raise FurikaeriError(
            Text(
                "{time} is no time: write it as 2026-03-02T14:10+09:00.",
                "{time} は時刻として読めません。2026-03-02T14:10+09:00 のように書いてください。",
            ).fill(time=intake.captured_at)
        ) from fault
    return iso(span.lo) or ""


__all__ = ["Brought", "Intake", "bring", "bring_stream", "checked", "reread"]
