"""The PagerDuty table of a timeline, `| Time (UTC) | Event | Data Link |`, written and read back unchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.chronology.key_moments import NAMES
from furikaeri.model.chronology import KEY_MOMENTS, Timeline, TimelineRow
from furikaeri.text import LANGS, Text

if TYPE_CHECKING:
    from furikaeri.text import Lang

_TIME = Text("Time (UTC)", "時刻 (UTC)")
_LOCAL = Text("Time ({zone})", "時刻 ({zone})")
_EVENT = Text("Event", "事象")
_LINK = Text("Data Link", "データリンク")

_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CELL = re.compile(r"((?:[^|\\]|\\.)*)\|")
_UNESCAPE = re.compile(r"\\([\\|<])|<br>")
_LOCAL_HEAD = re.compile(r"(?:Time|時刻) \((.*)\)")


def write_table(timeline: Timeline) -> str:
    """The timeline as a Markdown table; pipes, backslashes and line breaks in cells are escaped, so none is lost."""
    lang, zone = timeline.lang, timeline.zone
    heads = [_TIME[lang], *([_LOCAL.fill(zone=zone)[lang]] if zone else []), _EVENT[lang], _LINK[lang]]
    lines = [_line(heads), "|" + "|".join("---" for _ in heads) + "|"]
    lines.extend(_line([row.time, *([row.local] if zone else []), row.text, row.data_link]) for row in timeline.rows)
    return "\n".join(lines) + "\n"


def read_table(markdown: str) -> Timeline:
    """The timeline that a table of ours says, wherever in the text it stands; no rows where there is none.

    Rows carry the words of their cells; events, spans and what else the chronology knew are not in a table.
    `write_table(read_table(table))` is `table` again, to the letter, if nothing stood around it.
    """
    lines = markdown.split("\n")
    for n, line in enumerate(lines[:-1]):
        heads = _cells(line)
        lang = _language(heads)
        if lang is None or not re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+\s*", lines[n + 1]):
            continue
        zone = ""
        if len(heads) == 4:
            match = _LOCAL_HEAD.fullmatch(heads[1])
            zone = match[1] if match else heads[1]
        rows = []
        for row in lines[n + 2 :]:
            cells = _cells(row)
            if len(cells) < len(heads):
                break
            rows.append(_row(cells[: len(heads)]))
        return Timeline(rows=tuple(rows), zone=zone, lang=lang)
    return Timeline()


def _language(heads: list[str]) -> Lang | None:
    for lang in LANGS:
        if len(heads) in {3, 4} and [heads[0], *heads[-2:]] == [_TIME[lang], _EVENT[lang], _LINK[lang]]:
            return lang
    return None


def _row(cells: list[str]) -> TimelineRow:
    time, *local, text, link = cells
    bold = re.match(r"\*\*(.+?)\*\*", text)
    first = re.split(r", |、", bold[1])[0] if bold else ""
    name = next((key for key in KEY_MOMENTS if first in {NAMES[key].en, NAMES[key].ja}), "")
    return TimelineRow(event="", time=time, text=text, data_link=link, key_moment=name, local=local[0] if local else "")


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(_escape(cell) for cell in cells) + " |"


def _escape(cell: str) -> str:
    safe = cell.replace("\\", "\\\\").replace("|", "\\|").replace("<br>", "\\<br>")
    return _BREAKS.sub("<br>", safe.strip(" \t"))


def _cells(line: str) -> list[str]:
    line = line.strip(" \t\r")
    if not line.startswith("|"):
        return []
    found, at = [], 1
    while match := _CELL.match(line, at):
        found.append(_UNESCAPE.sub(lambda m: m[1] or "\n", match[1].strip(" \t")))
        at = match.end()
    return found
