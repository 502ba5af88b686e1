"""Opening, creating and reading an incident's folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.bundle.incident import read_incident, written
from furikaeri.bundle.index import Index, read_index
from furikaeri.bundle.reading import CACHE_VERSION, Progress, read_into, settings
from furikaeri.bundle.statements import read_entries, standing
from furikaeri.evidence.opened import Opened
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.incident import Incident
from furikaeri.store.adding import Added
from furikaeri.store.store import Store
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from furikaeri.model.chronology import Statements


@dataclass(frozen=True)
class Bundle:
    """One incident's folder. Everything is read from disk when asked, so that edits by hand count at once."""

    path: Path

    @classmethod
    def open(cls, path: Path) -> Bundle:
        """The bundle in `path`; FurikaeriError where there is none."""
        if not (path / "incident.toml").is_file():
            raise FurikaeriError(
                Text(
                    "{path} is no incident folder. Make one with: furikaeri new {path}",
                    "{path} は障害のフォルダではありません。furikaeri new {path} で作れます。",
                ).fill(path=path)
            )
        return cls(path)

    @classmethod
    def create(cls, path: Path, incident: Incident) -> Bundle:
        """A new bundle; FurikaeriError where one is already."""
        if (path / "incident.toml").exists():
            raise FurikaeriError(
                Text("{path} already holds an incident.", "{path} にはすでに障害の記録があります。").fill(path=path)
            )
        try:
            (path / "evidence").mkdir(parents=True, exist_ok=True)
            (path / "incident.toml").write_text(written(incident), "utf-8")
            (path / ".gitignore").write_text(".furikaeri/\n", "utf-8")
        except OSError as fault:
            raise FurikaeriError(
                Text("{path} can't be written: {fault}.", "{path} に書き込めません（{fault}）。").fill(
                    path=path, fault=fault.strerror
                )
            ) from fault
        return cls(path)

    @property
    def index_path(self) -> Path:
        """Where the list of evidence stands."""
        return self.path / "evidence" / "index.jsonl"

    @property
    def statements_path(self) -> Path:
        """Where people's statements stand."""
        return self.path / "statements.jsonl"

    @cached_property
    def incident(self) -> Incident:
        """What incident.toml says."""
        return read_incident(self.path / "incident.toml")

    def index(self) -> Index:
        """The evidence there is and was."""
        return read_index(self.index_path)

    def statements(self) -> Statements:
        """What people stated and have not taken back."""
        return standing(read_entries(self.statements_path))

    def file(self, item: EvidenceItem) -> Path:
        """Where the bytes of an item stand; FurikaeriError where they are missing."""
        found = self._kept(item)
        if found is None:
            raise FurikaeriError(
                Text(
                    "The bytes of {name} ({digest}) are missing from {path}/evidence. Restore the file, or record "
                    "that it is gone with: furikaeri expunge",
                    "{name}（{digest}）の中身が {path}/evidence に見当たりません。ファイルを戻すか、"
                    "furikaeri expunge で失われたことを記録してください。",
                ).fill(name=item.name, digest=item.digest[:16], path=self.path)
            )
        return found

    def holds(self, item: EvidenceItem) -> bool:
        """Whether the bytes of an item are there."""
        return self._kept(item) is not None

    def _kept(self, item: EvidenceItem) -> Path | None:
        return min((self.path / "evidence").glob(f"{item.digest[:16]}-*"), default=None)

    def opened(self, item: EvidenceItem) -> Opened:
        """The bytes of an item, ready to read."""
        return Opened(name=item.name, path=self.file(item), digest=item.digest)

    @contextmanager
    def store(self, progress: Progress | None = None, but: Collection[str] = ()) -> Iterator[Store]:
        """The event cache, brought up to date with the evidence; rebuilt where settings changed or it is broken.

        `but`: digests of items that the caller reads in itself.
        """
        try:
            with self._open_store() as store:
                self._sync(store, progress, but)
                yield store
        except sqlite3.DatabaseError as fault:
            raise FurikaeriError(
                Text(
                    "The event cache is locked or broken ({fault}). It is derived: delete {path}/.furikaeri and run again.",
                    "事象キャッシュを読めません（{fault}）。{path}/.furikaeri は消しても作り直されます。消してからもう一度どうぞ。",
                ).fill(fault=fault, path=self.path)
            ) from fault

    def _open_store(self) -> Store:
        folder = self.path / ".furikaeri"
        try:
            folder.mkdir(exist_ok=True)
        except OSError as fault:
            raise FurikaeriError(
                Text("{path} can't be written: {fault}.", "{path} に書き込めません（{fault}）。").fill(
                    path=folder, fault=fault.strerror
                )
            ) from fault
        file = folder / f"events-{CACHE_VERSION}.sqlite"
        items = self.index().items
        try:
            store = Store(file)
            read_before = store.items()
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError):  # locked, full, not ours to write: deleting would not help
                raise
            for broken in folder.glob(file.name + "*"):
                broken.unlink()
            return Store(file)
        wanted = {digest: settings(item) for digest, item in items.items()}
        if any(wanted.get(digest) != settings for digest, settings in read_before.items()):
            store.clear()
        return store

    def _sync(self, store: Store, progress: Progress | None, but: Collection[str]) -> None:
        done = {*store.items(), *but}
        for item in self.index().items.values():
            if item.digest not in done:
                self.read_into(store, item, progress)

    def read_into(self, store: Store, item: EvidenceItem, progress: Progress | None = None) -> Added:
        """Reads one item into the cache."""
        return read_into(store, item, self.opened(item), progress)


__all__ = ["CACHE_VERSION", "Bundle", "Progress"]
