"""The review as Markdown with its timeline, to live in a repository or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.linearise import linearise
from furikaeri.chronology.table import write_table
from furikaeri.export.edition import edition
from furikaeri.export.exporter import Exporter, ExportOptions
from furikaeri.export.wallclock import wall_clock
from furikaeri.markup.blocks import blocks
from furikaeri.markup.sections import sections
from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.review import Review

_TITLE = Text("Chronology", "時系列")
_TIMELINE = Text("Timeline", "タイムライン")
_ASKS = Text("What the record asks", "記録からの問い")
_SEEN = Text("What was in view of {to} at {t}, {d}.", "{d} {t} に{to}に見えていたもの。")
_ANYONE = Text("anyone", "誰か")


def _write(review: Review | None, chronology: Chronology, options: ExportOptions) -> bytes:
    """The text of the review to the letter; a timeline follows where the review has no section for one."""
    cut, lang = edition(review, chronology, options), options.lang
    parts: list[str] = []
    if cut.review is None:
        parts.append(f"# {_TITLE[lang]}")
        if options.at is not None:
            clock = wall_clock(cut.zone, lang)
            words = _SEEN.fill(to=options.group or _ANYONE, t=clock.time(options.at), d=clock.day(options.at))
            parts.append(words[lang])
    else:
        parts.append(cut.review.markdown.rstrip("\n"))
    if cut.review is None or not _has_timeline(cut.review.markdown):
        table = write_table(linearise(cut.chronology, level=options.level, zone=cut.zone, lang=lang)).rstrip("\n")
        parts.append(f"## {_TIMELINE[lang]}\n\n{table}")
    if cut.chronology.faults and cut.review is None:
        lines = [f"- {fault.ask[lang]} {fault.message[lang]}" for fault in cut.chronology.faults]
        parts.append(f"## {_ASKS[lang]}\n\n" + "\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _has_timeline(markdown: str) -> bool:
    return any(section.role == "timeline" for section in sections(markdown, blocks(markdown)))


EXPORTER = Exporter(
    name="markdown",
    title=Text("Markdown with the timeline", "タイムライン付き Markdown"),
    media_type="text/markdown; charset=utf-8",
    suffix=".md",
    write=_write,
)
