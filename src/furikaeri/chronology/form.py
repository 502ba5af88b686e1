"""The shape of a message, whatever its language: how long it is, how it ends, what it carries."""

from __future__ import annotations

import re

from furikaeri.chronology.cues import READ, Wording

LENGTHS = ((2, "upto-2"), (5, "upto-5"), (10, "upto-10"), (18, "upto-18"), (35, "upto-35"), (70, "upto-70"))
"""Upper bounds in words; longer messages are `long`. Two Japanese characters count as one word."""

_HEX = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]{7,}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
_MEASURE = re.compile(r"\d(?:\.\d+)?\s?(?:%|ms\b|s\b|secs?\b|seconds?\b|min(?:utes?)?\b|hours?\b|h\b|[kmg]i?b\b|x\b|秒|分|時間|件|台|％|回)", re.IGNORECASE)  # fmt: skip
_MACHINE = re.compile(r"\d\d:\d\d:\d\d|\b(?:ERROR|WARN|INFO|FATAL|DEBUG)\b|(?:error|exception|warning|info|failed)\s?:|[\w.-]+\(\)|\w+=\S|\\n|[{}]{1,2}|\$ \w|^\s*[$#>] |/\w+/\w+|\b\w+\.\w{2,5}:\d")  # fmt: skip
_WORDLESS = re.compile(r"^(?:[\W_]|:[a-z0-9_+-]+:)*$", re.IGNORECASE)
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF☀-➿]|(?<!\w):[a-z][a-z0-9_+-]+:|(?:^|\s)[:;]-?[)(PDpd/\\x|](?:\s|$)|[（(][^（()）]{0,3}[;^T_][^（()）]{0,6}[)）]|笑$|w{2,}$")  # fmt: skip
_SENTENCE = re.compile(r"[.!?](?:\s|$)|[。！？]")
_QUOTED = re.compile(r"^(?:>|&gt;)|\bsaid\s?:\s?>")
_TICKET = re.compile(r"(?<!\w)#\d{2,}|\b[A-Z]{2,8}-\d+\b|\bv?\d+\.\d+(?:\.\d+)*\b")


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
    flags.add(next((name for bound, name in LENGTHS if words <= bound), "long"))
    ending = read.rstrip(" )）」\"'*_~")[-3:]
    if ending.endswith(("?", "？")) or (wording.japanese and ending.rstrip("。、").endswith(("か", "かな", "かね"))):
        flags.add("ends-asking")
    if "?" in read or "？" in read:
        flags.add("asks-inside")
    if ending.endswith(("!", "！")):
        flags.add("exclaims")
    if ending.endswith(("...", "…", "。。")):
        flags.add("trails-off")
    if "http://" in read or "https://" in read:
        flags.add("link")
        if not wording.words:
            flags.add("only-link")
    if "`" in read:
        flags.add("code")
    if read.startswith("@") or read.startswith("<@"):
        flags.add("opens-mention")
    elif "@" in read:
        flags.add("mention")
    if _NUMBER.search(read):
        flags.add("number")
        if _MEASURE.search(read):
            flags.add("measure")
        if _HEX.search(read):
            flags.add("hash")
    if _TICKET.search(read):
        flags.add("ticket")
    if _MACHINE.search(read):
        flags.add("machine-text")
    if _WORDLESS.match(read):
        flags.add("wordless")
    if _EMOJI.search(read):
        flags.add("emoji")
    if len(_SENTENCE.findall(read)) > 1:
        flags.add("sentences")
    if "**" in read:
        flags.add("emphasis")
    if _QUOTED.search(read):
        flags.add("quotes")
    if read[:1].isupper():
        flags.add("capital")
    return flags
