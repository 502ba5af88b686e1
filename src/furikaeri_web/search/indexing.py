"""Making reviews found: their sections, the traps in them, the rungs of their countermeasures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.countermeasures.ladder import place
from furikaeri.documents.parse import parse
from furikaeri.lint import lint
from furikaeri.markup.blocks import blocks
from furikaeri.markup.sections import sections
from furikaeri_web.parts.fulltext import Index
from furikaeri_web.reviews.models import Review
from furikaeri_web.search.models import Mark, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = Index("passage_words")
_LONGEST = 12_000  # characters of one passage


@transaction.atomic
def put_review(review: Review) -> None:
    """The passages and marks of a review as its text stands now; called whenever it was saved, imported or expunged."""
    WORDS.drop(Passage.objects.filter(review=review).values_list("pk", flat=True))
    Passage.objects.filter(review=review).delete()
    passages = [
        Passage(review=review, version=review.version, order=n, heading=heading[:300], text=text)
        for n, (heading, text) in enumerate(_passages(review.title, review.markdown))
    ]
    made = Passage.objects.bulk_create(passages)
    WORDS.put((p.pk, p.heading, p.text) for p in made)
    Mark.objects.filter(review=review).delete()
    Mark.objects.bulk_create(Mark(review=review, name=name) for name in sorted(_marks(review.markdown)))


def _passages(title: str, markdown: str) -> Iterator[tuple[str, str]]:
    """(heading, text) of every section; the first carries the title of the review."""
    lines = markdown.splitlines()
    starts = [s for s in sections(markdown, blocks(markdown)) if s.line and not s.label]
    bounds = [(title, 0)] + [(s.title, s.line) for s in starts]
    for (heading, start), (_, end) in zip(bounds, [*bounds[1:], ("", len(lines) + 1)], strict=True):
        text = "\n".join(lines[start : max(start, end - 1)]).strip()
        for at in range(0, max(len(text), 1), _LONGEST):
            if text or heading:
                yield heading, text[at : at + _LONGEST]


def _marks(markdown: str) -> set[str]:
    found = {f"trap:{diagnostic.trap}" for diagnostic in lint(markdown)}
    for action in parse(markdown).actions:
        if (rung := place(action.text).rung) is not None:
            found.add(f"rung:{rung.name}")
    return found
