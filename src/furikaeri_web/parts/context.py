"""What every template may speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest

THEMES = ("paper", "ink")


def surroundings(request: HttpRequest) -> dict[str, object]:
    """`lang`, the `theme` chosen ("" follows the system), the nonce of the policy, whether this is a demo and mail is sent."""
    theme = request.COOKIES.get("theme", "")
    return {
        "lang": tongue(),
        "theme": theme if theme in THEMES else "",
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "demo": settings.ENVIRONMENT.demo,
        "demo_person": settings.DEMO_PERSON if settings.ENVIRONMENT.demo else None,
        "mail_is_set_up": bool(settings.ENVIRONMENT.mail),
    }
