"""The countermeasure ladder: where a countermeasure stands, by which words, and what to ask so that it climbs."""

from __future__ import annotations

from furikaeri.countermeasures.ladder import Placement, place, placement_json, weakest
from furikaeri.countermeasures.parts import parts
from furikaeri.countermeasures.rungs import kinds, rungs

__all__ = ["Placement", "kinds", "parts", "place", "placement_json", "rungs", "weakest"]
