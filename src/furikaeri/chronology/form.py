"""The shape of a message, whatever its language: how long it is, how it ends, what it carries."""

from __future__ import annotations

import re
from bisect import bisect_left

from furikaeri.chronology.cues import READ, Wording

LENGTH_BOUNDS = (2, 5, 10, 18, 35, 70)
LENGTH_NAMES = ("upto-2", "upto-5", "upto-10", "upto-18", "upto-35", "upto-70", "long")
"""Classes of length, bounded in words; two Japanese characters count as one."""

_HEX = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{7,}\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\d ?(?:%|(?:ms|s|secs?|seconds?|min|minutes?|hours?|h|[kmg]i?b|x)\b|秒|分|時間|件|台|％|回)", re.IGNORECASE
)
_TICKET = re.compile(r"(?<!\w)#\d{2,}|\b[A-Z]{2,8}-\d|\d\.\d")
_ASSIGNED = re.compile(r"\w=\S")
_LOGGED = re.compile(r"\d:\d\d:\d|(?:error|exception|warning|info|failed) ?:|\.\w{2,5}:\d")
_PATH = re.compile(r"/\w+/\w")
_LEVEL = re.compile(r"(?:ERROR|WARN|INFO|FATAL|DEBUG)")
_MARKUP, _EYES, _STOPS, _DIGITS = map(frozenset, ("{}\\$", ":;(", ".!?。！？", "0123456789"))
_NAMED_EMOJI = re.compile(r"(?<!\w):(?:[a-z][a-z0-9_+-]*|\+1|-1):", re.IGNORECASE)
_SMILEY = re.compile(r"(?:^|\s)[:;]-?[)(PDpd/\\x|](?:\s|$)|\([;^T_][^()]{0,6}\)")
_PICTURE = re.compile(r"[\U0001F300-\U0001FAFF☀-➿]|笑$|w{2,}$|[（(][;^T＾][^（()）]{0,6}[)）]")
_LETTER = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[.!?](?:\s|$)|[。！？]")
_QUOTED = re.compile(r"^(?:>|&gt;)|\bsaid ?: ?>")


def length_of(text: str, wording: Wording) -> int:
    """How long a message is, in words."""
    if not wording.japanese:
        return len(wording.words)
    return max(len(wording.words), sum(not c.isspace() for c in text[:READ]) // 2)


def form_of(text: str, wording: Wording) -> set[str]:
    """The flags of a message's shape; linear in its first `READ` characters."""
    read = text[:READ].strip()
    flags = set()
    words = length_of(read, wording)
    flags.add(LENGTH_NAMES[bisect_left(LENGTH_BOUNDS, words)])
    ending = read.rstrip(" )）」\"'*_~")[-3:]
    if ending.endswith(("?", "？")) or (wording.japanese and ending.rstrip("。、").endswith(("か", "かな", "かね"))):
        flags.add("ends-asking")
    letters = frozenset(read)
    if "?" in letters or "？" in letters:
        flags.add("asks-inside")
    if ending.endswith(("!", "！")):
        flags.add("exclaims")
    if ending.endswith(("...", "…", "。。")):
        flags.add("trails-off")
    if "/" in letters and ("http://" in read or "https://" in read):
        flags.add("link")
        if not wording.words:
            flags.add("only-link")
    if "`" in letters:
        flags.add("code")
    if "@" in letters:
        flags.add("opens-mention" if read.startswith(("@", "<@")) else "mention")
    if not _DIGITS.isdisjoint(letters):
        flags.add("number")
        if _MEASURE.search(read):
            flags.add("measure")
        if _HEX.search(read):
            flags.add("hash")
        if _TICKET.search(read):
            flags.add("ticket")
    if _machine_text(read, letters):
        flags.add("machine-text")
    if not _LETTER.search(_NAMED_EMOJI.sub("", read) if ":" in letters else read):
        flags.add("wordless")
    if _emoji(read, letters):
        flags.add("emoji")
    if not _STOPS.isdisjoint(letters) and len(_SENTENCE.findall(read)) > 1:
        flags.add("sentences")
    if "*" in letters and "**" in read:
        flags.add("emphasis")
    if ">" in letters and _QUOTED.search(read):
        flags.add("quotes")
    return flags


def _machine_text(read: str, letters: frozenset[str]) -> bool:
    """Whether a machine's output is pasted in: log levels, assignments, clock times to the second, paths, calls."""
    return (
        not _MARKUP.isdisjoint(letters)
        or ("(" in letters and "()" in read)
        or ("=" in letters and _ASSIGNED.search(read) is not None)
        or (":" in letters and _LOGGED.search(read) is not None)
        or ("/" in letters and _PATH.search(read) is not None)
        or (not read.islower() and _LEVEL.search(read) is not None)
    )


def _emoji(read: str, letters: frozenset[str]) -> bool:
    """Whether a feeling is drawn: 😕, :name:, :-), (^_^), 笑."""
    return (
        (not read.isascii() and _PICTURE.search(read) is not None)
        or (":" in letters and _NAMED_EMOJI.search(read) is not None)
        or (not _EYES.isdisjoint(letters) and _SMILEY.search(read) is not None)
    )
