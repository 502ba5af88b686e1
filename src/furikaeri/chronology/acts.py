"""Who changed the system and when, and which of it stood nearest to the recovery."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from furikaeri.chronology.recovery import SAID_WITHIN, gets_better, made_no_difference
from furikaeri.chronology.signs import is_change, is_turn, tells_act, undoes
from furikaeri.model.timespan import MINUTE

if TYPE_CHECKING:
    from furikaeri.chronology.scene import Scene
    from furikaeri.model.event import Event

CERTAIN = 0.6
ACTING_PHASES = frozenset({"deploy", "revert", "merge", "commit"})
FADE = 15 * MINUTE
"""How fast it grows less likely that an act brought the recovery, the longer it stands before it."""


def acts(scene: Scene, event: Event) -> bool:
    """Whether somebody changes the system here: on record, or by their own words.

    Words count generously: asking "who acted?" where somebody said that they did is worse than not asking.
    """
    if is_turn(event):
        return False  # taking a page changes nothing in the system
    if is_change(event) or event.kind == "action" or scene.phase[event.id] in ACTING_PHASES:
        return True
    read = scene.assessments.get(event.id)
    if read is not None and read.kind == "action" and read.certainty >= CERTAIN:
        return True
    return tells_act(event)


def important_acts(scene: Scene, start: int | None, over: int | None) -> list[Event]:
    """What was done between detection and recovery, likeliest first.

    It weighs how near before the recovery it stood, whether people told of it, whether it took a change back, and
    whether somebody said afterwards that nothing had changed.
    """
    if start is None:
        return []
    last = min(scene.times[-1], start + SAID_WITHIN) if over is None else over
    done = [event for event in scene.window(start, last) if acts(scene, event) and not gets_better(scene, event)]
    vain = made_no_difference(scene, done)

    def weight(event: Event) -> tuple[float, str]:
        near = 0.0 if over is None else math.exp((scene.at[event.id] - last) / FADE)
        told = 0.6 * (not scene.machine[event.id])
        read = scene.assessments.get(event.id)
        salience = read.salience if read else 0.0
        total = near + told + 0.6 * undoes(event) - 0.6 * (event.id in vain) + 0.2 * salience
        return (-round(total, 6), event.id)

    return sorted(done, key=weight)
