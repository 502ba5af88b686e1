"""Sections of a document and the role each plays in a review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from furikaeri.markup.blocks import Block
from furikaeri.markup.plain import plain
from furikaeri.text import Span

Role = Literal[
    "summary", "impact", "timeline", "root_cause", "trigger", "detection", "resolution", "went_well", "went_wrong",
    "lucky", "actions", "lessons", "background", "messages", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the blocks under it. `blocks` is a range of indices into the document's blocks, without the
    heading; subsections' blocks are included. The text before the first heading is a section with `line` 0.
    """

    role: Role
    title: str
    line: int
    level: int
    blocks: Span


# Order matters: the first role that fits wins.
_ROLES: tuple[tuple[Role, str], ...] = (
    ("lucky", r"\blucky\b|幸運|運(?:が|の)(?:良|よ)"),
    ("went_wrong", r"went (?:wrong|poorly|badly)|didn.t go|not go (?:so )?well|could have gone|could be improved|to improve|うまくいかな|良くなかった|悪かった|問題点"),
    ("went_well", r"went well|go(?:ne)? well|worked well|うまくいった|良かった|よかった"),
    ("actions", r"action|follow.?up|next step|remediation|prevent|recommendation|corrective|improvement|to.?do|再発防止|対策|アクション|今後の対応|改善|是正"),
    ("timeline", r"time.?line|chronolog|sequence of events|タイムライン|時系列|経緯|経過"),
    ("impact", r"impact|affected|damage|影響|被害"),
    ("trigger", r"trigger|きっかけ|契機|トリガー"),
    ("detection", r"detect|how .*notice|検知|検出|発見|発覚"),
    ("root_cause", r"cause|contributing|why did|analysis|原因|要因|分析|なぜ"),
    ("resolution", r"resol|recover|mitigat|response|fix|復旧|解決|対処|対応|暫定"),
    ("lessons", r"lesson|learn|takeaway|reflection|教訓|学び|学んだ|気づき|反省|振り返り|ふりかえり"),
    ("messages", r"message|communication|announcement|告知|連絡|お知らせ|メッセージ"),
    ("summary", r"summary|overview|abstract|tl.?dr|what happened|概要|要約|サマリ|何が起|なにが起"),
    ("background", r"background|context|introduction|glossary|architecture|背景|前提|用語"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)


def role_of(title: str) -> Role:
    """The role a heading announces; "other" where it announces none."""
    return next((role for role, pattern in _COMPILED if pattern.search(title)), "other")


def sections(source: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Every heading's section in reading order; a subsection of role "other" inherits its parent's role."""
    heads = [n for n, b in enumerate(blocks) if b.kind == "heading"]
    found = [Section(role="other", title="", line=0, level=0, blocks=Span(0, heads[0] if heads else len(blocks)))]
    above: list[Section] = []
    for n in heads:
        block = blocks[n]
        end = next((m for m in heads if m > n and blocks[m].level <= block.level), len(blocks))
        title = plain(source, block.pieces).text
        above = [s for s in above if s.level < block.level]
        role = role_of(title)
        if role == "other" and above and above[-1].level > 1:
            role = above[-1].role
        section = Section(role=role, title=title, line=block.line, level=block.level, blocks=Span(n + 1, end))
        above.append(section)
        found.append(section)
    return tuple(found)
