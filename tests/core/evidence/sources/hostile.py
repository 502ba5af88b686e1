"""Payloads bent out of shape, and the account of what became of every record."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import ReadContext
from furikaeri.model.event import Coverage, Event, IncidentFact, ReadWarning
from furikaeri.text import FurikaeriError

if TYPE_CHECKING:
    from furikaeri.evidence.source import Source
    from furikaeri.model.event import Reading

TIMES = [
    "",
    "-1",
    "0",
    "NaN",
    "99999999999999999999",
    "1e400",
    "2026-13-45T99:99:99Z",
    "9999-12-31T24:00:00Z",
    "0001-01-01",
]
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from([*TIMES, "<" * 50, "&#99999999999;", "<a href='x", "\ud800", "../../etc/passwd"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def bent(draw: st.DrawFn, record: dict[str, Any]) -> dict[str, Any]:
    """The record with some of its values, at any depth, replaced by junk or taken away."""
    mutant = copy.deepcopy(record)
    for _ in range(draw(st.integers(1, 4))):
        node: Any = mutant
        while isinstance(node, dict) and node:
            key = draw(st.sampled_from(sorted(node)))
            if isinstance(node[key], dict) and node[key] and draw(st.booleans()):
                node = node[key]
                continue
            if draw(st.integers(0, 3)):
                node[key] = draw(JUNK)
            else:
                del node[key]
            break
    return mutant


def dumped(value: Any) -> bytes:
    """JSON bytes, NaN and half surrogates included."""
    return json.dumps(value).encode()


def readings(source: Source, data: bytes, name: str = "evidence.json", **context: Any) -> list[Reading]:
    """All readings; [] for a refusal in words. Anything but a Reading or a FurikaeriError fails the test."""
    found: list[Reading] = []
    refusal = None
    try:
        found.extend(source.read(Opened(name=name, data=data, digest="d1"), ReadContext(**context)))
    except FurikaeriError as trouble:
        refusal = trouble.message
    assert refusal is None or (refusal.en and refusal.ja)
    assert all(isinstance(x, Event | ReadWarning | Coverage | IncidentFact) for x in found)
    for event in events(found):
        assert event.id.startswith(f"{source.name}:")
        assert event.source == source.name
        assert event.locator
        assert event.evidence == "d1"
        assert all(isinstance(x, str) for x in (event.text, event.actor, event.link, *event.facts.values()))
        assert event.span.hi is None or event.span.hi >= event.span.lo
        event.text.encode()
    return found


def events(found: list[Reading]) -> list[Event]:
    return [x for x in found if isinstance(x, Event)]


def warnings(found: list[Reading]) -> list[ReadWarning]:
    return [x for x in found if isinstance(x, ReadWarning)]


def facts(found: list[Reading]) -> list[tuple[str, str]]:
    return [(x.name, x.value) for x in found if isinstance(x, IncidentFact)]


def accounted(found: list[Reading]) -> int:
    """How many records became events, were joined into one, or came as a warning of their own."""
    return sum(1 + len(x.also) for x in events(found)) + sum(not x.noted for x in warnings(found))
