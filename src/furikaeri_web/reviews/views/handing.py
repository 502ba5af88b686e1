"""A review handed on: as a page, as Markdown, as JSON, with roles for names where that is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from furikaeri.export.exporter import exporters
from furikaeri_web.reviews.access import seen
from furikaeri_web.reviews.handing import copy
from furikaeri_web.reviews.selectors import incidents_of

if TYPE_CHECKING:
    from django.http import HttpRequest

_UNSAFE = re.compile(r"[^\w\-]+")


@require_GET
def handing(request: HttpRequest, pk: int) -> HttpResponse:
    """What kinds of copies there are."""
    review = seen(request.user, pk)
    context = {"review": review, "exporters": exporters().values(), "incidents": incidents_of(review)}
    return render(request, "reviews/export.html", context)


@require_GET
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One copy, to be kept."""
    review = seen(request.user, pk)
    if kind not in exporters():
        raise Http404
    exporter = exporters()[kind]
    level = request.GET.get("level", "story")
    data = copy(review, incidents_of(review), kind, roles=request.GET.get("roles") == "1", level=level)
    name = _UNSAFE.sub("-", review.title)[:60].strip("-") or f"review-{review.pk}"
    response = HttpResponse(data, content_type=exporter.media_type)
    response["Content-Disposition"] = _attachment(name + exporter.suffix)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _attachment(name: str) -> str:
    plain = name.encode("ascii", "ignore").decode().strip("-") or "review"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
