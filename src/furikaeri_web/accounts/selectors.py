"""Reading about people."""

from __future__ import annotations

from furikaeri_web.accounts.models import Organisation


def organisation() -> Organisation:
    """The one organisation; a fresh installation has one with nothing filled in."""
    found = Organisation.objects.order_by("id").first()
    return found or Organisation.objects.create()
