"""What a person may do with an incident they can see; whether they see it is `visible_to`'s to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import Http404

from furikaeri_web.incidents.models import Incident

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User

Act = Literal["tell", "edit", "admit", "expunge", "hold"]


def may(user: User, act: Act, incident: Incident) -> bool:
    """Whether they may.

    - `tell`, `edit`: everybody who sees it: an account that is missing hurts more than one that is corrected.
    - `admit` (who may see it): its owner, who declared it, facilitators. - `expunge`: its owner, facilitators.
    - `hold` (legal): administrators.
    """
    if act in {"tell", "edit"}:
        return True
    if act == "hold":
        return user.administers
    own = incident.owner_id == user.pk
    if act == "admit":
        return own or incident.declared_by_id == user.pk or user.facilitates
    return own or user.facilitates


def seen(user: object, number: int) -> Incident:
    """The incident of that number, if this person may see it; else there is none (404), which gives nothing away."""
    try:
        return Incident.objects.visible_to(user).select_related("owner", "declared_by").get(number=number)
    except (Incident.DoesNotExist, OverflowError) as fault:
        raise Http404 from fault
