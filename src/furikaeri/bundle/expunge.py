"""The one exception to append-only: destroying bytes, and every trace of them, with a tombstone left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, file_digest
from pathlib import Path

from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.index import Tombstone, append_index
from furikaeri.bundle.lock import writing
from furikaeri.bundle.masking import MASK, Needles, masked_copy
from furikaeri.bundle.recovery import destroy
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.timespan import iso
from furikaeri.text import FurikaeriError, Text

_TEXT_FILES = ("*.md", "*.toml", "statements.jsonl", "*.html", "*.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expunged:
    """What was destroyed: `items` by name, and the other files of the bundle in which words were masked."""

    items: tuple[str, ...]
    files: tuple[str, ...]


def expunge_item(bundle: Bundle, digest: str, *, by: str, reason: str, now: datetime) -> Expunged:
    """Destroys the bytes of one item (named by a prefix of its digest, or its name) and everything read from it."""
    index = bundle.index()
    found = [item for item in index.items.values() if item.digest.startswith(digest) or item.name == digest]
    if len(found) != 1:
        raise FurikaeriError(
            Text(
                "{n} items are named {digest}; name one by the beginning of its digest.",
                "{digest} にあたる記録は {n} 件です。ダイジェストの先頭で 1 件に絞ってください。",
            ).fill(n=len(found), digest=digest)
        )
    with writing(bundle.path):
        _bury(bundle, found[0], Tombstone(digest=found[0].digest, at=_stamp(now), by=by, reason=reason))
        _drop_cache(bundle)
    return Expunged(items=(found[0].name,), files=())


def expunge_text(bundle: Bundle, secret: str, *, by: str, reason: str, now: datetime) -> Expunged:
    """Destroys a text (a leaked password, a name by legal request) wherever the bundle holds it.

    Each item that holds it is replaced by a copy with the text masked, so that all else stays readable; statements,
    reviews and exports in the folder are masked too. Raises FurikaeriError, having changed nothing, for a text so short
    that it would tear other words apart.
    """
    needles = Needles(secret)
    items = []
    with writing(bundle.path):
        for item in list(bundle.index().items.values()):
            part = bundle.path / "evidence" / f".{item.digest[:16]}.part"
            if masked_copy(bundle.opened(item), needles, part):
                _replace(bundle, item, part, secret, by=by, reason=reason, now=now)
                items.append(item.name)
        files = [str(path.relative_to(bundle.path)) for path in _text_files(bundle) if _mask_file(path, needles)]
        _drop_cache(bundle)
    return Expunged(items=tuple(items), files=tuple(files))


def _replace(
    bundle: Bundle, item: EvidenceItem, part: Path, secret: str, *, by: str, reason: str, now: datetime
) -> None:
    """The masked copy takes the item's place; its name is masked too. The old bytes go last, so nothing is half done."""
    with part.open("rb") as stream:
        digest, size = file_digest(stream, lambda: blake2b(digest_size=32)).hexdigest(), part.stat().st_size
    old = bundle.file(item)
    name = item.name.replace(secret, MASK)
    target = old.with_name(f"{digest[:16]}-{old.name[17:].replace(secret, 'expunged')}")
    part.chmod(0o444)
    part.replace(target)
    copy = EvidenceItem(
        digest=digest, name=name, size=size, media_type=item.media_type, source=item.source, added_at=item.added_at,
        added_by=item.added_by, chosen_by=item.chosen_by, origin=item.digest, zone=item.zone, captured_at=item.captured_at,
        mapping=item.mapping,
    )  # fmt: skip
    append_index(bundle.index_path, copy)
    _bury(bundle, item, Tombstone(digest=item.digest, at=_stamp(now), by=by, reason=reason, replaced_by=digest))


def _bury(bundle: Bundle, item: EvidenceItem, tombstone: Tombstone) -> None:
    """The tombstone first, then the bytes, then the item's line in the index: broken off anywhere, it can be finished."""
    append_index(bundle.index_path, tombstone)
    if bundle.holds(item):
        destroy(bundle.file(item))
    lines = bundle.index_path.read_bytes().split(b"\n")
    stands = b'"is":"expunged"'
    kept = [x for x in lines if x.strip() and (stands in x or item.digest.encode() not in x.split(b'"origin"')[0])]
    part = bundle.index_path.with_suffix(".part")
    part.write_bytes(b"".join(line + b"\n" for line in kept))
    part.replace(bundle.index_path)


def _text_files(bundle: Bundle) -> list[Path]:
    return sorted({path for pattern in _TEXT_FILES for path in bundle.path.glob(pattern)})


def _mask_file(path: Path, needles: Needles) -> bool:
    before = path.read_bytes()
    after = needles.masked(before)
    if after != before:
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(after)
        part.replace(path)
    return after != before


def _drop_cache(bundle: Bundle) -> None:
    for file in (bundle.path / ".furikaeri").glob("*"):
        if file.name != "lock":
            file.unlink()


def _stamp(now: datetime) -> str:
    return iso(round(now.timestamp() * 1e6)) or ""
