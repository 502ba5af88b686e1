"""What roles are called."""

from __future__ import annotations

from django import template

from furikaeri_web.accounts.forms.fields import ROLE_NAMES
from furikaeri_web.parts.templatetags.words import told

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """The name of a role in the reader's language."""
    return told(ROLE_NAMES[role]) if role in ROLE_NAMES else role
