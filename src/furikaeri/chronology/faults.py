"""Everything that the record itself leaves open, as questions for the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.clocks import clock_faults, proposed_clocks
from furikaeri.chronology.conflicts import deletions, effects_before_causes, unmade_changes
from furikaeri.chronology.gaps import missing_days, silences
from furikaeri.chronology.key_moments import key_moment_faults
from furikaeri.chronology.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.model.chronology import Chronology, Clock, Fault


def faults(chronology: Chronology, scopes: Iterable[str] = ()) -> tuple[Fault, ...]:
    """The faults of a chronology's record: clocks first, since they explain others."""
    scene = Scene(chronology.events, chronology.assessments, chronology.clocks)
    return (*record_faults(scene, chronology.clocks, scopes), *key_moment_faults(scene, chronology.key_moments))


def record_faults(scene: Scene, clocks: Iterable[Clock], scopes: Iterable[str] = ()) -> tuple[Fault, ...]:
    """What the events alone leave open, whatever people chose; `clocks` are those people accepted."""
    apart = clock_faults(scene)
    explained = (*clocks, *proposed_clocks(apart))
    return (
        *apart,
        *effects_before_causes(scene, explained),
        *silences(scene),
        *unmade_changes(scene),
        *deletions(scene),
        *missing_days(scene, scopes),
    )
