"""The words by which events are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.parts.fulltext import Index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from furikaeri.model.event import Event

WORDS = Index("event_words")


def put_words(rows: Iterable[tuple[int, Event]]) -> None:
    """Makes events found by what they say, who said or did it, and where; by the keys of their rows."""
    WORDS.put(
        (
            key,
            event.actor,
            " ".join((event.text, *(event.facts[f] for f in ("service", "resource", "host") if f in event.facts))),
        )
        for key, event in rows
    )
