"""The messages of a review that go to those affected, each with its blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.unwritten import is_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked
    from furikaeri.markup.blocks import Block

_INSIDE = re.compile(r"internal|社内|内部|部内", re.IGNORECASE)


def external_messages(document: Checked) -> Iterator[tuple[Block, ...]]:
    """For each outermost section of messages that is not internal: what somebody has written in it, subsections too."""
    found = document.sections
    internal = {n for s in found if _INSIDE.search(s.title) and s.role == "messages" for n in range(*s.blocks)}
    last = -1
    for s in found:
        if s.role != "messages" or not s.announced or s.blocks.start < last:
            continue
        last = s.blocks.end
        told = tuple(
            document.written.blocks[n]
            for n in range(*s.blocks)
            if n not in internal
            and document.roles[n] == "messages"
            and is_written(document.source, document.written.blocks[n])
        )
        if told:
            yield told
