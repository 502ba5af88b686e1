"""Who wants to know that the text of a review was kept: parts above this one register here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri_web.reviews.models import Review

_listening: list[Callable[[Review], None]] = []


def listen(function: Callable[[Review], None]) -> None:
    """Has a function called in the same transaction with every review whose text is kept."""
    if function not in _listening:
        _listening.append(function)


def kept(review: Review) -> None:
    """Tells everybody who listens."""
    for function in _listening:
        function(review)
