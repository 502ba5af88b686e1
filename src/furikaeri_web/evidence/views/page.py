"""The page of an incident's records: bringing in, how far it is, what there is and what needs a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.evidence import selectors, services
from furikaeri_web.evidence.forms import said
from furikaeri_web.evidence.models import Run
from furikaeri_web.evidence.views.shared import person, words
from furikaeri_web.incidents.access import seen
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.incidents.models import Incident


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about the records; POST brings files in."""
    incident = seen(request.user, number)
    if request.method == "POST":
        return _bring(request, incident)
    return _page(request, incident)


@require_GET
def items(request: HttpRequest, number: int) -> HttpResponse:
    """The list alone, once something came to its end."""
    incident = seen(request.user, number)
    return render(request, "evidence/parts/items.html", words(request, incident, **_listed(request, incident)))


@require_GET
def summary(request: HttpRequest, number: int) -> HttpResponse:
    """What the incident's page says of its records."""
    incident = seen(request.user, number)
    given = {"incident": incident, "counts": selectors.counts(incident), "items": selectors.items(incident)[:5]}
    return render(request, "evidence/parts/summary.html", given)


@require_GET
def run(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """How far one upload is; asks again every second while it is going."""
    incident = seen(request.user, number)
    one = _run(incident, pk)
    response = render(request, "evidence/parts/run.html", {"incident": incident, "run": one})
    if not one.going:
        response.headers["HX-Trigger"] = "evidence-changed"
    return response


@require_POST
def again(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Lets a run that failed or stopped try again."""
    incident = seen(request.user, number)
    try:
        services.try_again(run=_run(incident, pk), by=person(request), now=now())
    except FurikaeriError as trouble:
        messages.error(request, told(trouble))
    return redirect("evidence", number)


def _run(incident: Incident, pk: int) -> Run:
    one = Run.objects.filter(incident=incident, pk=pk).select_related("by").first()
    if one is None:
        raise Http404
    return one


def _bring(request: HttpRequest, incident: Incident) -> HttpResponse:
    live = bool(request.headers.get("HX-Request"))
    files = request.FILES.getlist("file")
    brought: list[Run] = []
    try:
        stated = said(request.POST, incident.zone)
        for file in files or _none():
            name = (request.POST.get("path", "") if len(files) == 1 else "") or file.name or ""
            brought.append(
                services.upload(
                    incident=incident, stream=file, name=name, size=file.size or 0, said=stated, by=person(request), now=now()
                )
            )  # fmt: skip
    except FurikaeriError as trouble:
        if live:
            return JsonResponse({"message": told(trouble)}, status=422)
        return _page(request, incident, trouble=trouble)
    if live:
        return render(request, "evidence/parts/run.html", {"incident": incident, "run": brought[0]}, status=201)
    messages.success(
        request,
        told(
            Text("{n} file{s} kept; being read now.", "ファイル {n} 件を保存しました。読み込んでいます。").fill(
                n=len(brought)
            )
        ),
    )
    return redirect("evidence", incident.number)


def _none() -> NoReturn:
    raise FurikaeriError(Text("Choose a file first.", "まずファイルを選んでください。"))


def _page(request: HttpRequest, incident: Incident, trouble: FurikaeriError | None = None) -> HttpResponse:
    given = words(
        request, incident, trouble=trouble, said=request.POST, runs=selectors.runs(incident),
        gone=selectors.tombstones(incident)[: selectors.PAGE], retention=selectors.retention(incident),
        limit_mb=services.limit() // 1_000_000, **_listed(request, incident),
    )  # fmt: skip
    return render(request, "evidence/page.html", given, status=422 if trouble else 200)


def _listed(request: HttpRequest, incident: Incident) -> dict[str, object]:
    pages = Paginator(selectors.items(incident), selectors.PAGE)
    some = pages.get_page(request.GET.get("page"))
    shown = selectors.with_warnings(incident, list(some.object_list))
    return {"listed": shown, "items_page": some, "counts": selectors.counts(incident)}
