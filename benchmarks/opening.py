"""How long an incident of 10,000 events takes to open, in CPU seconds: `python -m benchmarks.opening [EVENTS]`.

The first open reads every message and relates every event; later opens load what the first one kept. Both go the way
of the command line: a bundle in a folder, its event cache filled, people's statements none. The parts are those of
`furikaeri.bundle.chronicle`, measured alone on the same events.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.incidents import make_incident
from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.index import append_index
from furikaeri.bundle.reading import settings
from furikaeri.chronology.build import assembled, gathered, propose
from furikaeri.chronology.edition import edition
from furikaeri.chronology.scene import Scene, default_reading
from furikaeri.model.chronology import Statements
from furikaeri.model.evidence import EvidenceItem
from furikaeri.model.incident import Incident
from furikaeri.model.timespan import HOUR, SECOND, TimeSpan, iso

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri.model.event import Event

BAR = 1.0
"""CPU seconds within which 10,000 events must open, on a quiet machine."""
BETWEEN = 2 * HOUR // 3
START = 1_772_000_000 * SECOND


def events(count: int) -> list[Event]:
    """Events of one long record: made-up incidents one after the other, as many as it takes."""
    found: list[Event] = []
    seed = 0
    while len(found) < count:
        made = make_incident(seed)
        shift = START + seed * BETWEEN - made.moments["detected"]
        for event in made.events:
            at = event.span.lo + shift
            found.append(
                msgspec.structs.replace(
                    event,
                    id=_apart(event.id, seed),
                    reply_to=_apart(event.reply_to, seed),
                    span=TimeSpan(at, at, event.span.grain, stated=iso(at) or "", zone="Z"),
                    in_view=tuple(type(v)(v.group, v.lo + shift, v.lo + shift, v.basis) for v in event.in_view),
                )
            )
        seed += 1
    return found[:count]


def _apart(id_: str, seed: int) -> str:
    return id_.replace(":one:", f":one:{seed}-", 1)


def filled(folder: Path, made: list[Event]) -> Bundle:
    """A bundle whose cache holds the events as a reader would have left them there."""
    bundle = Bundle.create(folder, Incident(title="Opening", zone="UTC", lang="en"))
    item = EvidenceItem(
        digest="made", name="made.jsonl", size=0, media_type="", source="jsonl", added_at="2026-01-01T00:00:00Z"
    )
    with bundle.store() as store:
        store.add(item.digest, made, settings=settings(item))
    append_index(bundle.index_path, item)
    return bundle


def measured(work: Callable[[], object], times: int = 1) -> float:
    """CPU seconds of the quickest of so many runs."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def main(count: int = 10_000) -> int:
    """Prints the figures; 1 where a later open misses the bar."""
    made = events(count)
    said = Statements()
    scene_of = lambda: Scene(gathered(made, said), read, said.clocks)  # noqa: E731  # measured as one step
    edition()
    read = dict(default_reading()(made[:200]))  # word lists are loaded once a process, not once an incident
    parts = {"messages read": measured(lambda: read.update(default_reading()(made)))}
    parts["events indexed"] = measured(scene_of)
    scene = scene_of()
    parts["related, faults found"] = measured(lambda: propose(scene, said))
    proposals = propose(scene_of(), said)
    parts["ordered, key moments, measures"] = measured(lambda: assembled(scene_of(), proposals, said))
    with tempfile.TemporaryDirectory() as place:
        bundle = filled(Path(place) / "incident", made)
        first = measured(lambda: chronicle(bundle))
        later = measured(lambda: chronicle(bundle), 3)
    print(f"{count} events, CPU seconds")
    for name, taken in parts.items():
        print(f"  {name:32} {taken:.2f}")
    print(f"first open  {first:.2f}\nlater opens {later:.2f} (bar {BAR})")
    return 0 if later <= BAR else 1


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
