"""What a speaker does with a sentence: tells of a deed, of a sight, supposes, proposes, guides … by person and tense.

English is read by the order of its words (who, when, what), Japanese by the cues at the end of its sentences; both
give the same flags.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING

from furikaeri.chronology.cues import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.chronology.cues import Wording

CLAUSES = 24
"""Clauses of a message that are read for its stance."""

_LISTS = {
    name: frozenset(words)
    for name, words in tomllib.loads(resources.files(__package__).joinpath("stance.toml").read_text("utf-8")).items()
}
_I, _SKIP, _WILL, _OPENERS = (_LISTS[name] for name in ("persons", "between", "will", "openers"))
_BE, _FINITE, _SIGHT, _YOU_MAY = (_LISTS[name] for name in ("be", "finite", "sight", "may"))
_THINK, _ASKERS, _PERSONAL = (_LISTS[name] for name in ("think", "askers", "personal"))
_NOT_PAST, _NOT_RUNNING = _LISTS["not-past"], _LISTS["not-running"]
_ASKED_OF = frozenset({"sees", "state", "did", "proposes", "guides"})
_TOLD = frozenset({"did", "does", "state", "sees"})
_TEAM_TELLS = frozenset({"did", "does", "will", "guides", "sees"})
_PERSON = frozenset({"first", "plural", "second"})
_PASSING = frozenset({"past", "again", "doubt"})
_FARES = frozenset({"fault", "failed", "worked", "recovery"})
_PLEASE = frozenset({"please", "pls", "plz"})
_LETS = frozenset({"let's", "lets"})
_OUGHT = frozenset({"should", "must", "needs", "need"})
_YOU = frozenset({"you", "u", "you'll"})
TERSE = 8
"""Below this many words a fact is told tersely."""

_JAPANESE: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("did", frozenset({"deed"}), frozenset({"work", "worked", "failed", "tried-before"})),
    ("does", frozenset({"ongoing"}), frozenset({"work", "intent"})),
    ("will", frozenset({"intent"}), frozenset()),
    ("sees", frozenset({"sight"}), frozenset()),
    ("state", frozenset({"sight", "ongoing", "deed", "present"}), frozenset({"fault", "recovery"})),
    ("guides", frozenset({"notice"}), frozenset()),
    ("proposes", frozenset({"proposal"}), frozenset()),
    ("supposes", frozenset({"doubt"}), frozenset()),
)
"""Flag, classes one of which stands at the end, classes one of which stands anywhere (none: no such demand)."""


def stance_of(wording: Wording, *, asks: bool) -> set[str]:
    """The flags of stance of a message; `asks`: it ends as a question."""
    flags: set[str] = set()
    for clause in wording.clauses[:CLAUSES]:
        _english(clause, flags)
    if wording.japanese:
        _japanese(wording, flags)
    if asks:
        _asked(wording, flags)
    else:
        _told(wording, flags)
    return flags


def _asked(wording: Wording, flags: set[str]) -> None:
    """Add what kind of question it is: alone or after something told, and whether it asks after a cause."""
    alone = len(wording.clauses) <= 1 or (wording.japanese and flags.isdisjoint(_TOLD))
    flags.update(f"asks-{stance}" for stance in flags & _ASKED_OF)
    flags.add("asks")
    flags.add("asks-only" if alone else "asks-after")
    if "doubt" in wording.classes or "cause" in wording.classes:
        flags.add("asks-cause")


def _told(wording: Wording, flags: set[str]) -> None:
    """Add whether it is told of nobody in particular, as a theory, tersely, or for a team."""
    classes = wording.classes
    if wording.japanese or len(wording.words) > 3:
        if _PERSONAL.isdisjoint(wording.words) and _PERSON.isdisjoint(classes):
            flags.add("impersonal")
            if _PASSING.isdisjoint(classes) and "now" not in wording.words:
                flags.add("general")
        if "cause" in classes and "doubt" in classes:
            flags.add("theory")
    if "plural" in classes and not flags.isdisjoint(_TEAM_TELLS):
        flags.add("for-team")
    if len(wording.words) < TERSE and ("state" in flags or "sees" in flags or not _FARES.isdisjoint(classes)):
        flags.add("terse-fact")


def _japanese(wording: Wording, flags: set[str]) -> None:
    for flag, closing, anywhere in _JAPANESE:
        if wording.mood & closing and (not anywhere or wording.classes & anywhere):
            flags.add(flag)
    if "condition" in wording.classes:
        flags.add("condition")


def _english(clause: Sequence[str], flags: set[str]) -> None:
    """Add what one English clause does: by its first word proper, then by each person and linking verb in it."""
    start = 0
    while start < len(clause) - 1 and clause[start] in _OPENERS:
        if clause[start] in _PLEASE:
            flags.add("guides")
        start += 1
    head = clause[start]
    follows = clause[start + 1] if start + 1 < len(clause) else ""
    asking = head in _ASKERS
    if asking:
        flags.add("opens-asking")
    if head in {"if", "when", "once"}:
        flags.add("condition")
    if head not in _I and _past(head):
        flags.add("did")
    elif _running(head):
        if follows not in _BE:
            flags.add("does")
    elif follows not in _BE and "act" in classes_of(head):
        flags.add("commands")
    for at in range(start, len(clause)):
        word = clause[at]
        if word in _I:
            _first_person(clause, at, flags)
        elif word in _YOU:
            if not asking and clause[at + 1 : at + 2] and clause[at + 1] in _YOU_MAY:
                flags.add("guides")
            if at and clause[at - 1] == "if":
                flags.add("if-you")
        elif word in _LETS or (word in _OUGHT and at + 1 < len(clause)):
            flags.add("asks-whether" if asking and word not in _LETS else "proposes")
        elif (word in _FINITE and at > start) or (word in _BE and _fares(clause[at + 1 : at + 4])):
            flags.add("state")


def _fares(words: Sequence[str]) -> bool:
    """Whether one of the words after a linking verb says that something is broken or well."""
    return any("fault" in found or "recovery" in found for found in map(classes_of, words))


def _first_person(clause: Sequence[str], at: int, flags: set[str]) -> None:
    """What "I" or "we" at `at` is said to do, did, will do, see or think."""
    pronoun = clause[at]
    verb = at + 1
    while verb < len(clause) and clause[verb] in _SKIP:
        verb += 1
    word = clause[verb] if verb < len(clause) else ""
    if pronoun in {"i'll", "we'll"} or word in _WILL:
        flags.add("will")
    elif word in _SIGHT:
        flags.add("sees")
    elif word in _THINK or pronoun == "i'd":
        flags.add("supposes" if word in _THINK else "proposes")
    elif _past(word):
        flags.add("did")
    elif _running(word):
        flags.add("does")
    elif word in {"should", "need", "could", "must", "can"}:
        flags.add("can" if word in {"can", "could"} else "proposes")


def _past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST) or "deed" in classes_of(word)


def _running(word: str) -> bool:
    return word.endswith("ing") and len(word) > 5 and word not in _NOT_RUNNING
