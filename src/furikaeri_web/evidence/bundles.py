"""An incident as a bundle (a zip of plain files, or a folder) and a bundle as a new incident, without loss.

Parts that are not the records' (statements, reviews) are written and read by the apps that keep them: they register.
Fixed dates in the archive and one order of files: the same incident gives the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import msgspec
from django.db import transaction

from furikaeri.bundle.incident import read_incident, written
from furikaeri.bundle.index import Tombstone as CoreTombstone
from furikaeri.bundle.index import read_index
from furikaeri.bundle.names import safe_name
from furikaeri.evidence.opened import Opened
from furikaeri.model.timespan import iso, micros
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.evidence.keeping import keep, where
from furikaeri_web.evidence.mapping import item_of
from furikaeri_web.evidence.models import Item, Tombstone
from furikaeri_web.evidence.services import read_again
from furikaeri_web.incidents.mapping import incident_of
from furikaeri_web.incidents.models import Incident, SeverityChange
from furikaeri_web.incidents.services import declare
from furikaeri_web.parts.moments import moment

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User

_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


class Part(NamedTuple):
    """What an app adds to a bundle: `write` gives (path in the bundle, bytes); `read` takes every other small file."""

    write: Callable[[Incident], Iterable[tuple[str, bytes]]]
    read: Callable[[Incident, Mapping[str, bytes], User, datetime], None]


_parts: list[Part] = []


def register(part: Part) -> None:
    """Has an app's part written into bundles and read out of them."""
    if part not in _parts:
        _parts.append(part)


def export_bundle(incident: Incident, target: BinaryIO) -> None:
    """Writes the incident as a zip: incident.toml, the evidence with its index, and what the other apps keep."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _put(archive, "incident.toml", _stated(incident).encode())
        index = bytearray()
        for row in Item.objects.filter(incident=incident).order_by("id"):
            item = item_of(row)
            index += msgspec.json.encode(item) + b"\n"
            info = zipfile.ZipInfo(f"evidence/{row.digest[:16]}-{safe_name(row.name)}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            path = where(incident.pk, row.digest)
            if path.is_file():
                with path.open("rb") as stream, archive.open(info, "w", force_zip64=row.size > 1 << 31) as member:
                    shutil.copyfileobj(stream, member, _CHUNK)
        for gone in Tombstone.objects.filter(incident=incident).order_by("id"):
            stone = CoreTombstone(
                digest=gone.digest, at=iso(micros(gone.at)) or "", by=gone.by_name, reason=gone.reason, replaced_by=gone.replaced_by
            )  # fmt: skip
            index += msgspec.json.encode(stone) + b"\n"
        _put(archive, "evidence/index.jsonl", bytes(index))
        for part in _parts:
            for name, data in part.write(incident):
                _put(archive, name, data)


def import_bundle(path: Path, by: User, now: datetime) -> Incident:
    """A new incident that says what the bundle (a zip or a folder) says; its records are read in the background.

    FurikaeriError, with nothing kept, for what is no bundle, is broken, or holds bytes that are not what the index says.
    """
    with _folder(path) as folder, transaction.atomic():
        incident = _declared(folder, by, now)
        try:
            _evidence(incident, folder)
        except BaseException:
            shutil.rmtree(where(incident.pk, "x").parent, ignore_errors=True)
            raise
        others = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file() and file.parent.name != "evidence" and file.name != "incident.toml"
        }
        for part in _parts:
            part.read(incident, others, by, now)
        note(what="incident-imported", by=by, now=now, about=incident.code, incident=incident.number)
        read_again(incident=incident, name=path.name, by=by, now=now)
    incident.refresh_from_db()
    return incident


def _stated(incident: Incident) -> str:
    """incident.toml, with what only the web knows in a table of its own."""
    lines = [written(incident_of(incident)), "[declared]", f"at = {iso(micros(incident.declared_at))}"]
    lines += [f"began = {iso(micros(incident.began))}"] if incident.began else []
    lines += [f"ended = {iso(micros(incident.ended))}"] if incident.ended else []
    tags = [tag.name for tag in incident.tags.order_by("name")]
    lines += [
        f"summary = {_quoted(incident.summary)}",
        f"severity = {_quoted(incident.severity)}",
        f"phase = {_quoted(incident.phase)}",
        f"near_miss = {str(incident.near_miss).lower()}",
        f"private = {str(incident.private).lower()}",
        f"tags = [{', '.join(map(_quoted, tags))}]",
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, save the one control character that JSON leaves as it is."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")


def _declared(folder: Path, by: User, now: datetime) -> Incident:
    core = read_incident(folder / "incident.toml")
    more: dict[str, Any] = tomllib.loads((folder / "incident.toml").read_text("utf-8-sig")).get("declared", {})
    if not isinstance(more, dict):
        more = {}
    severity = str(more.get("severity", core.severities[-1].severity if core.severities else ""))
    incident = declare(
        title=core.title[:300], by=by, now=_moment(more, "at") or now, severity="", services=core.services,
        tags=[str(tag) for tag in more.get("tags", ())], zone=core.zone, lang=core.lang, near_miss=bool(more.get("near_miss")),
        private=bool(more.get("private")),
        summary=str(more.get("summary", "")), began=_moment(more, "began"), ended=_moment(more, "ended"),
    )  # fmt: skip
    phase = str(more.get("phase", ""))
    incident.phase = phase if phase in Incident.Phase.values else incident.phase
    incident.severity = severity[:40]
    incident.lanes, incident.aliases, incident.roles = list(core.lanes), dict(core.aliases), dict(core.roles)
    incident.save()
    for span in core.severities:
        SeverityChange.objects.create(
            incident=incident, severity=span.severity[:40], at=moment(span.lo), until=None if span.hi is None else moment(span.hi)
        )  # fmt: skip
    return incident


def _moment(table: Mapping[str, Any], key: str) -> datetime | None:
    value = table.get(key)
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _evidence(incident: Incident, folder: Path) -> None:
    index = read_index(folder / "evidence" / "index.jsonl")
    for item in index.items.values():
        file = min((folder / "evidence").glob(f"{item.digest[:16]}-*"), default=None)
        if file is None:
            raise _broken(Text("the bytes of {name} are missing", "{name} の中身がありません").fill(name=item.name))
        digest, size = keep(incident.pk, Opened(name=item.name, path=file))
        if digest != item.digest:
            raise _broken(
                Text("{name} is not what it was when it was added", "{name} が追加時の内容と異なります").fill(
                    name=item.name
                )
            )
        Item.objects.create(
            incident=incident, digest=digest, name=item.name[:400], size=size, media_type=item.media_type[:120],
            source=item.source, added_at=datetime.fromisoformat(item.added_at), added_as=item.added_by[:120],
            chosen_by=item.chosen_by[:120], origin=item.origin[:64], zone=item.zone[:64], captured_at=item.captured_at[:40],
            mapping=item.mapping,
        )  # fmt: skip
    for stone in index.tombstones.values():
        Tombstone.objects.create(
            incident=incident, digest=stone.digest[:64], at=datetime.fromisoformat(stone.at), by_name=stone.by[:120],
            reason=stone.reason[:300], replaced_by=stone.replaced_by[:64],
        )  # fmt: skip


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """The bundle as a folder; a zip is unpacked to a passing one, under the limits that hold for any evidence."""
    if path.is_dir():
        yield _rooted(path)
        return
    opened = Opened(name=path.name, path=path)
    names = opened.members
    if not names:
        raise _broken(Text("this is no zip archive", "zip ではありません"))
    with tempfile.TemporaryDirectory() as place:
        root = Path(place).resolve()
        for name, data in opened.unpack(names):
            if isinstance(data, FurikaeriError):
                raise data
            target = (root / name).resolve()
            if not target.is_relative_to(root) or ".." in Path(name).parts:
                continue  # a name that leads elsewhere is no part of a bundle
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield _rooted(root)


def _rooted(folder: Path) -> Path:
    """Where incident.toml stands: at the top, or in the one folder that was zipped."""
    for place in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
        if (place / "incident.toml").is_file():
            return place
    raise _broken(Text("it holds no incident.toml", "incident.toml がありません"))


def _broken(why: Text) -> FurikaeriError:
    return FurikaeriError(
        Text(
            "This is not a bundle that can be read: {why}. Nothing was imported.",
            "バンドルとして読めません（{why}）。何も取り込んでいません。",
        ).fill(why=why)
    )


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
