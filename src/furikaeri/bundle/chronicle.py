"""The chronology of a bundle: evidence, people's statements and incident.toml brought together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.bundle.folder import Bundle, Progress
from furikaeri.chronology.build import build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from furikaeri.model.chronology import Chronology
    from furikaeri.model.event import Event, IncidentFact


def chronicle(bundle: Bundle, progress: Progress | None = None) -> tuple[Chronology, tuple[IncidentFact, ...]]:
    """The chronology as it stands now, and the facts that the records tell of the incident as a whole."""
    incident, said = bundle.incident, bundle.statements()
    with bundle.store(progress) as store:
        names = {item.digest: item.name for item in bundle.index().items.values()}
        events = list(_named(store.events(), incident.aliases, names))
        facts = tuple(fact for _, fact in store.facts())
        scopes = tuple(store.scopes())
    if incident.severities and not said.severities:
        said = msgspec.structs.replace(said, severities=incident.severities)
    return build(events, facts, said, scopes=scopes, zone=incident.zone, lanes=incident.lanes), facts


def _named(events: Iterable[Event], aliases: Mapping[str, str], items: Mapping[str, str]) -> Iterator[Event]:
    """Actors by the name that people chose for them, places with the name of their item; records keep their own."""
    for event in events:
        actor = aliases.get(event.actor) or aliases.get(event.facts.get("actor-id", "")) or event.actor
        item = items.get(event.evidence, "")
        place = f"{item}{event.locator}" if event.locator.startswith("#") else f"{item}/{event.locator}"
        yield msgspec.structs.replace(event, actor=actor, locator=place)
