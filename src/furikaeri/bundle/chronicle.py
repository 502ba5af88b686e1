"""The chronology of an incident whose records and statements are kept somewhere: a folder, or the web's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

import msgspec

from furikaeri.bundle.folder import Bundle, Progress
from furikaeri.chronology.build import Proposals, assembled, gathered, propose
from furikaeri.chronology.edition import edition
from furikaeri.chronology.scene import Scene, default_reading
from furikaeri.model.chronology import Chronology, Statements
from furikaeri.model.event import Event, IncidentFact
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.incident import Incident
from furikaeri.store.kept import keep, kept

if TYPE_CHECKING:
    import sqlite3

_decode = msgspec.msgpack.Decoder(Proposals).decode


class Keeper(Protocol):
    """Keeps what was derived once, beside a fingerprint of what it was derived from."""

    def get(self, fingerprint: bytes) -> bytes | None:
        """What was put under this very fingerprint last; None where nothing or something else was."""

    def put(self, fingerprint: bytes, body: bytes) -> None:
        """Keeps it in place of what was there; not being able to is no failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is known of one incident: latest `events` in any order, `facts`, promised `scopes` (asked only if needed)."""

    items: Mapping[str, EvidenceItem]
    events: Iterable[Event]
    facts: tuple[IncidentFact, ...]
    scopes: Callable[[], Iterable[str]]


def chronicle(bundle: Bundle, progress: Progress | None = None) -> tuple[Chronology, tuple[IncidentFact, ...]]:
    """The chronology as it stands now, and the facts that the records tell of the incident as a whole."""
    with bundle.store(progress) as store:
        records = Records(
            items=bundle.index().items, events=store.events(), facts=tuple(fact for _, fact in store.facts()),
            scopes=store.scopes,
        )  # fmt: skip
        return chronicled(records, bundle.incident, bundle.statements(), _Cache(store.db)), records.facts


def chronicled(records: Records, incident: Incident, said: Statements, keeper: Keeper) -> Chronology:
    """The chronology of these records and statements.

    What the machine reads from the events goes to the keeper, so that only a change of events, of what people corrected
    or of the rules makes it read them again.
    """
    if incident.severities and not said.severities:
        said = msgspec.structs.replace(said, severities=incident.severities)
    names = {item.digest: item.name for item in records.items.values()}
    known = gathered(_named(records.events, incident.aliases, names), said)
    fingerprint = _fingerprint(records.items.values(), incident.aliases, said)
    body = keeper.get(fingerprint)
    if body is not None:
        proposals = _decode(body)
        scene = Scene(known, proposals.assessments, said.clocks)
    else:
        scene = Scene(known, default_reading()(known), said.clocks)
        proposals = propose(scene, said, records.scopes())
        keeper.put(fingerprint, msgspec.msgpack.encode(proposals))
    return assembled(scene, proposals, said, records.facts, zone=incident.zone, lanes=incident.lanes)


@dataclass(frozen=True, slots=True)
class _Cache:
    """A keeper in the bundle's own cache."""

    db: sqlite3.Connection

    def get(self, fingerprint: bytes) -> bytes | None:
        return kept(self.db, "proposals", fingerprint)

    def put(self, fingerprint: bytes, body: bytes) -> None:
        keep(self.db, "proposals", fingerprint, body)


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
