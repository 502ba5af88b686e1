"""The language of the person at the page."""

from __future__ import annotations

from django.utils.translation import get_language

from furikaeri.text import Lang


def tongue() -> Lang:
    """The language this answer is written in."""
    return "ja" if (get_language() or "en").startswith("ja") else "en"
