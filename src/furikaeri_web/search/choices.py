"""What the filters offer: only names that stand on something this person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.lint import TRAPS
from furikaeri.lint.traps import TRAP_NAMES
from furikaeri.model.countermeasure import RUNG_NAMES
from furikaeri.text import Text
from furikaeri_web.incidents.models import Incident, Service

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User

TRAPS_TOLD: tuple[tuple[str, Text], ...] = tuple((trap, TRAP_NAMES[trap]) for trap in TRAPS)
RUNGS: tuple[tuple[str, Text], ...] = tuple((name, Text(name, name)) for name in RUNG_NAMES)
_PHASES: dict[str, Text] = {
    "detection": Text("detection", "検知"),
    "response": Text("response", "対応"),
    "remediation": Text("remediation", "復旧"),
    "analysis": Text("analysis", "分析"),
    "readiness": Text("readiness", "備え"),
}


def services(user: User) -> list[str]:
    """The services of incidents that this person may see."""
    seen = Incident.objects.visible_to(user).values("pk")
    return list(
        Service.objects.filter(incidents__in=seen).distinct().order_by("name").values_list("name", flat=True)[:500]
    )


def severities(user: User) -> list[str]:
    """The severities of incidents that this person may see."""
    seen = Incident.objects.visible_to(user).exclude(severity="")
    return list(seen.order_by("severity").values_list("severity", flat=True).distinct()[:50])


def states() -> list[tuple[str, Text]]:
    """Where an incident may stand in its life."""
    return list(_PHASES.items())
