"""What an event is about: its words, in any mixture of English and Japanese, and the ids that name one thing only."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from furikaeri.model.event import Event

LONGEST = 4_000
"""Characters of a text that are looked at: a pasted log says what it is about early."""

_WORD = re.compile(r"[a-z0-9]+(?:[._\-/][a-z0-9]+)*|[ァ-ヴー]{2,}|[一-鿿々〆]+")
_URL = re.compile(r"https?://[^\s<>|\"'`）」)\]]+")
_DIGIT = re.compile(r"[0-9]")
_PARTS = re.compile(r"[._\-/]")
_HEX = re.compile(r"(?a)\b(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64}\b")
_TICKET = re.compile(
    r"(?a)\b[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}\b|\b(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{7,16}\b|#[0-9]{2,7}\b"
)

NAMING_FACTS = frozenset((
    "service", "resource", "alertname", "host", "repository", "repo", "component", "cluster", "namespace", "pod",
    "instance", "region", "resource-group", "function", "database", "queue", "app", "job", "team", "deployment",
))  # fmt: skip
"""Facts that name a part of the system: what an overlap between a change and a symptom is measured on."""

KEY_FACTS = frozenset((
    "fingerprint", "incident", "incident-id", "incident-key", "incident-number", "dedup-key", "alert-key", "alias",
    "correlation", "correlation-id", "sha", "commit", "deployment-id", "release", "event-id", "request-id", "alert-id",
))  # fmt: skip
"""Facts that name one thing only: two records that share one speak of the same thing."""

_IDLE = frozenset(
    """a an and are as at be been but by can could did do does for from get go got had has have he her him his how i if
    in into is it its just let me my no not now of ok on or our out she so some still that the them then there they
    this to too up us was we were what when which who will with would you your yes com http https www io net org
    ます です した して する いる ある ない""".split()  # noqa: SIM905  # a list this long reads better as lines
)


def plain(text: str) -> str:
    """The text in one width and case, cut at a sane length: what all tokens are read from."""
    text = text[:LONGEST]
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def words(text: str) -> set[str]:
    """The words of a text: Latin words whole and in their parts, katakana words whole, kanji as pairs.

    >>> sorted(words("checkout-api が応答なし"))
    ['api', 'checkout', 'checkout-api', '応答']
    """
    found: set[str] = set()
    text = plain(text).lower()
    for match in _WORD.findall(_URL.sub(" ", text) if "://" in text else text):
        if match[0] >= "一":
            found.update(match[i : i + 2] for i in range(len(match) - 1))
            if len(match) == 1:
                continue
        else:
            found.add(match)
            parts = _PARTS.split(match)
            if len(parts) > 1:
                found.update(part for part in parts if len(part) > 1)
    return {w for w in found if len(w) > 1 and w not in _IDLE and not w.isdigit()}


def names(event: Event) -> set[str]:
    """The parts of the system that the record itself names in its facts, as words."""
    found: set[str] = set()
    for fact, value in event.facts.items():
        if fact in NAMING_FACTS and len(value) > 1:
            found.add(value.strip().lower())
            found |= words(value)
    return found


def spoken_whole(shared: set[str]) -> list[str]:
    """Shared words as one would name them: "search-api" without its parts; in alphabetical order.

    >>> spoken_whole({"api", "search", "search-api", "timeout"})
    ['search-api', 'timeout']
    """
    parts = {part for word in shared if len(split := _PARTS.split(word)) > 1 for part in split}
    return sorted(shared - parts)


def keys(event: Event) -> set[str]:
    """The ids and addresses that name one thing only, wherever in the record they stand.

    A record's own permalink counts too: another record that carries the same address speaks of this one.
    """
    text = plain(event.text)
    found = {_address(url) for url in (event.link, event.facts.get("url", "")) if url}
    if "://" in text:
        found.update(_address(url) for url in _URL.findall(text))
        text = _URL.sub(" ", text)
    if _DIGIT.search(text):
        found.update(f"id:{sha[:10]}" for sha in _HEX.findall(text.lower()))
        found.update(f"id:{ticket.lower()}" for ticket in _TICKET.findall(text))
    for fact, value in event.facts.items():
        if fact in KEY_FACTS and len(value) > 2:
            key = value.strip().lower()
            found.add(f"id:{key[:10] if _HEX.fullmatch(key) else key}")
        elif 4 <= len(value) <= 20 and value[-1:].isdigit() and _TICKET.fullmatch(value):
            found.add(f"id:{value.lower()}")
    return found


def _address(url: str) -> str:
    return "url:" + url.rstrip(".,;:!?/。、").split("#")[0].lower()
