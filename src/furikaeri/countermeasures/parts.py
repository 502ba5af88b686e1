"""A countermeasure that is several things at once, as its parts: each can be placed, the weakest link decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from furikaeri.countermeasures.flags import ACTS
from furikaeri.countermeasures.lexicon import lexicon, words_of
from furikaeri.markup.sentences import sentences

_JOINT = re.compile(r"\s*;\s+|,?\s+and(?:\s+(?:also|then))?\s+|(?<=し)、|(?<=る)とともに、?|(?<=る)と共に、?|。\s*")
_NEXT_VERB = 12


def parts(text: str) -> tuple[str, ...]:
    """The parts of `text` that say what is done; one part where it is one thing. Nothing but joints is left out.

    >>> parts("Add an alert and remind everyone.")
    ('Add an alert', 'remind everyone.')
    >>> parts("Monitor disk and memory.")
    ('Monitor disk and memory.',)
    """
    return tuple(part for span in sentences(text) for part in _split(text[span.start : span.end])) or (text,)


def _split(sentence: str) -> Iterator[str]:
    at = 0
    for joint in _JOINT.finditer(sentence):
        if (
            joint.end() < len(sentence)
            and _does(sentence[at : joint.start()])
            and _begins_with_act(sentence, joint.end())
        ):
            yield sentence[at : joint.start()]
            at = joint.end()
    yield sentence[at:]


def _does(text: str) -> bool:
    low = text.lower()
    return any(cue.name in ACTS for cue in lexicon().cues(low, words_of(low)))


def _begins_with_act(sentence: str, at: int) -> bool:
    """English: the next word is an act; Japanese (verb last) splits at every joint."""
    if not sentence[at].isascii():
        return True
    low = sentence[at : at + 4 * _NEXT_VERB].lower()
    words = words_of(low)[:3]
    return any(cue.start == 0 and cue.name in ACTS for cue in lexicon().cues(low, words))
