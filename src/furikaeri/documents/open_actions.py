"""The actions of a review that are still to be done, and those of them that lack something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from furikaeri.documents.check import Noticed

if TYPE_CHECKING:
    from furikaeri.documents.action_item import ActionItem
    from furikaeri.documents.checked import Checked
    from furikaeri.text import Text


def open_actions(document: Checked) -> tuple[ActionItem, ...]:
    """The actions that are not marked done."""
    return tuple(a for a in document.actions if not a.done and a.span.end > a.span.start)


def lacking(document: Checked, has: Callable[[ActionItem], bool], all_said: Text) -> Iterator[Noticed]:
    """Each open action without what `has` looks for; where none has it, one notice for all: the form lacks the field.

    `all_said` has a blank `n`.
    """
    found = open_actions(document)
    without = [a for a in found if not has(a)]
    if len(without) == len(found) > 1:
        yield Noticed(document.heading("actions") or without[0].span, all_said.fill(n=len(found)))
        return
    yield from (Noticed(a.span) for a in without)
