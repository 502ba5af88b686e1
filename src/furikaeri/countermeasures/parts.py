"""A countermeasure that is several things at once, as its parts: each can be placed, the weakest link decides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from furikaeri.countermeasures.flags import ACTS
from furikaeri.countermeasures.lexicon import lexicon, words_of
from furikaeri.markup.sentences import sentences

_JOINT = re.compile(r"\s*;\s+|,?\s+and(?:\s+(?:also|then))?\s+|(?<=し)、|(?<=る)とともに、?|(?<=る)と共に、?|。\s*")


def parts(text: str) -> tuple[str, ...]:
    """The parts of `text` that say what is done; one part where it is one thing. Nothing but joints is left out.

    >>> parts("Add an alert and remind everyone.")
    ('Add an alert', 'remind everyone.')
    >>> parts("Monitor disk and memory.")
    ('Monitor disk and memory.',)
    """
    return tuple(part for span in sentences(text) for part in _split(text[span.start : span.end])) or (text,)


def _split(sentence: str) -> Iterator[str]:
    """English: where an act is done before the joint and the next word is an act; Japanese (verb last): before only."""
    low = sentence.replace("İ", "i").lower()
    acts = sorted({cue.start for cue in lexicon().cues(low, words_of(low)) if cue.name in ACTS})
    at = 0
    for joint in _JOINT.finditer(sentence):
        if joint.end() == len(sentence):
            break
        done = bisect_left(acts, at) < bisect_left(acts, joint.start())
        after = bisect_left(acts, joint.end())
        goes_on = not sentence[joint.end()].isascii() or (after < len(acts) and acts[after] == joint.end())
        if done and goes_on:
            yield sentence[at : joint.start()]
            at = joint.end()
    yield sentence[at:]
