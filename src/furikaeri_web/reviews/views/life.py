"""A review's way to being published: readers, approval, publishing; and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import User
from furikaeri_web.incidents.models import Incident
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue
from furikaeri_web.reviews.access import Act, may, seen
from furikaeri_web.reviews.forms import numbers_in
from furikaeri_web.reviews.linting import asked, asked_of_whole
from furikaeri_web.reviews.models import Review
from furikaeri_web.reviews.services import life, making
from furikaeri_web.reviews.views.reading import around

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

_WHO = Text("Nobody goes by that name or mail address.", "その名前またはメールアドレスの人はいません。")


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reads it and who approves it; asking, having read, naming a delegate."""
    user = cast("User", request.user)
    review = seen(user, pk)
    trouble = None
    if request.method == "POST":
        try:
            _act(request, review, user)
        except FurikaeriError as error:
            trouble = error
        else:
            return redirect("review" if request.POST.get("back") == "read" else "review-people", pk)
    context = around(user, review)
    context |= {
        "trouble": trouble,
        "typed": request.POST,
        "everybody": User.objects.filter(is_active=True).order_by("name")[:1_000],
        "may_choose": may(user, "publish", review),
    }
    return render(request, "reviews/people.html", context, status=422 if trouble else 200)  # fmt: skip


def _act(request: HttpRequest, review: Review, user: User) -> None:
    """What the form on the people's page asks for; one kind of act each."""
    given = request.POST
    at = now()
    match given.get("act", ""):
        case "ask":
            life.ask(review=review, person=_person(given.get("person", "")), by=user, now=at)
        case "unask":
            life.unask(review=review, person=_person(given.get("person", "")), by=user, now=at)
        case "read":
            life.read(review=review, word=given.get("word", ""), by=user, now=at)
        case "add-approver":
            _need(user, "publish", review)
            life.add_approver(review=review, person=_person(given.get("person", "")), by=user, now=at)
        case "remove-approver":
            _need(user, "publish", review)
            life.remove_approver(review=review, person=_person(given.get("person", "")), by=user, now=at)
        case "delegate":
            step = next((a for a in review.approvals.all() if str(a.pk) == given.get("step")), None)
            if step is None:
                raise FurikaeriError(Text("That step is not there any more.", "その段階はもうありません。"))
            word = given.get("person", "").strip()
            life.delegate(review=review, step=step, to=_person(word) if word else None, by=user, now=at)
        case "judge":
            life.judge(
                review=review, verdict=given.get("verdict", "approved"), note=given.get("note", ""), by=user, now=at
            )  # fmt: skip
        case _:
            raise FurikaeriError(Text("Nothing was chosen.", "何も選ばれていません。"))


@require_POST
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves it along: reviewed, back to draft, published, not published."""
    user = cast("User", request.user)
    review = seen(user, pk)
    moves: dict[str, tuple[Callable[..., None], Act]] = {
        "reviewed": (life.mark_reviewed, "write"),
        "draft": (life.back_to_draft, "write"),
        "published": (life.publish, "publish"),
        "unpublished": (life.unpublish, "publish"),
    }
    if (to := request.POST.get("to", "")) in moves:
        move, act = moves[to]
        _need(user, act, review)
        if review.status == Review.Status.PUBLISHED and request.POST.get("to") in {"reviewed", "draft"}:
            _need(user, "publish", review)
        try:
            move(review=review, by=user, now=now())
        except FurikaeriError as error:
            messages.error(request, error.message[tongue()])
            return redirect("review-publish", pk)
        if request.POST.get("to") == "published":
            messages.success(
                request,
                Text("Published. Thank you for telling it.", "公開しました。書いてくださり、ありがとうございました。")[
                    tongue()
                ],
            )
    return redirect("review", pk)  # fmt: skip


@require_http_methods(["GET"])
def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands before publishing: open questions shown calmly, who has read and approved."""
    user = cast("User", request.user)
    review = seen(user, pk)
    context = around(user, review)
    left = list(review.dismissals.all())
    context |= {
        "whole": asked_of_whole(review, context["incidents"], now=now(), dismissals=left),  # type: ignore[arg-type]  # a list of incidents
        "words": asked(review.markdown, dismissals=left),
        "factors": review.factors.count(),
        "believed": review.factors.exclude(before="").exists(),
        "talk": review.threads.filter(resolved_at=None).count(),
        "read_by_somebody": review.readers.exclude(done_at=None).exists(),
    }
    return render(request, "reviews/publish.html", context)


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Which incidents it tells of, whose it is, who may see it."""
    user = cast("User", request.user)
    review = seen(user, pk)
    trouble = None
    if request.method == "POST":
        try:
            _set_about(request, review, user)
        except FurikaeriError as error:
            trouble = error
        else:
            return redirect("review-about", pk)
    context = around(user, review)
    context |= {
        "trouble": trouble,
        "typed": request.POST,
        "everybody": User.objects.filter(is_active=True).order_by("name")[:1_000],
        "may_own": may(user, "own", review),
        "twins": Review.objects.visible_to(user)
        .filter(twin=None)
        .exclude(lang=review.lang)
        .order_by("-changed_at")[:50],
    }
    return render(request, "reviews/about.html", context, status=422 if trouble else 200)  # fmt: skip


def _set_about(request: HttpRequest, review: Review, user: User) -> None:
    given, at = request.POST, now()
    match given.get("act", ""):
        case "cover":
            numbers = numbers_in(given.get("incident", ""))
            found = list(Incident.objects.visible_to(user).filter(number__in=numbers))
            if not found or len(found) != len(numbers):
                raise FurikaeriError(Text("There is no such incident.", "そのインシデントはありません。"))
            for incident in found:
                making.cover(review=review, incident=incident, by=user, now=at)
        case "uncover":
            _need(user, "own", review)
            for incident in review.incidents.filter(number__in=numbers_in(given.get("incident", ""))):
                making.uncover(review=review, incident=incident, by=user, now=at)
        case "owner":
            _need(user, "own", review)
            word = given.get("person", "").strip()
            making.hand_over(review=review, to=_person(word) if word else None, by=user, now=at)
        case "private":
            _need(user, "own", review)
            making.keep_private(review=review, private=given.get("private") == "1", by=user, now=at)
        case "pair":
            other = seen(user, int(given.get("other", "0")) if given.get("other", "").isdigit() else 0)
            making.pair(review=review, other=other, by=user, now=at)
        case _:
            raise FurikaeriError(Text("Nothing was chosen.", "何も選ばれていません。"))


def _need(user: User, act: Act, review: Review) -> None:
    if not may(user, act, review):
        raise PermissionDenied


def _person(word: str) -> User:
    """Who goes by that mail address or name; FurikaeriError where it is nobody, or several."""
    wanted = word.strip()
    found = User.objects.filter(is_active=True, email__iexact=wanted).first()
    if found is None:
        named = list(User.objects.filter(is_active=True, name=wanted)[:2])
        if len(named) > 1:
            raise FurikaeriError(
                Text(
                    "Several people are called {name}; give the mail address.",
                    "{name}さんは複数います。メールアドレスで指定してください。",
                ).fill(name=wanted)
            )
        found = named[0] if named else None
    if found is None or not wanted:
        raise FurikaeriError(_WHO)
    return found
