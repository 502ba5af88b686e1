"""A message answers another because its record says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.scene import Rule, Scene
from furikaeri.model.chronology import Relation
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASON = Text("The record itself says that this answers it.", "記録そのものに返信と書かれています。")


def propose(scene: Scene) -> Iterator[Relation]:
    """One `replies-to` for every reply whose parent is on record. Recorded, so nobody need judge it."""
    for event in scene.events:
        parent = parent_of(event.reply_to, event.id, scene)
        if parent and parent != event.id:
            yield Relation(
                a=event.id, b=parent, type="replies-to", rule="reply", reason=_REASON, status="accepted", by="record"
            )


def parent_of(reply_to: str, id_: str, scene: Scene) -> str:
    """The id of the parent: stated whole, or as the native key within the same source; "" where it isn't on record."""
    if not reply_to or reply_to in scene.by_id:
        return reply_to
    head = id_.split(":", 2)
    whole = f"{head[0]}:{head[1]}:{reply_to}" if len(head) == 3 else ""
    return whole if whole in scene.by_id else ""


RULE = Rule(name="reply", title=Text("Replies, as the record has them", "記録に残る返信"), propose=propose)
