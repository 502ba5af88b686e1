"""Writing: the whole text or one part, saved by a form or by the editor, with what the linter asks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from furikaeri.export.wallclock import wall_clock
from furikaeri.text import FurikaeriError, Span, Text
from furikaeri_web.chronology.selectors import chronicle
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue
from furikaeri_web.reviews.access import seen
from furikaeri_web.reviews.linting import as_json, asked
from furikaeri_web.reviews.selectors import incidents_of, threads_of
from furikaeri_web.reviews.services.writing import MOST, save, save_part
from furikaeri_web.reviews.shown import page
from furikaeri_web.reviews.text.live import NAMES, comment
from furikaeri_web.reviews.text.parts import part_of, parts, put
from furikaeri_web.reviews.text.stance import ABOUT, STANCES
from furikaeri_web.reviews.views.reading import around

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri.text import Lang
    from furikaeri_web.accounts.models import User
    from furikaeri_web.reviews.models import Review
    from furikaeri_web.reviews.services.writing import Saved

_OFFERED = 2_000
_LABEL = 80
_UNREADABLE = Text("This could not be read. Reload the page.", "読み取れませんでした。ページを読み込み直してください。")


@require_http_methods(["GET", "POST"])
def writing(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which a review is written: all of it, or one part among the others."""
    user: User = request.user  # type: ignore[assignment]  # somebody is signed in
    review = seen(user, pk)
    key, place = _part(request)
    trouble = typed = None
    base = review.version
    if request.method == "POST":
        typed = request.POST.get("text", "")
        base = _number(request.POST.get("base"), review.version)
        try:
            saved = _save(review, key, place, typed, base, user, request.POST.get("about", ""))
        except FurikaeriError as error:
            trouble = error
        else:
            return _after(request, review, key, saved)
    return _page(request, review, key=key, place=place, typed=typed, base=base, trouble=trouble)


@require_http_methods(["PUT"])
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor saves: {text, base} in, {version, text, merged, note} out."""
    user: User = request.user  # type: ignore[assignment]  # as above
    review = seen(user, pk)
    key, place = _part(request)
    said = _json(request)
    words = said.get("text")
    if not isinstance(words, str):
        return JsonResponse({"error": _UNREADABLE[tongue()]}, status=400)
    base = _number(said.get("base"), review.version)
    try:
        saved = _save(review, key, place, words, base, user, "")
    except FurikaeriError as error:
        return JsonResponse({"error": error.message[tongue()]}, status=422)
    return JsonResponse(
        {
            "version": saved.version,
            "text": saved.text,
            "merged": saved.merged,
            "note": saved.note[tongue()] if saved.note else "",
        }
    )


@require_POST
def lint(request: HttpRequest, pk: int) -> HttpResponse:
    """What the linter asks about a text that is being written: {text, lang} in, {diagnostics} out."""
    review = seen(request.user, pk)
    said = _json(request)
    words = said.get("text")
    if not isinstance(words, str) or len(words) > MOST:
        return JsonResponse({"diagnostics": []})
    words = words.encode("utf-8", "replace").decode()
    lang: Lang = "ja" if said.get("lang", review.lang) == "ja" else "en"
    key, place = _part(request)
    left = list(review.dismissals.all())
    if key is None:
        found = asked(words, dismissals=left)
    else:
        there = part_of(parts(review.markdown), key, place)
        whole, start = (words, 0) if there is None else (put(review.markdown, there, words), there.span.start)
        found = asked(whole, dismissals=left, within=Span(start, start + len(words)))
    return JsonResponse({"diagnostics": as_json(found, words, lang)})


@require_GET
def blocks(request: HttpRequest, pk: int) -> HttpResponse:
    """What the editor offers behind @ and /: events to link to, live places, marks of statements."""
    review = seen(request.user, pk)
    lang: Lang = "ja" if review.lang == "ja" else "en"
    offered: list[dict[str, str]] = []
    for incident in incidents_of(review):
        clock = wall_clock(incident.zone or "UTC", lang)
        for event in chronicle(incident).chronology.events[:_OFFERED]:
            words = " ".join(event.text.split())[:_LABEL]
            time = clock.time(event.span.lo)
            plain = words[:40].replace("[", "(").replace("]", ")").replace("\\", "")
            link = f"[{time} {plain}](event:{quote(event.id, safe=':~.@')})"
            offered.append({"label": f"{time} {words}", "insert": link, "kind": "event", "detail": event.source})
    offered += [
        {"label": t[lang], "insert": f"[{t[lang]}] ", "kind": "stance", "detail": ABOUT[s][lang]}
        for s, t in STANCES.items()
    ]
    offered += [{"label": t[lang], "insert": comment(n), "kind": "block"} for n, t in NAMES.items()]
    return JsonResponse(offered, safe=False)  # fmt: skip


def _page(
    request: HttpRequest, review: Review, *, key: str | None, place: int | None, typed: str | None, base: int,
    trouble: FurikaeriError | None,
) -> HttpResponse:  # fmt: skip
    user: User = request.user  # type: ignore[assignment]  # as above
    found = parts(review.markdown)
    part = None if key is None else part_of(found, key, place)
    if key is not None and part is None and typed is None:
        return redirect("review-write", review.pk)
    query = "?" + urlencode({"part": key, "n": place or 0}) if key is not None else ""
    stands = review.markdown if part is None else review.markdown[slice(*part.span)]
    questions = asked(review.markdown, dismissals=review.dismissals.all())
    context = around(user, review)
    threads = threads_of(review)
    shown = page(review, context["incidents"], threads)  # type: ignore[arg-type]  # a list of incidents
    context |= {
        "page": shown,
        "threads_open": sum(t.resolved_at is None for t in threads),
        "part": part,
        "n": found.index(part) if part in found else None,
        "text": stands if typed is None else typed,
        "base": base,
        "trouble": trouble,
        "questions": [q for q in questions if part is None or part.span.start <= q.span.start < part.span.end],
        "counts": {p.key: sum(p.span.start <= q.span.start < p.span.end for q in questions) for p in found},
        "total": len(questions),
        "save_url": reverse("review-text", args=[review.pk]) + query,
        "lint_url": reverse("review-lint", args=[review.pk]) + query,
        "form_url": reverse("review-write", args=[review.pk]) + query,
    }
    return render(request, "reviews/write.html", context, status=422 if trouble else 200)


def _after(request: HttpRequest, review: Review, key: str | None, saved: Saved) -> HttpResponse:
    if saved.note:
        messages.info(request, saved.note[tongue()])
    else:
        messages.success(request, Text("Saved.", "保存しました。")[tongue()])
    if saved.collisions:
        return redirect("review-write", review.pk)
    at = f"#part-{key}" if key else ""
    return redirect(reverse("review", args=[review.pk]) + at)


def _save(review: Review, key: str | None, place: int | None, text: str, base: int, user: User, about: str) -> Saved:  # noqa: PLR0917  # in the order of what is known
    if key is None:
        return save(review=review, text=text, base=base, by=user, now=now(), about=about)
    return save_part(review=review, key=key, place=place, text=text, base=base, by=user, now=now(), about=about)


def _part(request: HttpRequest) -> tuple[str | None, int | None]:
    """Which part is meant, by its key and its place; None for the whole."""
    if "part" not in request.GET:
        return None, None
    return request.GET["part"], _number(request.GET.get("n"), -1)


def _number(given: object, default: int) -> int:
    word = str(given)
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else default


def _json(request: HttpRequest) -> dict[str, object]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
