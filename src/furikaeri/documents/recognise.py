"""Whether a document is the review of an incident at all: cheap to ask of every file, before anything is read closely."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from furikaeri.markup.blocks import blocks
from furikaeri.markup.sections import sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.markup.blocks import Block
    from furikaeri.markup.sections import Role

REVIEW: frozenset[Role] = frozenset(
    {"summary", "impact", "timeline", "root_cause", "trigger", "detection", "resolution", "went_well", "went_wrong",
     "lucky", "actions", "lessons"}
)  # fmt: skip
_TELLING: frozenset[Role] = frozenset(
    {"impact", "timeline", "root_cause", "trigger", "detection", "resolution", "went_well", "went_wrong", "lucky"}
)
_NAMES_ITSELF = re.compile(
    r"(?:post-?\s?mortem|incident|review|report|retro\w*|rca|investigations?)\b.{0,30}\btemplates?\b|\btemplates?\W*$"
    r"|^\W*templates?\b.{0,20}(?:post-?\s?mortem|incident|report)|\b(?:guide(?:lines?)?|reference|process|rfc)\W*$|^\W*how to\b|\bhow to write\b"
    r"|(?:テンプレート|ひな形|雛形|雛型|ガイド|リファレンス|書き方|手順書|プロセス)\W*$",
    re.IGNORECASE,
)
_TO_READER = re.compile(r"\b(?:you|your)\b|してください|しましょう", re.IGNORECASE)
_BEGINNING = 2000
_TIMED = 3
_PROSE = 400
_ENOUGH = 12
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}[:：]\d\d(?!\d)|\d{1,2}時\d{1,2}分")
_INCIDENT = re.compile(
    r"post-?\s?mort[eu]m|\bincidents?\b|\boutages?\b|\bdowntime\b|\broot causes?\b|\bdisruptions?\b|\bdegraded?\b|\bwent down\b"
    r"|\bunavailab\w+|\bbreach\w*\b|\bexploit\w*\b|\bcompromis\w+|\bretrospective\b|\bcontributing factors?\b"
    r"|障害|インシデント|ポストモーテム|振り返り|ふりかえり|事故|不具合|停止|漏えい|漏洩|流出|根本原因|再発防止",
    re.IGNORECASE,
)


def is_review(source: str, *, file: str = "") -> bool:
    """Whether this is a review.

    Two review roles stand among the headings, one of them telling an incident, and words or times of an incident near
    the beginning. Templates and guides that name themselves so, and texts that talk to a writer, are none.
    """
    parts = blocks(source)
    told = {s.role for s in sections(source, parts) if s.announced and s.role in REVIEW}
    name = re.sub(r"[_\-]+", " ", file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    if len(told) < 2 or not told & _TELLING or _is_about_writing(source, parts, name):
        return False
    timed = sum(1 for _ in islice(_CLOCK.finditer(source), _TIMED))
    return timed >= _TIMED or _INCIDENT.search(name + "\n" + source[:_BEGINNING]) is not None


def _is_about_writing(source: str, parts: Sequence[Block], name: str) -> bool:
    heading = next((b for b in parts if b.kind == "heading" and b.pieces), None)
    title = source[slice(*heading.pieces[0])][:200] if heading else ""
    if _NAMES_ITSELF.search(title) or _NAMES_ITSELF.search(name):
        return True
    prose = [b for b in parts if b.kind in {"paragraph", "item"} and b.pieces][:_PROSE]
    spoken = sum(_TO_READER.search(source, b.pieces[0].start, b.pieces[-1].end) is not None for b in prose)
    return len(prose) >= _ENOUGH and spoken * 3 > len(prose)
