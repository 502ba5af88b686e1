"""The sample incidents and people of a demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri.text import Text


def load_demo(say: Callable[[Text], None]) -> None:
    """Fills an empty installation with sample people and incidents; one that holds anything stays as it is."""
