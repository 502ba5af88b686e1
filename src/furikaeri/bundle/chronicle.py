"""The chronology of a bundle: evidence, people's statements and incident.toml brought together."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from furikaeri.bundle.folder import Bundle, Progress
from furikaeri.chronology.build import Proposals, assembled, gathered, propose
from furikaeri.chronology.edition import edition
from furikaeri.chronology.scene import Scene, default_reading
from furikaeri.store.kept import keep, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from furikaeri.model.chronology import Chronology, Statements
    from furikaeri.model.event import Event, IncidentFact
    from furikaeri.model.evidence import EvidenceItem

_decode = msgspec.msgpack.Decoder(Proposals).decode


def chronicle(bundle: Bundle, progress: Progress | None = None) -> tuple[Chronology, tuple[IncidentFact, ...]]:
    """The chronology as it stands now, and the facts that the records tell of the incident as a whole.

    What the machine reads from the events is kept in the bundle's cache, so that only a change of events, of what
    people corrected or of the rules makes it read them again.
    """
    incident, said = bundle.incident, bundle.statements()
    if incident.severities and not said.severities:
        said = msgspec.structs.replace(said, severities=incident.severities)
    with bundle.store(progress) as store:
        items = bundle.index().items
        names = {item.digest: item.name for item in items.values()}
        known = gathered(_named(store.events(), incident.aliases, names), said)
        facts = tuple(fact for _, fact in store.facts())
        fingerprint = _fingerprint(items.values(), incident.aliases, said)
        body = kept(store.db, "proposals", fingerprint)
        if body is not None:
            proposals = _decode(body)
            scene = Scene(known, proposals.assessments, said.clocks)
        else:
            scene = Scene(known, default_reading()(known), said.clocks)
            proposals = propose(scene, said, store.scopes())
            keep(store.db, "proposals", fingerprint, msgspec.msgpack.encode(proposals))
    return assembled(scene, proposals, said, facts, zone=incident.zone, lanes=incident.lanes), facts


def _fingerprint(items: Iterable[EvidenceItem], aliases: Mapping[str, str], said: Statements) -> bytes:
    """Stands for the events as people corrected them, and the rules that read them: 16 bytes."""
    mark = blake2b(edition(), digest_size=16)
    for part in (tuple(items), aliases, said.corrections, said.events, said.clocks):
        mark.update(msgspec.msgpack.encode(part, order="sorted"))
    return mark.digest()


def _named(events: Iterable[Event], aliases: Mapping[str, str], items: Mapping[str, str]) -> Iterator[Event]:
    """Actors by the name that people chose for them, places with the name of their item; records keep their own."""
    for event in events:
        actor = aliases.get(event.actor) or aliases.get(event.facts.get("actor-id", "")) or event.actor
        item = items.get(event.evidence, "")
        place = f"{item}{event.locator}" if event.locator.startswith("#") else f"{item}/{event.locator}"
        yield msgspec.structs.replace(event, actor=actor, locator=place)
