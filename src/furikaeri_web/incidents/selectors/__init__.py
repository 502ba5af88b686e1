"""Reading about incidents: lists, counts, suggestions, triage, the checklist. Only what the reader may see."""

from __future__ import annotations

from furikaeri_web.incidents.selectors.doings import Doing, doings
from furikaeri_web.incidents.selectors.listing import Counts, Filters, Line, Page, counts, incident_list, page_of
from furikaeri_web.incidents.selectors.naming import NAMED, names, suggest
from furikaeri_web.incidents.selectors.process import Due, Stage, checklist, steps_due
from furikaeri_web.incidents.selectors.severity import Interval, severity_history
from furikaeri_web.incidents.selectors.triage import Asked, criteria, unjudged

__all__ = [
    "NAMED",
    "Asked",
    "Counts",
    "Doing",
    "Due",
    "Filters",
    "Interval",
    "Line",
    "Page",
    "Stage",
    "checklist",
    "counts",
    "criteria",
    "doings",
    "incident_list",
    "names",
    "page_of",
    "severity_history",
    "steps_due",
    "suggest",
    "unjudged",
]
