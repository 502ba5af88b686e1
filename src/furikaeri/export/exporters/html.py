"""One page that opens from disk, prints, and reads without script."""

from __future__ import annotations

from furikaeri.export.exporter import Exporter
from furikaeri.export.page import page
from furikaeri.text import Text

EXPORTER = Exporter(
    name="html",
    title=Text("One self-contained page", "ひとつの HTML ページ"),
    media_type="text/html; charset=utf-8",
    suffix=".html",
    write=page,
)
