"""Talk about a review."""

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
from furikaeri_web.reviews.models import Comment, Thread
from furikaeri_web.reviews.services.talking import answer, reopen, rephrase, settle, talk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

    from furikaeri_web.accounts.models import User
    from furikaeri_web.reviews.models import Review


@require_http_methods(["GET", "POST"])
def talking(request: HttpRequest, pk: int) -> HttpResponse:
    """A new thread, on a passage or on the whole."""
    user: User = request.user  # type: ignore[assignment]  # somebody is signed in
    review = seen(user, pk)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "") for name in ("quote", "before", "after", "text")}
    trouble = None
    if request.method == "POST":
        try:
            thread = talk(review=review, by=user, now=now(), **typed)
        except FurikaeriError as error:
            trouble = error
        else:
            return _to(review, thread.pk)
    return _form(request, review, typed=typed, trouble=trouble)


@require_http_methods(["GET", "POST"])
def answering(request: HttpRequest, pk: int, thread: int) -> HttpResponse:
    """Another comment in a thread."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    row = _thread(review, thread)
    typed = {"text": request.POST.get("text", ""), "quote": row.quote}
    trouble = None
    if request.method == "POST":
        try:
            answer(thread=row, text=typed["text"], by=user, now=now())
        except FurikaeriError as error:
            trouble = error
        else:
            return _to(review, row.pk)
    return _form(request, review, typed=typed, trouble=trouble, thread=row)


@require_http_methods(["GET", "POST"])
def rephrasing(request: HttpRequest, pk: int, comment: int) -> HttpResponse:
    """One's own comment in other words."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    row = Comment.objects.filter(thread__review=review, pk=comment).select_related("thread__review").first()
    if row is None:
        raise Http404
    typed = {"text": request.POST.get("text", row.text), "quote": row.thread.quote}
    trouble = None
    if request.method == "POST":
        try:
            rephrase(comment=row, text=typed["text"], by=user, now=now())
        except FurikaeriError as error:
            trouble = error
        else:
            return _to(review, row.thread_id)
    return _form(request, review, typed=typed, trouble=trouble, thread=row.thread, comment=row)


@require_POST
def settling(request: HttpRequest, pk: int, thread: int) -> HttpResponse:
    """Settles a thread, or takes it up again."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    row = _thread(review, thread)
    if request.POST.get("again"):
        reopen(thread=row, by=user, now=now())
    else:
        settle(thread=row, by=user, now=now())
        messages.success(
            request,
            Text("Settled. It stays at the end of the page.", "解決済みにしました。ページの末尾に残ります。")[tongue()],
        )
    return _to(review, row.pk)


def _form(
    request: HttpRequest, review: Review, *, typed: dict[str, str], trouble: FurikaeriError | None,
    thread: Thread | None = None, comment: Comment | None = None,
) -> HttpResponse:  # fmt: skip
    context = {"review": review, "typed": typed, "trouble": trouble, "thread": thread, "comment": comment}
    return render(request, "reviews/talk.html", context, status=422 if trouble else 200)


def _thread(review: Review, pk: int) -> Thread:
    row = review.threads.filter(pk=pk).select_related("review").first()
    if row is None:
        raise Http404
    return row


def _to(review: Review, thread: int) -> HttpResponseRedirect:
    return redirect(reverse("review", args=[review.pk]) + f"#thread-{thread}")
