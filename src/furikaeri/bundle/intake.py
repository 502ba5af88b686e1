"""Bringing evidence in: files, folders, archives, standard input. Bytes are copied once and never changed."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from furikaeri.bundle.folder import Bundle, Progress
from furikaeri.bundle.incident import zone as checked_zone
from furikaeri.bundle.index import append_index
from furikaeri.bundle.lock import writing
from furikaeri.bundle.recovery import recover
from furikaeri.evidence.instants import BadTimeError, NaiveTimeError, instant
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import choose, sources
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.timespan import iso
from furikaeri.store.store import Added
from furikaeri.text import FurikaeriError, Text

_UNSAFE = re.compile(r"[^\w.\-]+")
_SKIPPED = frozenset({".git", ".furikaeri", "__pycache__", ".DS_Store", "Thumbs.db"})
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
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as fault:
        raise FurikaeriError(
            Text("{path}: there is no such file or folder.", "{path}: ファイルもフォルダもありません。").fill(
                path=plain_name(str(path))
            )
        ) from fault
    with writing(bundle.path):
        recover(bundle)
    if not stat.S_ISDIR(mode):
        yield from _bring_file(bundle, path, path.name, intake, progress)
    elif _is_export(path):
        yield from _bring_export(bundle, path, intake, progress)
    else:
        for entry in _entries(path):
            if isinstance(entry, Brought):
                yield entry
            else:
                yield from _bring_file(bundle, entry, entry.relative_to(path).as_posix(), intake, progress)


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
                    "{name} を {folder} に書き出せません({fault})。",
                ).fill(name=plain_name(name), folder=folder, fault=fault.strerror)
            ) from fault
        with writing(bundle.path):
            recover(bundle)
        yield from _bring_file(bundle, file, name, intake, progress)


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
        source=_named_source(intake) or old.source, chosen_by=intake.by if intake.source else old.chosen_by, origin=old.origin,
        zone=_named_zone(intake) or old.zone, captured_at=_captured(intake) or old.captured_at,
        mapping=dict(intake.mapping) or old.mapping,
    )  # fmt: skip
    with writing(bundle.path):
        append_index(bundle.index_path, item)
    return item


def _bring_export(bundle: Bundle, folder: Path, intake: Intake, progress: Progress | None) -> Iterator[Brought]:
    """An unpacked chat export as the one archive it was."""
    with tempfile.TemporaryDirectory() as place:
        packed = Path(place) / "packed.zip"
        left_out: list[Brought] = []
        try:
            _pack(folder, packed, left_out)
        except OSError as fault:
            yield Brought(name=plain_name(folder.name), refused=_unreadable(folder.name, fault))
            return
        yield from left_out
        yield from _bring_file(bundle, packed, folder.name + ".zip", intake, progress)


def _bring_file(bundle: Bundle, file: Path, name: str, intake: Intake, progress: Progress | None) -> Iterator[Brought]:
    name = plain_name(name)
    opened = Opened(name=name, path=file)
    try:
        if not file.is_file():  # opening a pipe or a device would wait for ever, or never end
            raise FurikaeriError(_NO_FILE.fill(name=name))
        members = opened.members
        source = _named_source(intake)
        if not source:
            try:
                source = choose(opened).name
            except FurikaeriError:
                if not members:
                    raise
        if not source:
            for member in members:
                yield from _bring_member(bundle, opened, member, intake, progress)
            return
        yield _keep(bundle, opened, source, intake, progress)
    except FurikaeriError as trouble:
        yield Brought(name=name, refused=trouble.message)
    except OSError as fault:
        yield Brought(name=name, refused=_unreadable(name, fault))


def _bring_member(
    bundle: Bundle, archive: Opened, member: str, intake: Intake, progress: Progress | None
) -> Iterator[Brought]:
    name = plain_name(f"{archive.name}/{member}")
    if any(part in _SKIPPED or part.startswith("._") for part in member.split("/")):
        return
    try:
        opened = Opened(name=name, data=archive.member(member))
        yield _keep(bundle, opened, choose(opened).name, intake, progress)
    except FurikaeriError as trouble:
        yield Brought(name=name, refused=trouble.message)


def _keep(bundle: Bundle, opened: Opened, source: str, intake: Intake, progress: Progress | None) -> Brought:
    digest, size = _digest(opened)
    with writing(bundle.path):
        index = bundle.index()
        if digest in index.tombstones:
            tombstone = index.tombstones[digest]
            raise FurikaeriError(
                Text(
                    "{name} was expunged on {at} ({reason}) and is not taken in again.",
                    "{name} は {at} に消去されています({reason})。再び取り込むことはできません。",
                ).fill(name=opened.name, at=tombstone.at[:10], reason=tombstone.reason)
            )
        target = bundle.path / "evidence" / f"{digest[:16]}-{_safe(opened.name)}"
        known = index.items.get(digest)
        item = known or EvidenceItem(
            digest=digest, name=opened.name, size=size, media_type=_media_type(opened), source=source,
            added_at=iso(round(intake.now.timestamp() * 1e6)) or "", added_by=intake.by,
            chosen_by=intake.by if intake.source else "", zone=_named_zone(intake), captured_at=_captured(intake),
            mapping=dict(intake.mapping),
        )  # fmt: skip
        try:
            if known is None or not bundle.holds(known):
                _copy(opened, digest, target)
            if known is None:
                append_index(bundle.index_path, item)
        except OSError as fault:
            raise FurikaeriError(
                Text(
                    "{name} can't be kept in {folder}: {fault}. Nothing of it was taken in.",
                    "{name} を {folder} に保存できません({fault})。何も取り込んでいません。",
                ).fill(name=opened.name, folder=bundle.path, fault=fault.strerror or fault)
            ) from fault
        with bundle.store(progress, () if known else (digest,)) as store:
            added = Added() if known is not None else bundle.read_into(store, item, progress)
    return Brought(name=opened.name, item=item, added=added, known=known is not None)


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


def _safe(name: str) -> str:
    """A file name from any name: no separators, no leading dots, at most 80 characters, its ending kept."""
    flat = _UNSAFE.sub("-", name.replace("/", "-").replace("\\", "-")).strip("-.") or "evidence"
    stem, suffix = os.path.splitext(flat)
    suffix = suffix[:12]
    while len((stem + suffix).encode()) > 120:
        stem = stem[:-1]
    return stem + suffix


_MAGIC = (
    (b"PK\x03\x04", "application/zip"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"), (b"GIF8", "image/gif"), (b"\x1f\x8b", "application/gzip"),
)  # fmt: skip


def _media_type(opened: Opened) -> str:
    head = opened.head
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return "application/json" if start in {b"{", b"["} else "text/plain"


def _named_source(intake: Intake) -> str:
    if intake.source and intake.source not in sources():
        raise FurikaeriError(
            Text(
                "There is no source “{name}”. Known: {all}.", "取り込み元「{name}」はありません。使えるもの: {all}。"
            ).fill(name=intake.source, all=", ".join(sources()))
        )
    return intake.source


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


def plain_name(name: str) -> str:
    """A name that can be shown and written anywhere: what is no character of a line is spelt out, as in `a\\x0ab`."""
    clean = (c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in name[:1000])
    return "".join(clean)


def _entries(folder: Path) -> Iterator[Path | Brought]:
    """The files below a folder in the order of their names; a refusal for each thing that is none."""
    waiting = [folder]
    while waiting:
        entry = waiting.pop()
        name = plain_name(entry.relative_to(folder).as_posix())
        if entry != folder and (entry.name in _SKIPPED or entry.name.startswith("._")):
            continue
        try:
            if entry.is_symlink() and entry != folder:
                yield Brought(name=name, refused=_LINK.fill(name=name))
            elif entry.is_dir():
                waiting.extend(sorted(entry.iterdir(), reverse=True))
            else:
                yield entry
        except OSError as fault:
            yield Brought(name=name, refused=_unreadable(name, fault))


_LINK = Text(
    "{name} is a link; what it points to was not read. Add that by itself.",
    "{name} はリンクです。リンク先は読んでいません。必要なら直接追加してください。",
)
_NO_FILE = Text(
    "{name} is neither a file nor a folder (a pipe, a socket, a device); it was not read.",
    "{name} はファイルでもフォルダでもない(パイプ・ソケット・デバイス)ため、読んでいません。",
)


def _unreadable(name: str, fault: OSError) -> Text:
    return Text("{name} can't be read: {fault}.", "{name} を読めません({fault})。").fill(
        name=plain_name(name), fault=fault.strerror or fault
    )


def _is_export(folder: Path) -> bool:
    """An unpacked chat export: users.json or channels.json beside folders of days."""
    if not ((folder / "channels.json").is_file() or (folder / "users.json").is_file()):
        return False
    return any(re.fullmatch(r"\d{4}-\d\d-\d\d\.json", file.name) for file in folder.glob("*/*.json"))


def _pack(folder: Path, target: Path, left_out: list[Brought]) -> None:
    """The folder as one zip with fixed dates, so that packing the same files again gives the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _entries(folder):
            if isinstance(file, Brought):
                left_out.append(file)
            elif file.is_file():
                info = zipfile.ZipInfo(plain_name(file.relative_to(folder).as_posix()), (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                with file.open("rb") as stream, archive.open(info, "w") as member:
                    shutil.copyfileobj(stream, member, _CHUNK)


__all__ = ["Brought", "Intake", "bring", "bring_stream", "plain_name", "reread"]
