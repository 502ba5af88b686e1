"""A text that is expunged goes from every review of the incident: texts, versions, talk, factors, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri_web.reviews.models import (
    Approval,
    Comment,
    Dismissal,
    Factor,
    Reader,
    Review,
    Revision,
    RubricMark,
    Thread,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model

    from furikaeri_web.incidents.models import Incident


def forget(incident: Incident, mask: Callable[[str], str]) -> int:
    """Masks the words of all of them; how many rows were changed."""
    about = Review.objects.filter(incidents=incident).values("pk")
    return (
        _masked(Review.objects.filter(pk__in=about), ("title", "markdown", "opening"), mask)
        + _masked(Revision.objects.filter(review__in=about), ("title", "markdown", "note"), mask)
        + _masked(Thread.objects.filter(review__in=about), ("quote", "before", "after"), mask)
        + _masked(Comment.objects.filter(thread__review__in=about), ("text",), mask)
        + _masked(Factor.objects.filter(review__in=about), ("before", "now"), mask)
        + _masked(Dismissal.objects.filter(review__in=about), ("words", "reason"), mask)
        + _masked(Reader.objects.filter(review__in=about), ("word",), mask)
        + _masked(Approval.objects.filter(review__in=about), ("note",), mask)
        + _masked(RubricMark.objects.filter(review__in=about), ("note",), mask)
    )


def _masked(rows: Iterable[Model], fields: tuple[str, ...], mask: Callable[[str], str]) -> int:
    changed = 0
    for row in rows:
        words = {name: mask(getattr(row, name)) for name in fields}
        if any(words[name] != getattr(row, name) for name in fields):
            type(row)._default_manager.filter(pk=row.pk).update(**words)  # noqa: SLF001  # Django's public name for it
            changed += 1
    return changed
