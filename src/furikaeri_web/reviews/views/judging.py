"""Factors, the rubric, and every question that the linter asks about a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue
from furikaeri_web.reviews.access import seen
from furikaeri_web.reviews.linting import asked, asked_of_whole
from furikaeri_web.reviews.live.offers import offered_events
from furikaeri_web.reviews.models.factor import AREAS, FACETS, Factor
from furikaeri_web.reviews.rubric import rubric
from furikaeri_web.reviews.selectors import incidents_of
from furikaeri_web.reviews.services.judging import ask_again, dismiss, drop_factor, mark, put_factor
from furikaeri_web.reviews.text.parts import parts
from furikaeri_web.reviews.views.reading import around

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User
    from furikaeri_web.reviews.models import Review


@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest, pk: int, factor: int | None = None) -> HttpResponse:
    """A factor: what was believed, what is known now, where it lies, on which events it rests."""
    user: User = request.user  # type: ignore[assignment]  # somebody is signed in
    review = seen(user, pk)
    row = None if factor is None else _factor(review, factor)
    trouble = None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in ("before", "now", "area")}
        area, _, facet = typed["area"].partition(":")
        events = [e for e in request.POST.getlist("events") if e]
        try:
            put_factor(
                review=review, before=typed["before"], now_known=typed["now"], area=area, facet=facet, events=events,
                by=user, now=now(), factor=row,
            )  # fmt: skip
        except FurikaeriError as error:
            trouble = error
        else:
            return redirect(reverse("review", args=[review.pk]) + "#factors")
    else:
        where = f"{row.area}:{row.facet}" if row and row.facet else row.area if row else ""
        typed = {"before": row.before if row else "", "now": row.now if row else "", "area": where}
        events = list(row.events) if row else []
    incidents = incidents_of(review)
    context = {
        "review": review,
        "factor": row,
        "typed": typed,
        "chosen": events,
        "offered": offered_events(incidents, tongue(), keep=events),
        "areas": [(k, v) for k, v in AREAS.items() if k != "people"] + [(f"people:{k}", v) for k, v in FACETS.items()],
        "trouble": trouble,
    }
    return render(request, "reviews/factor.html", context, status=422 if trouble else 200)


@require_POST
def dropping(request: HttpRequest, pk: int, factor: int) -> HttpResponse:
    """Takes a factor out; it can be put again at once."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    said = drop_factor(factor=_factor(review, factor), by=user, now=now())
    request.session["factor_dropped"] = {"review": review.pk, "said": said}
    messages.info(
        request, Text("Taken out. It can be put back below.", "取り除きました。下の「元に戻す」で戻せます。")[tongue()]
    )
    return redirect(reverse("review", args=[review.pk]) + "#factors")


@require_POST
def putting_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts the factor back that one has just taken out."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    kept = request.session.pop("factor_dropped", None)
    if isinstance(kept, dict) and kept.get("review") == review.pk:
        s = kept["said"]
        try:
            put_factor(
                review=review, before=s["before"], now_known=s["now"], area=s["area"], facet=s["facet"],
                events=s["events"], by=user, now=now(),
            )  # fmt: skip
        except FurikaeriError as error:
            messages.error(request, error.message[tongue()])
    return redirect(reverse("review", args=[review.pk]) + "#factors")


@require_http_methods(["GET", "POST"])
def quality(request: HttpRequest, pk: int) -> HttpResponse:
    """The rubric, all questions at once."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    if request.method == "POST":
        for key in rubric():
            level, note = request.POST.get(f"{key}-level", ""), request.POST.get(f"{key}-note", "")
            before = review.rubric_marks.filter(key=key).first()
            if (level, note) != ((before.level, before.note) if before else ("", "")):
                try:
                    mark(review=review, key=key, level=level, note=note, by=user, now=now())
                except FurikaeriError as error:
                    messages.error(request, error.message[tongue()])
        return redirect(reverse("review", args=[review.pk]) + "#quality")
    return redirect(reverse("review", args=[review.pk]) + "#quality")


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is asked about the review, words and whole; each can be left as it is, with a reason."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    trouble = None
    typed = {
        "rule": request.POST.get("rule", ""),
        "words": request.POST.get("words", ""),
        "reason": request.POST.get("reason", ""),
    }
    if request.method == "POST":
        try:
            dismiss(review=review, by=user, now=now(), **typed)
        except FurikaeriError as error:
            trouble = error
        else:
            return redirect("review-questions", review.pk)
    context = around(user, review)
    left = list(review.dismissals.select_related("by"))
    cut = parts(review.markdown)
    words = [
        (q, next((p for p in cut if p.span.start <= q.span.start < p.span.end), None))
        for q in asked(review.markdown, dismissals=left)
    ]
    context |= {
        "words": words,
        "whole": asked_of_whole(review, context["incidents"], now=now(), dismissals=left),  # type: ignore[arg-type]  # a list of incidents
        "left": left,
        "trouble": trouble,
        "typed": typed,
    }
    return render(request, "reviews/questions.html", context, status=422 if trouble else 200)  # fmt: skip


@require_POST
def asking_again(request: HttpRequest, pk: int, dismissal: int) -> HttpResponse:
    """Has the linter ask again about words that were left as they are."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    row = review.dismissals.filter(pk=dismissal).first()
    if row is not None:
        ask_again(dismissal=row, by=user, now=now())
    return redirect("review-questions", review.pk)


def _factor(review: Review, pk: int) -> Factor:
    row = review.factors.filter(pk=pk).select_related("review").first()
    if row is None:
        raise Http404
    return row
