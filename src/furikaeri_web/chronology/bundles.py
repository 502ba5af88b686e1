"""What people said, as the `statements.jsonl` of a bundle, and back."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from furikaeri.bundle.statements import read_entries
from furikaeri_web.chronology.mapping import line_of
from furikaeri_web.chronology.models import Entry
from furikaeri_web.evidence.bundles import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident

FILE = "statements.jsonl"


def _write(incident: Incident) -> Iterator[tuple[str, bytes]]:
    """One line an entry, where there are any."""
    rows = Entry.objects.filter(incident=incident)
    data = b"".join(msgspec.json.encode(line_of(row)) + b"\n" for row in rows)
    if data:
        yield FILE, data


def _read(incident: Incident, files: Mapping[str, bytes], by: User, now: datetime) -> None:  # noqa: ARG001  # as every part
    """Every entry with its own number, time and name; FurikaeriError names a line that is none."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / FILE
        path.write_bytes(files.get(FILE, b""))
        lines = read_entries(path)
    Entry.objects.bulk_create(
        Entry(
            incident=incident, no=line.no, at=datetime.fromisoformat(line.at), by_name=line.by[:120], says=line.says,
            body=bytes(line.body).decode(), takes_back=line.takes_back,
        )
        for line in lines
    )  # fmt: skip


PART = Part(_write, _read)
