"""The place of a message in its exchange: what came before it, what came after, and which of its words live on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from furikaeri.chronology.cues import READ
from furikaeri.model.timespan import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.chronology.cues import Wording
    from furikaeri.model.event import Event

PROMPT = 5 * MINUTE
SILENCE = 30 * MINUTE
LONG_SILENCE = 4 * HOUR
_CONTENT = re.compile(r"[a-z][a-z0-9_.-]{3,}[a-z0-9]|[ァ-ヶー]{3,}|[一-龠]{2,}")


class Message(NamedTuple):
    """An event as the exchange sees it: its wording and the flags of its form."""

    event: Event
    wording: Wording
    form: frozenset[str]

    @property
    def asks(self) -> bool:
        """Whether somebody may feel asked by it."""
        return "ends-asking" in self.form


def conversation_of(event: Event) -> str:
    """The name of the conversation an event stands in: its channel, else its source's instance."""
    return event.facts.get("channel") or ":".join(event.id.split(":", 2)[:2])


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
    return flags


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
    for at, message in enumerate(messages):
        words = content_words(message.event.text)
        if len(words) >= 5 and sum(word in brought for word in words) >= 0.8 * len(words):
            flags[at].add("nothing-new")
        for word in words:
            if word not in brought:
                brought[word] = (at, message.event.actor)
                news[at] += 1
            elif brought[word][1] != message.event.actor:
                taken[word].add(at)
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
