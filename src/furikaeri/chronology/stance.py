"""What a speaker does with a sentence: tells of a deed, of a sight, supposes, proposes, guides … by person and tense.

English is read by the order of its words (who, when, what), Japanese by the cues at the end of its sentences; both
give the same flags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.cues import classes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.chronology.cues import Wording

CLAUSES = 24
"""Clauses of a message that are read for its stance."""

_I = frozenset({"i", "we", "i've", "we've", "ive", "i'm", "we're", "im", "i'll", "we'll", "i'd", "we'd"})
_SKIP = frozenset({"just", "also", "now", "already", "have", "had", "then", "even", "only", "am", "are", "still", "currently", "went", "ahead", "and", "finally", "simply", "both", "manually"})  # fmt: skip
_WILL = frozenset({"will", "i'll", "we'll", "gonna", "going", "about", "plan", "intend", "shall"})
_OPENERS = frozenset({"so", "and", "but", "also", "ok", "okay", "yes", "yeah", "yup", "yep", "no", "nope", "hmm", "well", "oh", "ah", "aha", "then", "now", "right", "btw", "sorry", "hey", "hi", "hello", "please", "pls", "plz", "just", "all", "guys", "everyone", "for", "first", "maybe", "perhaps", "or", "alternatively"})  # fmt: skip
_NOT_PAST = frozenset({"need", "indeed", "seed", "speed", "feed", "red", "bed", "shed", "exceed", "proceed", "succeed", "embed", "fed", "led", "supposed", "used", "based", "called", "named", "related", "agreed"})  # fmt: skip
_BE = frozenset({"is", "are", "was", "were", "isn't", "aren't", "it's", "they're", "been", "be", "seems", "seem", "appears", "appear", "looks", "still", "went", "goes", "keeps", "gets", "got", "remains", "became", "comes", "came"})  # fmt: skip
_FINITE = frozenset({"fails", "failed", "crashed", "crashes", "works", "worked", "stopped", "hangs", "hung", "broke", "times", "timed", "forked", "doesn't", "didn't", "won't", "can't", "cannot", "doesnt", "didnt", "died", "dropped", "recovered", "returned", "returns", "throws", "errors", "keeps", "refuses", "rejected", "takes", "took", "ran"})  # fmt: skip
_SIGHT = frozenset({"see", "saw", "get", "got", "getting", "seeing", "notice", "noticed", "found", "find", "discovered", "having", "observe", "observed", "can't", "cannot", "cant", "couldn't", "unable", "able", "didn't", "don't", "experienced", "experiencing", "hit", "hitting", "keep", "confirm", "reproduce"})  # fmt: skip
_YOU_MAY = frozenset(
    {"can", "should", "need", "have", "must", "could", "may", "want", "might", "will", "can't", "cannot"}
)
_ING_STOP = frozenset({"thing", "things", "anything", "something", "nothing", "everything", "during", "morning", "evening", "string", "king", "ping", "going", "bring", "interesting", "amazing"})  # fmt: skip
_THINK = frozenset({"think", "guess", "believe", "suspect", "suppose", "assume", "wonder", "bet", "imagine", "feel"})
_ASKERS = frozenset({"what", "what's", "whats", "why", "how", "when", "where", "who", "which", "is", "are", "do", "does", "did", "can", "could", "would", "will", "should", "has", "have", "any", "anyone", "anybody", "shall", "was", "were", "isn't", "aren't", "doesn't", "don't", "am", "may", "whose"})  # fmt: skip
_GENERIC = frozenset({"i", "we", "you", "my", "our", "your", "me", "us", "i'm", "we're", "you're", "i've", "we've", "i'll", "we'll", "i'd", "let's", "im"})  # fmt: skip

_JAPANESE = (
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
        flags.add("asks")
        single = len(wording.clauses) <= 1 or (wording.japanese and not flags & {"did", "does", "state", "sees"})
        flags.add("asks-only" if single else "asks-after")
        if wording.classes & {"doubt", "cause"}:
            flags.add("asks-cause")
        for stance in ("sees", "state", "did", "proposes", "guides"):
            if stance in flags:
                flags.add(f"asks-{stance}")
    elif wording.japanese or len(wording.words) > 3:
        personal = not _GENERIC.isdisjoint(wording.words) or wording.classes & {"first", "plural", "second"}
        if not personal:
            flags.add("impersonal")
            if not wording.classes & {"present", "past", "again", "doubt"} - {"present"} and "now" not in wording.words:
                flags.add("general")
        if wording.classes & {"cause"} and wording.classes & {"doubt"}:
            flags.add("theory")
    if not asks:
        if len(wording.words) < 8 and (
            flags & {"state", "sees"} or wording.classes & {"fault", "failed", "worked", "recovery"}
        ):
            flags.add("terse-fact")
        if "plural" in wording.classes and flags & {"did", "does", "will", "guides", "sees"}:
            flags.add("for-team")
    return flags


def _japanese(wording: Wording, flags: set[str]) -> None:
    for flag, closing, anywhere in _JAPANESE:
        if wording.mood & closing and (not anywhere or wording.classes & anywhere):
            flags.add(flag)
    if "condition" in wording.classes:
        flags.add("condition")


def _english(clause: Sequence[str], flags: set[str]) -> None:
    start = 0
    while start < len(clause) - 1 and clause[start] in _OPENERS:
        if clause[start] in {"please", "pls", "plz"}:
            flags.add("guides")
        start += 1
    head = clause[start]
    if head in _ASKERS:
        flags.add("opens-asking")
    kinds = classes_of(head)
    follows = clause[start + 1] if start + 1 < len(clause) else ""
    if head == "if" or head == "when" or head == "once":
        flags.add("condition")
    if head not in _I and _past(head):
        flags.add("did")
    elif _running(head):
        if follows not in _BE:
            flags.add("does")
    elif "act" in kinds and follows not in _BE:
        flags.add("commands")
    for at in range(start, len(clause)):
        word = clause[at]
        if word in _I:
            _first_person(clause, at, flags)
        elif word in {"you", "u", "you'll"}:
            following = clause[at + 1] if at + 1 < len(clause) else ""
            if following in _YOU_MAY and head not in _ASKERS:
                flags.add("guides")
            if at and clause[at - 1] == "if":
                flags.add("if-you")
        elif word in {"let's", "lets"} or (word in {"should", "must", "needs", "need"} and at + 1 < len(clause)):
            flags.add("proposes" if word in {"let's", "lets"} or head not in _ASKERS else "asks-whether")
        elif word in _FINITE and at > start:
            flags.add("state")
        elif word in _BE:
            for after in clause[at + 1 : at + 4]:
                found = classes_of(after)
                if "fault" in found or "recovery" in found:
                    flags.add("state")
                    break


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
    return word.endswith("ing") and len(word) > 5 and word not in _ING_STOP
