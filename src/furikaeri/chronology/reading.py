"""The flags of messages: what their words say, how they are shaped, what stance they take, where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.cues import wording
from furikaeri.chronology.exchange import Message, conversation_of, places
from furikaeri.chronology.form import form_of
from furikaeri.chronology.stance import stance_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.model.event import Event


class _Family(dict[str, str]):
    """The names of a family of flags, made once each: "doubt" -> "says:doubt"."""

    def __init__(self, family: str) -> None:
        super().__init__()
        self.family = family

    def __missing__(self, name: str) -> str:
        self[name] = full = f"{self.family}:{name}"
        return full


_SAYS, _MOOD, _FORM, _STANCE, _PLACE = map(_Family, ("says", "mood", "form", "stance", "place"))


def flags_of(events: Iterable[Event]) -> dict[str, set[str]]:
    """For each message, by event id, its flags: `says:`, `mood:`, `form:`, `stance:` and `place:` with a name.

    `events` as from `in_order`: what stands before and after a message is part of its reading.
    """
    conversations: dict[str, list[Message]] = {}
    spoken: dict[str, set[str]] = {}
    for event in events:
        said = wording(event.text)
        form = form_of(event.text, said)
        flags = set(map(_SAYS.__getitem__, said.classes))
        flags.update(map(_MOOD.__getitem__, said.mood))
        flags.update(map(_FORM.__getitem__, form))
        flags.update(map(_STANCE.__getitem__, stance_of(said, asks="ends-asking" in form)))
        spoken[event.id] = flags
        conversations.setdefault(conversation_of(event), []).append(Message(event, said, form))
    for messages in conversations.values():
        for message, found in zip(messages, places(messages), strict=True):
            spoken[message.event.id].update(map(_PLACE.__getitem__, found))
    return spoken
