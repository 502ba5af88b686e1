"""What a heading's words announce: the role of its section. The words themselves are data, in `roles.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, cast

from furikaeri.text import Span

Role = Literal[
    "summary", "impact", "timeline", "root_cause", "trigger", "detection", "resolution", "went_well", "went_wrong",
    "lucky", "actions", "lessons", "background", "messages", "other",
]  # fmt: skip

_NUMBER = re.compile(
    r"\s*(?:[#■□◆◇●○▼▶★※]+\s*|[(（]\d{1,2}[)）]\s*|[0-9０-９]{1,2}[.．)）、]\s*"
    r"|(?:\d{1,2}(?:[.\-]\d{1,2}){0,2}|[①-⑳]|[A-Za-zIVX]{1,3}(?=[.)]))[.)．、:）]?\s+)"
)
_BOLD = re.compile(r"[ \t]*(?:\*\*|__)(?P<title>[^*\n]{2,80}?)(?:\*\*|__)(?P<colon>[:：]?)[ \t\\]*$")
_BRACKETED = re.compile(r"[ \t　]*(?:【[^】\n]{1,40}】|〈[^〉\n]{1,40}〉|[■□◆▼★][ 　]?[^\n。]{1,40})[ \t　]*$")
_EDGE = " \t　*_`#:：?？!！。.、-–—[]【】「」『』〈〉()（）<>"
_LONGEST = 200
_LONGEST_UNMARKED = 60


@dataclass(frozen=True, slots=True)
class _Words:
    """The data of `roles.toml`, compiled."""

    roles: tuple[tuple[Role, re.Pattern[str], re.Pattern[str]], ...]
    asides: re.Pattern[str]
    unmarked: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(Path(__file__).with_name("roles.toml").read_text("utf-8"))
    never = r"(?!)"
    roles = tuple(
        (
            cast("Role", role["name"]),
            re.compile(role.get("words", never), re.IGNORECASE),
            re.compile(role.get("whole", never), re.IGNORECASE),
        )
        for role in table["role"]
    )
    return _Words(roles, re.compile("|".join(table["asides"]), re.IGNORECASE), frozenset(table["unmarked"]))


def bare(title: str) -> str:
    """A heading's words without numbering, decoration and closing punctuation."""
    title = title.replace("\n", " ")[:_LONGEST]
    number = _NUMBER.match(title)
    return (title[number.end() :] if number else title).strip(_EDGE)


def role_of(title: str) -> Role:
    """The role a heading announces; "other" where it announces none."""
    return _role_of_bare(bare(title))


@lru_cache(maxsize=4096)
def _role_of_bare(title: str) -> Role:
    return next(
        (role for role, words, whole in _words().roles if words.search(title) or whole.fullmatch(title)), "other"
    )


def is_aside(title: str) -> bool:
    """Whether a heading opens matter that belongs to no part of a review's story: references, attendees, metadata."""
    return _words().asides.fullmatch(bare(title)) is not None


def opens(label: str) -> bool:
    """Whether bold words open a part of the story: not an aside, nor a question in a list of questions."""
    return role_of(label) != "other" and not is_aside(label) and not label.startswith(("Q:", "Q."))


def announces(line: str) -> bool:
    """Whether a line of unmarked text is, as a whole, one of the usual headings of a review."""
    return len(line) <= _LONGEST_UNMARKED and bare(line).replace("’", "'").lower() in _words().unmarked


def unmarked_title(line: str, *, marked: bool) -> Span | None:
    """Where the title stands in a line without heading marks that is a heading all the same; None for any other line.

    A bold line that announces a role, 【概要】, or, in a text without any marked heading (pasted from PDF: `marked` is
    False), one of the usual titles of a review.
    """
    stripped = line.strip()
    if stripped[:1] in {"*", "_"} and (bold := _BOLD.match(line)):
        told = opens(bold["title"]) and not bold["title"].endswith((".", "。"))
        return Span(*bold.span("title")) if told else None
    bracketed = stripped[:1] in {*"【〈■□◆▼★"} and len(line) <= _LONGEST_UNMARKED and _BRACKETED.match(line)
    if not bracketed and (marked or not announces(stripped)):
        return None
    left = len(line) - len(line.lstrip())
    return Span(left, left + len(stripped))
