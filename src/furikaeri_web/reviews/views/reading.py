"""A review to be read: alone, or beside the one in the other language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.parts.moments import now
from furikaeri_web.reviews.access import may, seen, waiting
from furikaeri_web.reviews.live.ladder import countermeasures
from furikaeri_web.reviews.models import Review
from furikaeri_web.reviews.rubric import LEVELS, rubric
from furikaeri_web.reviews.selectors import incidents_of, threads_of
from furikaeri_web.reviews.services.making import set_beside
from furikaeri_web.reviews.shown import page
from furikaeri_web.reviews.words import STATUSES, VERDICTS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User


def around(user: User, review: Review) -> dict[str, object]:
    """What every page of one review shows around it: where it stands, who reads it, what this person may do."""
    readers = list(review.readers.select_related("person"))
    approval = organisation().approval
    step = waiting(review) if approval else None
    twin = None
    if review.twin_id:
        twin = Review.objects.visible_to(user).filter(pk=review.twin_id).defer("markdown").first()
    return {
        "review": review,
        "incidents": incidents_of(review),
        "twin": twin,
        "statuses": STATUSES,
        "readers": readers,
        "asked": next((r for r in readers if r.person_id == user.pk and r.done_at is None), None),
        "has_read": any(r.person_id == user.pk for r in readers),
        "approval": approval,
        "approvals": list(review.approvals.select_related("person", "delegate", "by")) if approval else [],
        "verdicts": VERDICTS,
        "turn": step,
        "my_turn": step is not None and user.pk in {step.person_id, step.delegate_id},
        "may_publish": may(user, "publish", review),
    }


@require_GET
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a review."""
    user: User = request.user  # type: ignore[assignment]  # somebody is signed in
    review = seen(user, pk)
    context = around(user, review)
    threads = threads_of(review)
    shown = page(review, context["incidents"], threads)  # type: ignore[arg-type]  # a list of incidents
    marks = {m.key: m for m in review.rubric_marks.select_related("by")}
    context |= {
        "page": shown,
        "threads_open": sum(t.resolved_at is None for t in threads),
        "steps": () if "countermeasures" in shown.shows else countermeasures(review.markdown, "ja" if review.lang == "ja" else "en"),
        "rubric": [(q, marks.get(q.key)) for q in rubric().values()],
        "levels": LEVELS,
    }  # fmt: skip
    return render(request, "reviews/read.html", context)


@require_GET
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """Both languages side by side, part by part."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    context = around(user, review)
    twin = None if context["twin"] is None else seen(user, review.twin_id or 0)
    pair = sorted([r for r in (review, twin) if r is not None], key=lambda r: r.lang)
    pages = [page(r, context["incidents"], []) for r in pair]  # type: ignore[arg-type]  # as above
    longest = max(len(p.parts) for p in pages)
    rows = [[p.parts[n] if n < len(p.parts) else None for p in pages] for n in range(longest)]
    context |= {"pair": pair, "rows": rows, "twin": twin}
    return render(request, "reviews/beside.html", context)


@require_POST
def begin_beside(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the review in the other language."""
    user: User = request.user  # type: ignore[assignment]  # as above
    twin = set_beside(review=seen(user, pk), by=user, now=now())
    return redirect("review-write", twin.pk)
