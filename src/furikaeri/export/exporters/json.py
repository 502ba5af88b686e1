"""Everything there is, in a versioned form for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.export.document import to_document, to_json
from furikaeri.export.edition import edition
from furikaeri.export.exporter import Exporter, ExportOptions
from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.review import Review


def _write(review: Review | None, chronology: Chronology, options: ExportOptions) -> bytes:
    """Every event whatever the level: a program can choose for itself."""
    cut = edition(review, chronology, options)
    return to_json(to_document(cut.review, cut.chronology))


EXPORTER = Exporter(
    name="json",
    title=Text("JSON with a published schema", "公開スキーマのある JSON"),
    media_type="application/json",
    suffix=".json",
    write=_write,
)
