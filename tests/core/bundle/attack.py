"""Handing hostile files in through the API and the command line, and what must hold afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.intake import Brought, Intake, bring
from furikaeri.evidence.source import READER_FAULT
from furikaeri.model.incident import Incident

NOW = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)


def fresh(place: Path) -> Bundle:
    return Bundle.create(place / "incident", Incident(title="Hostile", zone="Europe/London"))


def hand_in(bundle: Bundle, path: Path, **said: str) -> list[Brought]:
    """Everything that became of a path; the folder is sound afterwards and nothing stands outside it."""
    outside = {p for p in bundle.path.parent.rglob("*") if bundle.path not in p.parents}
    found = list(bring(bundle, path, Intake(now=NOW, **said)))  # type: ignore[arg-type]
    for brought in found:
        assert (brought.item is None) != (brought.refused is None)
        assert brought.name.isprintable()
        if brought.refused is not None:
            assert brought.refused.en
            assert brought.refused.ja
    assert {p for p in bundle.path.parent.rglob("*") if bundle.path not in p.parents} == outside
    sound(bundle)
    return found


def sound(bundle: Bundle) -> None:
    """Index, bytes and cache agree; no reader stumbled."""
    items = bundle.index().items
    kept = {p.name for p in (bundle.path / "evidence").iterdir()} - {"index.jsonl"}
    for item in items.values():
        file = bundle.file(item)
        assert blake2b(file.read_bytes(), digest_size=32).hexdigest() == item.digest
        kept.discard(file.name)
    assert not kept
    with bundle.store() as store:
        assert set(store.items()) == set(items)
        assert READER_FAULT not in {warning.code for _, warning in store.warnings()}
        ids = [event.id for event in store.events()]
    assert len(ids) == len(set(ids))
