"""The organisation: its policy, the log of who did what, and what administrators may see."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from furikaeri.text import Text
from furikaeri_web.accounts import selectors
from furikaeri_web.accounts.deeds import named
from furikaeri_web.accounts.forms import AuditForm, HouseForm
from furikaeri_web.accounts.services import people as service
from furikaeri_web.accounts.views.door import administrators, me, zones
from furikaeri_web.parts.moments import microseconds, now
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@administrators
@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """The organisation's name and policy."""
    house = selectors.organisation()
    initial = {
        "name": house.name,
        "lang": house.lang,
        "zone": house.zone,
        "private": "1" if house.private_at_first else "",
        "approval": "1" if house.approval else "",
        "retention_days": house.retention_days,
    }
    form = HouseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        service.arrange(**form.kept(), by=me(request), now=now())
        messages.success(request, told(Text("Kept.", "保存しました。")))
        return redirect("organisation")
    kept = {"form": form, "zones": zones()}
    return render(request, "accounts/organisation.html", kept, status=422 if request.method == "POST" else 200)


@administrators
@require_GET
def audit_log(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first, fifty a page; nothing of incidents that the reader can't see."""
    reader = me(request)
    form = AuditForm(request.GET, zone=reader.zone)
    asked = form.asked()
    rows, more = selectors.audit(reader, **asked, before=_place(request.GET.get("before", "")))
    kept = {
        "form": form,
        "rows": [(entry, named(entry.what)) for entry in rows],
        "filtered": any(asked.values()),
        "earlier": _earlier(request, rows[-1].at, rows[-1].pk) if more else "",
        "later": "before" in request.GET,
    }
    return render(request, "accounts/audit_log.html", kept)


@require_GET
def what_is_seen(request: HttpRequest) -> HttpResponse:
    """What administrators may see and what they may not, for everybody to read."""
    return render(request, "accounts/what_is_seen.html")


def _earlier(request: HttpRequest, at: datetime, pk: int) -> str:
    asked = {k: v for k, v in request.GET.items() if v and k != "before"}
    return "?" + urlencode({**asked, "before": f"{microseconds(at)}-{pk}"})


def _place(text: str) -> selectors.Place | None:
    at, _, pk = text.partition("-")
    if not (at.isascii() and at.isdigit() and pk.isascii() and pk.isdigit() and len(at) < 18 and len(pk) < 19):
        return None
    return selectors.Place(datetime.fromtimestamp(int(at) / 1_000_000, UTC), int(pk))
