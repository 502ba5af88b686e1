"""What people fill in about incidents. Nothing typed is lost when something is amiss."""

from __future__ import annotations

from furikaeri_web.incidents.forms.change import ChangeForm
from furikaeri_web.incidents.forms.declare import DeclareForm
from furikaeri_web.incidents.forms.filtering import JUDGED, LABELS, chosen, filters_of, read_asked
from furikaeri_web.incidents.forms.life import AccessForm, PhaseForm, SeverityForm, StepForm, TriageForm

__all__ = [
    "JUDGED",
    "LABELS",
    "AccessForm",
    "ChangeForm",
    "DeclareForm",
    "PhaseForm",
    "SeverityForm",
    "StepForm",
    "TriageForm",
    "chosen",
    "filters_of",
    "read_asked",
]
