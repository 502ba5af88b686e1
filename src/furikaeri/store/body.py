"""An event as compact bytes: what it says, without where it was read, so that re-exports compare equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.model.event import Event, EventKind, InView, Mark
from furikaeri.model.timespan import TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterable

_Body = tuple[
    str, str, TimeSpan, str, str, EventKind | None, str, tuple[InView, ...], str, str, str, dict[str, str], tuple[Mark, ...], tuple[str, ...]
]  # fmt: skip
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Body).decode


def packed(events: Iterable[Event]) -> list[bytes]:
    """The content of each event; equal for equal content, whatever file it stood in."""
    return [
        _encode((
            e.id, e.source, e.span, e.lane, e.text, e.kind, e.actor, e.in_view, e.reply_to, e.link, e.scope, e.facts,
            e.marks, e.also,
        ))
        for e in events
    ]  # fmt: skip


def unpack(body: bytes, evidence: str, locator: str, *, deleted: bool) -> Event:
    """The event again, with its provenance."""
    i, source, span, lane, text, kind, actor, in_view, reply_to, link, scope, facts, marks, also = _decode(body)
    return Event(
        id=i, source=source, span=span, lane=lane, text=text, kind=kind, actor=actor, in_view=in_view, reply_to=reply_to,
        link=link, scope=scope, facts=facts, marks=marks, deleted=deleted, evidence=evidence, locator=locator, also=also,
    )  # fmt: skip
