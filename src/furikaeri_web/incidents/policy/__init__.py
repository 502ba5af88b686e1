"""The rules of the process around incidents, as data: severities, triage, steps and when they are due.

Each is a TOML file beside this module that documents itself. An organisation puts a file of the same name into the
folder `policy` of its data folder to have its own.
"""

from __future__ import annotations

from furikaeri_web.incidents.policy.kinds import Calendar, Criterion, Known, Level, Phase, Span, StepRule
from furikaeri_web.incidents.policy.reading import calendar, criteria, levels, step_rules

__all__ = [
    "Calendar",
    "Criterion",
    "Known",
    "Level",
    "Phase",
    "Span",
    "StepRule",
    "calendar",
    "criteria",
    "levels",
    "step_rules",
]
