"""Small look-ups that the pages of reviews need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

register = template.Library()


@register.filter
def count_of(counts: Mapping[object, object], key: object) -> object:
    """What a mapping holds under a key; 0 for nothing."""
    return counts.get(key, 0) if counts else 0


@register.filter
def nth(things: Sequence[object], n: int) -> object:
    """The member at a place."""
    return things[n]
