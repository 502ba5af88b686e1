"""The place of a message in its exchange: what came before it, what came after, and which of its words live on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.chronology.cues import READ, cue_table
from furikaeri.model.timespan import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from furikaeri.chronology.cues import Wording
    from furikaeri.model.event import Event

PROMPT = 5 * MINUTE
SILENCE = 30 * MINUTE
LONG_SILENCE = 4 * HOUR
QUOTE_REACH = 40
QUOTE_LENGTH = 16
CENTRAL = 15
"""How many of the conversation's words, by the number of messages that hold them, are central to it."""

_QUOTE = re.compile(r"`[^`\n]{16,300}`|(?:^|\s)(?:>|&gt;)[^|\n]{16,300}")
_CONTENT = re.compile(r"[a-z][a-z0-9_.-]{3,}[a-z0-9]|[ァ-ヶー]{3,}|[一-龠]{2,}")

_EVERYWHERE = (
    "about above after also another before being below between could does doing down during from further have having "
    "here hers herself himself into itself just like many more most much other others over said same some such than "
    "that their theirs them themselves then there these they thing things this those through under until very want "
    "well were what when where which while will with would yourself something anything everything people maybe still"
)


class Message(NamedTuple):
    """An event as the exchange sees it: its wording and the flags of its form."""

    event: Event
    wording: Wording
    form: AbstractSet[str]

    @property
    def asks(self) -> bool:
        """Whether somebody may feel asked by it."""
        return "ends-asking" in self.form


def conversation_of(event: Event) -> str:
    """The name of the conversation an event stands in: its channel, else its source's instance."""
    return event.facts.get("channel") or ":".join(event.id.split(":", 2)[:2])


@cache
def _common_words() -> frozenset[str]:
    """Words that name nothing: those of the cue classes, and the English words of every sentence."""
    return frozenset(cue_table().words) | frozenset(_EVERYWHERE.split())


def content_words(text: str) -> set[str]:
    """The words of a message that may name a thing: long Latin words, katakana runs, kanji compounds."""
    return set(_CONTENT.findall(text[:READ].lower()))


def places(messages: Sequence[Message]) -> list[set[str]]:
    """The flags of place for each message of one conversation, given in time order."""
    flags: list[set[str]] = [set() for _ in messages]
    voices: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for at, (message, found) in enumerate(zip(messages, flags, strict=True)):
        event = message.event
        if at == 0:
            found.add("first")
        if at < 4:
            found.add("early")
        if not voices[event.actor]:
            found.add("new-voice")
        voices[event.actor] += 1
        if texts[event.text]:
            found.add("repeats")
            if texts[event.text] > 3:
                found.add("drones")
        texts[event.text] += 1
        if at:
            _after(found, message, messages[at - 1])
        if at + 1 < len(messages):
            _before(found, message, messages[at + 1])
        asked = _asked(messages, at)
        if asked:
            found.add("answers")
        if event.reply_to:
            found.add("threaded")
        if event.facts.get("reactions"):
            found.add("reacted")
    replied = Counter(message.event.reply_to for message in messages if message.event.reply_to)
    for message, found in zip(messages, flags, strict=True):
        if replied[message.event.id]:
            found.add("replied-to")
    _echoes(messages, flags)
    _drones(messages, flags)
    _quotes(messages, flags)
    return flags


def _quotes(messages: Sequence[Message], flags: Sequence[set[str]]) -> None:
    """Flag the messages that somebody quotes among the `QUOTE_REACH` messages after them."""
    for at, message in enumerate(messages):
        text = message.event.text[:READ]
        if "`" not in text and ">" not in text:
            continue
        for quote in _QUOTE.findall(text):
            said = " ".join(quote.split()).strip("` >")
            if len(said) < QUOTE_LENGTH:
                continue
            for back in range(at - 1, max(-1, at - 1 - QUOTE_REACH), -1):
                if said in " ".join(messages[back].event.text[:READ].split()):
                    flags[back].add("quoted")
                    break


def _drones(messages: Sequence[Message], flags: Sequence[set[str]]) -> None:
    """Tell the repeated texts that people react to from those that pass unnoticed."""
    for at, (message, found) in enumerate(zip(messages, flags, strict=True)):
        if "repeats" not in found:
            continue
        near = (*messages[max(0, at - 2) : at], *messages[at + 1 : at + 3])
        heard = any(
            other.event.actor != message.event.actor and abs(other.event.span.lo - message.event.span.lo) < SILENCE
            for other in near
        )
        found.add("heard" if heard else "unheard")


def _after(found: set[str], message: Message, previous: Message) -> None:
    gap = message.event.span.lo - previous.event.span.lo
    if gap >= LONG_SILENCE:
        found.add("after-long-silence")
    elif gap >= SILENCE:
        found.add("after-silence")
    elif gap >= PROMPT:
        found.add("after-pause")
    if gap < PROMPT:
        if message.event.actor == previous.event.actor:
            found.add("continues")
            if previous.asks:
                found.add("continues-asking")
        else:
            found.add("joins")


def _before(found: set[str], message: Message, following: Message) -> None:
    gap = following.event.span.lo - message.event.span.lo
    if gap >= SILENCE:
        found.add("before-silence")
    if gap < PROMPT:
        if message.event.actor == following.event.actor:
            found.add("goes-on")
        else:
            found.add("meets-reply")
            if following.asks:
                found.add("meets-question")
            if "manners" in following.wording.mood and len(following.wording.words) < 6:
                found.add("meets-manners")


def _asked(messages: Sequence[Message], at: int) -> bool:
    """Whether one of the three messages before, within a quarter of an hour, was another voice's question."""
    event = messages[at].event
    for earlier in messages[max(0, at - 3) : at]:
        if earlier.asks and earlier.event.actor != event.actor and event.span.lo - earlier.event.span.lo < 15 * MINUTE:
            return True
    return False


def _echoes(messages: Sequence[Message], flags: Sequence[set[str]]) -> None:
    """Flag the messages that bring in words which other voices take up later."""
    brought: dict[str, tuple[int, str]] = {}
    taken: defaultdict[str, set[int]] = defaultdict(set)
    news: Counter[int] = Counter()
    vocabulary = [content_words(message.event.text) - _common_words() for message in messages]
    held = Counter(word for words in vocabulary for word in words)
    for at, (message, words) in enumerate(zip(messages, vocabulary, strict=True)):
        if len(words) >= 5 and sum(word in brought for word in words) >= 0.8 * len(words):
            flags[at].add("nothing-new")
        for word in words:
            if word not in brought:
                brought[word] = (at, message.event.actor)
                news[at] += 1
            elif brought[word][1] != message.event.actor:
                taken[word].add(at)
    central = {word for word, _ in held.most_common(CENTRAL)} if len(messages) > CENTRAL else set()
    for found, words in zip(flags, vocabulary, strict=True):
        near = len(words & central)
        if near:
            found.add("central-3" if near >= 3 else f"central-{near}")
    lived: Counter[int] = Counter()
    for word, (at, _) in brought.items():
        if len(taken[word]) >= 2:
            lived[at] += 1
    for at, found in enumerate(flags):
        if news[at] >= 8:
            found.add("news-8")
        elif news[at] >= 4:
            found.add("news-4")
        elif news[at]:
            found.add("news-1")
        if lived[at] >= 4:
            found.add("lives-4")
        elif lived[at] >= 2:
            found.add("lives-2")
        elif lived[at]:
            found.add("lives-1")
