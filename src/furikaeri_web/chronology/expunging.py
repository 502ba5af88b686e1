"""What the chronology forgets when something of an incident is expunged: whatever it derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.chronology.models import Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri_web.incidents.models import Incident


def forget(incident: Incident, mask: Callable[[str], str]) -> int:  # noqa: ARG001  # entries are masked with all other texts
    """Drops what was read from the events; it is read anew when somebody looks."""
    Kept.objects.filter(incident=incident).delete()
    return 0
