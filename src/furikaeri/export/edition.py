"""What goes into one copy: the review and the chronology as one reader is to see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from furikaeri.chronology.linearise import chosen_events
from furikaeri.chronology.view import as_seen
from furikaeri.export.pseudonyms import review_with_roles, with_roles

if TYPE_CHECKING:
    from furikaeri.export.exporter import ExportOptions
    from furikaeri.model.chronology import Chronology
    from furikaeri.model.event import Event
    from furikaeri.model.review import Review


@dataclass(frozen=True, slots=True)
class Edition:
    """A review and a chronology with roles for names, and only what was in view if a moment was asked for.

    `zone` is the zone to tell times in; `shown` are the events of the asked level in display order.
    """

    review: Review | None
    chronology: Chronology
    zone: str
    shown: tuple[Event, ...]


def edition(review: Review | None, chronology: Chronology, options: ExportOptions) -> Edition:
    """The copy that `options` ask for. With `at` there is no review in it: a review is written from today."""
    if options.at is not None:
        review = None
        chronology = as_seen(chronology, options.at, options.group or None, lang=options.lang)
    review = None if review is None else review_with_roles(review, options.pseudonyms)
    chronology = with_roles(chronology, options.pseudonyms)
    zone = options.zone or chronology.zone or "UTC"
    return Edition(review, chronology, zone, chosen_events(chronology, options.level))
