"""Every version that was saved: what changed, and bringing one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue
from furikaeri_web.reviews.access import seen
from furikaeri_web.reviews.models import Revision
from furikaeri_web.reviews.selectors import sittings
from furikaeri_web.reviews.services.writing import restore
from furikaeri_web.reviews.text.differences import differences

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User


@require_GET
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions, newest first."""
    review = seen(request.user, pk)
    return render(request, "reviews/versions.html", {"review": review, "sittings": sittings(review)})


@require_GET
def version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """One version, as it differs from the one before it, or from another that is asked for."""
    review = seen(request.user, pk)
    kept = Revision.objects.filter(review=review).select_related("by")
    row = kept.filter(version=version).first()
    if row is None:
        raise Http404
    word = request.GET.get("against", "")
    if word.isascii() and word.isdigit() and len(word) < 10:
        other = kept.filter(version=int(word)).first()
    else:
        other = kept.filter(version__lt=version).order_by("-version").first()
    changes = differences(other.markdown if other else "", row.markdown)
    context = {
        "review": review,
        "row": row,
        "other": other,
        "changes": changes,
        "newer": kept.filter(version__gt=version).order_by("version").first(),
    }
    return render(request, "reviews/version.html", context)


@require_POST
def restoring(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Brings a version back."""
    user = cast("User", request.user)
    review = seen(user, pk)
    try:
        restore(review=review, version=version, by=user, now=now())
    except FurikaeriError as error:
        messages.error(request, error.message[tongue()])
        return redirect("review-versions", pk)
    words = Text("Version {n} stands again. The one before is kept.", "版 {n} に戻しました。直前の版も残っています。")
    messages.success(request, words.fill(n=version)[tongue()])
    return redirect("review", pk)
