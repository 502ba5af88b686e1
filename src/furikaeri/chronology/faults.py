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

    from furikaeri.model.chronology import Chronology, Clock, Fault, KeyMoment


def faults(chronology: Chronology, scopes: Iterable[str] = ()) -> tuple[Fault, ...]:
    """The faults of a chronology's record: clocks first, since they explain others."""
    scene = Scene(chronology.events, chronology.assessments, chronology.clocks)
    return scene_faults(scene, chronology.key_moments, chronology.clocks, scopes)


def scene_faults(
    scene: Scene, moments: Iterable[KeyMoment], clocks: Iterable[Clock], scopes: Iterable[str] = ()
) -> tuple[Fault, ...]:
    """The same for a scene already indexed; `clocks` are those people accepted."""
    apart = clock_faults(scene)
    explained = (*clocks, *proposed_clocks(apart))
    return (
        *apart,
        *effects_before_causes(scene, explained),
        *silences(scene),
        *unmade_changes(scene),
        *deletions(scene),
        *missing_days(scene, scopes),
        *key_moment_faults(scene, moments),
    )
