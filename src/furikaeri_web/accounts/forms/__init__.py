"""What people fill in about themselves, each other and the organisation. Nothing typed is lost when something is amiss."""

from __future__ import annotations

from furikaeri_web.accounts.forms.house import HouseForm, WelcomeForm
from furikaeri_web.accounts.forms.people import (
    AcceptForm,
    AuditForm,
    InviteForm,
    MembersForm,
    ProfileForm,
    RoleForm,
    TeamForm,
)

__all__ = [
    "AcceptForm",
    "AuditForm",
    "HouseForm",
    "InviteForm",
    "MembersForm",
    "ProfileForm",
    "RoleForm",
    "TeamForm",
    "WelcomeForm",
]
