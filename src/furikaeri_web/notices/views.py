"""The inbox, how one hears of things, and the mail on its way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from furikaeri.text import Text
from furikaeri_web.accounts.views.door import administrators, me, page_of
from furikaeri_web.notices import selectors, services
from furikaeri_web.notices.forms import ChoicesForm
from furikaeri_web.notices.letters import wishes_of
from furikaeri_web.parts.moments import microseconds, now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri_web.notices.models import Notice


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for this person, unread first."""
    page = page_of(request)
    notices, more = selectors.inbox(me(request), page=page)
    kept = {"notices": notices, "page": page, "more": more, "any_unread": any(n.read_at is None for n in notices)}
    return render(request, "notices/inbox.html", kept)


@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to what a notice is about; having gone there, one has read it."""
    notice = services.read(person=me(request), pk=pk, now=now())
    if notice is None:
        raise Http404
    if notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, None):
        return redirect(notice.url)
    return redirect("inbox")


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks one as read."""
    return _marked(request, services.read(person=me(request), pk=pk, now=now()))


@require_POST
def unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks one as unread again."""
    return _marked(request, services.unread(person=me(request), pk=pk))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Marks all as read, with the way back."""
    at = now()
    count = services.read_all(person=me(request), now=at)
    if count:
        words = told(Text("{n} notice{s} marked as read.", "{n} 件を既読にしました。").fill(n=count))
        undo = reverse("inbox-undo", args=[microseconds(at)])
        back = told(Text("Undo", "元に戻す"))
        messages.success(request, format_html('{} <a href="{}" data-undo data-key="u">{}</a>', words, undo, back))
    return redirect("inbox")


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, us: int) -> HttpResponse:
    """Takes back that all were marked as read at that moment (µs since 1970)."""
    if request.method == "GET":
        return render(request, "notices/undo.html")
    if us < 253_402_300_799_000_000:
        services.unread_all(person=me(request), at=datetime.fromtimestamp(us / 1_000_000, UTC))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("inbox")})
    return redirect("inbox")


@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """How this person hears of things."""
    person = me(request)
    form = ChoicesForm(request.POST or None, wishes=wishes_of(person))
    if request.method == "POST" and form.is_valid():
        services.wish(person=person, **form.kept())
        messages.success(request, told(Text("Kept.", "保存しました。")))
        return redirect("notice-choices")
    return render(request, "notices/choices.html", {"form": form}, status=422 if request.method == "POST" else 200)


@administrators
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """How mail is doing: how much is on its way, and what was given up and why."""
    on_their_way, given_up = selectors.outbox()
    return render(request, "notices/outbox.html", {"on_their_way": on_their_way, "given_up": given_up})


@administrators
@require_POST
def try_mail(request: HttpRequest) -> HttpResponse:
    """Sends a letter to oneself, or what was given up once more."""
    if request.POST.get("what") == "me":
        subject = Text("A letter from furikaeri, to try it", "furikaeri からの試し送り")
        body = Text("It arrived.", "無事に届きました。")
        send_mail(told(subject), told(body) + "\n", None, [me(request).email])
        messages.success(request, told(Text("A letter to you is on its way.", "あなたあてに送信しました。")))
    else:
        services.try_again(now=now())
    return redirect("outbox")


def _marked(request: HttpRequest, notice: Notice | None) -> HttpResponse:
    if notice is None:
        raise Http404
    if request.headers.get("HX-Request"):
        return render(request, "notices/marked.html", {"notice": notice})
    return redirect("inbox")
