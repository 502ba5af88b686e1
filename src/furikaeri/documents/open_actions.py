"""The actions of a review that are still to be done, and those of them that lack something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from furikaeri.documents.check import Noticed

if TYPE_CHECKING:
    from furikaeri.documents.action_item import ActionItem
    from furikaeri.documents.checked import Checked
    from furikaeri.text import Text


_TOLD_AS_DONE = re.compile(
    r"\W{0,6}(?:(?!(?:Need|Feed|Seed|Embed|Shed|Speed|Proceed|Succeed)\b)[A-Z][a-z]+ed|Sent|Built|Made|Wrote|Held)\b"
)


def open_actions(document: Checked) -> tuple[ActionItem, ...]:
    """The actions that are neither marked done nor told as done ("Added an alert")."""
    return tuple(
        a
        for a in document.actions
        if not a.done and a.span.end > a.span.start and not _TOLD_AS_DONE.match(a.text.lstrip("*_` "))
    )


def lacking(document: Checked, has: Callable[[ActionItem], bool], said: Text) -> Iterator[Noticed]:
    """Each open action without what `has` looks for; one notice for all where most lack it, as the form itself does.

    `said` has blanks for `n` of `all`.
    """
    found = open_actions(document)
    without = [a for a in found if not has(a)]
    if len(without) > 1 and len(without) * 2 > len(found):
        said = said.fill(n=len(without), all=len(found))
        yield Noticed(document.heading("actions") or without[0].span, said)
        return
    yield from (Noticed(a.span) for a in without)
