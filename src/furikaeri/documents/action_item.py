"""One action item of a written review, and the marks people put on it: owner, ticket, done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from furikaeri.text import Span

Form = Literal["list", "checkbox", "table", "heading", "prose"]

_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One action item. `owner`, `ticket`: as written, None where none is; `done`: None where nothing is marked."""

    line: int
    text: str
    owner: str | None = None
    ticket: str | None = None
    done: bool | None = None
    form: Form = "list"
    span: Span = _NOWHERE


_TICKET = re.compile(
    r"https?://[^\s<>()\[\]|]{4,300}|(?<![\w#/&])#\d{1,7}\b|(?<![\w\-/])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?![\w\-])"
)
_NO_TICKET = re.compile(r"(?:UTF|ISO|SHA|CVE|HTTP|RFC|SEV|GPT|AES|TLS|COVID|EIP|BIP|ADR|PM)-", re.IGNORECASE)
_TARGET = re.compile(r"^[ ]{0,3}\[(#\d{1,7})\]:[ \t]*(\S{1,500})", re.MULTILINE)
_OWNER = re.compile(
    r"(?:\b(?:owner|assignee|assigned to|responsible|dri|poc|lead)|担当者?|責任者|オーナー)[ ]?[:：=][ ]?"
    r"(?P<name>[^\n,;|。、()（）\[\]]{1,60})",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?<![\w`/.@])@(?P<name>[A-Za-z][\w\-]{1,38})(?![\w/.]*@)")
_DONE = re.compile(
    r"✅|☑|✔|🟢|~~.+~~|^(?:done|完了)\b"
    r"|[\[(（【*](?:done|completed?|fixed|resolved|完了|対応済み?|実施済み?|済み?)[\])）】*]",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\W{0,8}(?:we (?:have|.ve) (?:now |already |since )?\w+(?:ed|en)\b"
    r"|.{0,60}\bha(?:s|ve) (?:now |already |since )?been \w+(?:ed|en|uilt)\b)",
    re.IGNORECASE,
)
_STATUS_DONE = re.compile(
    r"\b(?:done|completed?|closed|fixed|resolved|shipped|merged|finished|implemented|yes)\b"
    r"|✅|☑|✔|完了|済|クローズ",
    re.IGNORECASE,
)
_STATUS_OPEN = re.compile(
    r"\b(?:to ?do|open|pending|planned|in[ -]?progress|wip|not (?:started|done|yet)|incomplete|no|backlog)\b"
    r"|\b(?:proposed|tbd)\b|未|進行|予定|検討|中$|🔲|⬜|❌|⏳|🚧|☐",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W{0,40}(?:none|n/?a|nothing|tbd|tba|todo|unassigned|no (?:comments?|action items?).*|なし|特になし|未定)?"
    r"\W{0,40}",
    re.IGNORECASE,
)
_BEGINNING = 400


def is_nothing(words: str) -> bool:
    """Whether these words say that there is nothing: "", "—", "N/A", "TBD", なし."""
    return len(words) <= 80 and _NOTHING.fullmatch(words) is not None


def owner_in(words: str, *, mention: bool = True) -> str | None:
    """Whom the words name as owner: "Owner: …", 担当:…, or, where `mention`, the first @name."""
    if m := _OWNER.search(words):
        name = m["name"].strip(" *_`@-–—")
        return None if is_nothing(name) else name
    if mention and (m := _MENTION.search(words)):
        return m["name"]
    return None


def ticket_in(words: str, source: str) -> str | None:
    """The first address in the words, else #12 or KEY-12; "#12" as the address that `source` defines for it."""
    found = [m.group().rstrip(".,;:") for m in _TICKET.finditer(words) if not _NO_TICKET.match(m.group())]
    ticket = next((t for t in found if t.startswith("http")), found[0] if found else None)
    return None if ticket is None else _targets(source).get(ticket, ticket)


@lru_cache(maxsize=1)
def _targets(source: str) -> dict[str, str]:
    """Where reference links like [#12] lead."""
    return {m[1]: m[2] for m in _TARGET.finditer(source)}


def is_marked_done(words: str) -> bool:
    """Whether an item's words are marked done or told as plainly past."""
    return _DONE.search(words[:_BEGINNING]) is not None or _PAST.match(words) is not None


def status_done(status: str) -> bool | None:
    """What a status cell says: True for done, False for open, None for neither."""
    if _STATUS_OPEN.search(status):
        return False
    return True if _STATUS_DONE.search(status) else None
