"""Bringing the past along: upload, what was understood, keep, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, cast

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import User
from furikaeri_web.archive import services
from furikaeri_web.archive.jobs import work
from furikaeri_web.archive.models import Batch
from furikaeri_web.parts.jobs import wake
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_STAY = Text(
    "Taken back. {n} review{s} that somebody has worked on since stay.",
    "取り消しました。その後に手が入った {n} 件は残しています。",
)
_UNDONE = Text("Taken back: nothing of this batch stays.", "取り消しました。この取り込みによるものは残っていません。")


@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest) -> HttpResponse:
    """The batches that this person brought, and the form that brings another."""
    user = cast("User", request.user)
    trouble: FurikaeriError | None = None
    if request.method == "POST":
        files = [(f.name or "document", cast("BinaryIO", f)) for f in request.FILES.getlist("files")]
        try:
            batch = services.bring(files=files, by=user, now=now(), private=bool(request.POST.get("private")))
        except FurikaeriError as fault:
            trouble = fault
        else:
            wake(work, batch.pk)
            return redirect("archive-batch", batch.pk)
    batches = Batch.objects.filter(by=user)[:50]
    return render(
        request, "archive/archive.html", {"batches": batches, "trouble": trouble}, status=422 if trouble else 200
    )


@require_GET
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood of each document."""
    return render(request, "archive/batch.html", _told(request, pk))


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; once it is done the page is loaded anew."""
    told = _told(request, pk)
    answer = render(request, "archive/progress.html", told)
    if not told["working"]:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes reviews of the papers that were ticked."""
    found = _own(request, pk)
    wanted = [int(v) for v in request.POST.getlist("wanted") if v.isdigit()]
    known = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    people = {
        author: int(value)
        for n, author in enumerate(_authors(found))
        if (value := request.POST.get(f"author-{n}", "")).isdigit() and int(value) in known
    }
    try:
        services.keep(batch=found, wanted=wanted, people=people, by=cast("User", request.user), now=now())
    except FurikaeriError as trouble:
        messages.error(request, trouble.message[tongue()])
    else:
        wake(work, found.pk)
    return redirect("archive-batch", pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back what the batch brought."""
    try:
        stay = services.undo(batch=_own(request, pk), by=cast("User", request.user), now=now())
    except FurikaeriError as trouble:
        messages.error(request, trouble.message[tongue()])
    else:
        messages.success(request, (_STAY.fill(n=stay) if stay else _UNDONE)[tongue()])
    return redirect("archive-batch", pk)


def _own(request: HttpRequest, pk: int) -> Batch:
    found = Batch.objects.filter(pk=pk, by=cast("User", request.user)).first()
    if found is None:
        raise Http404
    return found


def _authors(found: Batch) -> list[str]:
    return list(found.papers.exclude(author="").order_by("author").values_list("author", flat=True).distinct()[:200])


def _told(request: HttpRequest, pk: int) -> dict[str, object]:
    found = _own(request, pk)
    papers = found.papers.defer("text").select_related("review")
    sums = papers.filter(problem={}).aggregate(
        papers=Count("pk"), dated=Count("pk", filter=Q(began__isnull=False)), severe=Count("pk", filter=~Q(severity="")),
        all_rows=Sum("rows"), all_actions=Sum("actions"), known=Count("pk", filter=Q(known=True)),
        wanted=Count("pk", filter=Q(wanted=True)), kept=Count("pk", filter=Q(review__isnull=False)),
    )  # fmt: skip
    guesses = {u.name.lower(): u.pk for u in User.objects.filter(is_active=True)}
    authors = [(n, name, found.people.get(name) or guesses.get(name.lower())) for n, name in enumerate(_authors(found))]
    return {
        "batch": found, "papers": papers, "sums": sums, "authors": authors,
        "people": User.objects.filter(is_active=True).order_by("name"),
        "working": found.state in {Batch.State.READING, Batch.State.KEEPING},
        "unread": papers.exclude(problem={}),
    }  # fmt: skip
